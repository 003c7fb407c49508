"""Approvals, signatures, sending, publication, addenda."""

from django.urls import path

from contracts.urls.paths import CONTRACT
from contracts.views import agreed_later, life

urlpatterns = [
    path(f"{CONTRACT}life/", life.life, name="life"),
    path(f"{CONTRACT}life/approvals/<int:pk>/withdraw/", life.withdraw, {"kind": "approvals"},
         name="withdraw_approval"),
    path(f"{CONTRACT}life/signatures/<int:pk>/withdraw/", life.withdraw, {"kind": "signatures"},
         name="withdraw_signature"),
    path(f"{CONTRACT}life/signatures/<int:pk>/scan/", life.scan, name="signature_scan"),
    path(f"{CONTRACT}life/<slug:name>/", life.step, name="life_step"),
    path(f"{CONTRACT}addenda/new/", agreed_later.new_addendum, name="new_addendum"),
    path(f"{CONTRACT}addenda/<int:number>/edit/", agreed_later.edit_addendum, name="edit_addendum"),
    path(f"{CONTRACT}addenda/<int:number>/sign/", agreed_later.sign_addendum, name="sign_addendum"),
    path(f"{CONTRACT}addenda/<int:number>/delete/", agreed_later.delete_addendum, name="delete_addendum"),
    path(f"{CONTRACT}targets/<int:pk>/revise/", agreed_later.revise, name="revise_target"),
]  # fmt: skip
