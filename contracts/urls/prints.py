"""The contract and the framework agreement as PDF."""

from django.urls import path

from contracts.urls.paths import CONTRACT
from contracts.views import prints

urlpatterns = [
    path("frameworks/<slug:slug>/framework.pdf", prints.framework_pdf, name="framework_pdf"),
    path(f"{CONTRACT}contract.pdf", prints.contract_pdf, name="pdf"),
]
