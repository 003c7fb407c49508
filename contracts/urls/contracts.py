"""List and the page of a contract."""

from django.urls import path

from contracts.urls.paths import CONTRACT
from contracts.views import contracts

urlpatterns = [
    path("", contracts.contract_list, name="list"),
    path("contracts.<str:kind>", contracts.contract_list_file, name="list_file"),
    path("new/", contracts.create, name="new"),
    path(CONTRACT, contracts.contract, name="contract"),
    path(f"{CONTRACT}goals.<str:kind>", contracts.goals_file, name="goals_file"),
    path(f"{CONTRACT}key.<str:kind>", contracts.key_file, name="key_file"),
]
