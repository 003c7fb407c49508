"""Check against the framework, redline, versions, copy to next year."""

from django.urls import path

from contracts.urls.paths import CONTRACT
from contracts.views import check, copying, versions

urlpatterns = [
    path(f"{CONTRACT}check/", check.check, name="check"),
    path(f"{CONTRACT}check.<str:kind>", check.check_file, name="check_file"),
    path(f"{CONTRACT}check/<slug:key>/accept/", check.accept, name="accept_deviation"),
    path(f"{CONTRACT}check/<slug:key>/withdraw/", check.withdraw, name="withdraw_acceptance"),
    path(f"{CONTRACT}copy/", copying.copy, name="copy"),
    path(f"{CONTRACT}versions/", versions.versions, name="versions"),
    path(f"{CONTRACT}versions/compare/", versions.compare, name="compare"),
    path(f"{CONTRACT}versions/compare.pdf", versions.compare_pdf, name="compare_pdf"),
    path(f"{CONTRACT}versions/<int:number>/", versions.version, name="version"),
    path(f"{CONTRACT}versions/<int:number>/contract.pdf", versions.version_pdf, name="version_pdf"),
    path(
        f"{CONTRACT}versions/<int:number>/restore/<slug:kind>/<str:key>/",
        versions.restore,
        name="restore_text",
    ),
]
