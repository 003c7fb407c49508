"""A house over the years, and the spread of a contract."""

from django.urls import path

from contracts.urls.paths import CONTRACT, HOUSE
from contracts.views import years

urlpatterns = [
    path(f"{CONTRACT}spread/", years.spread, name="spread"),
    path(f"{CONTRACT}spread.pdf", years.spread_pdf, name="spread_pdf"),
    path(f"{CONTRACT}spread.<str:kind>", years.spread_file, name="spread_file"),
    path(HOUSE, years.house_years, name="house"),
    path(f"{HOUSE}years.pdf", years.house_pdf, name="house_pdf"),
    path(f"{HOUSE}years.<str:kind>", years.house_file, name="house_file"),
]
