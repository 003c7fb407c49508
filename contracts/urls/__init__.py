"""The addresses of the contract room, by subject. Fixed words come before those with a house in them."""

from contracts.urls import comparison, contracts, editing, framework, life, prints, reporting, years

app_name = "contracts"
urlpatterns = [
    *framework.urlpatterns,
    *reporting.urlpatterns,
    *editing.urlpatterns,
    *life.urlpatterns,
    *comparison.urlpatterns,
    *prints.urlpatterns,
    *contracts.urlpatterns,
    *years.urlpatterns,
]
