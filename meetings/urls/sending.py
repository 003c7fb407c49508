"""Sending, versions, calendar."""

from django.urls import path

from meetings.urls.paths import MEETING
from meetings.views import sending, versions

urlpatterns = [
    path(f"{MEETING}send/", sending.send, name="send"),
    path(f"{MEETING}take-back/", sending.take_back, name="take_back"),
    path(f"{MEETING}invite-again/", sending.invite_again, name="invite_again"),
    path(f"{MEETING}meeting.ics", versions.calendar, name="calendar"),
    path(f"{MEETING}versions/", versions.versions, name="versions"),
    path(f"{MEETING}versions.<str:kind>", versions.versions_list_file, name="versions_file"),
    path(f"{MEETING}versions/verify/", versions.verify, name="verify_versions"),
    path(f"{MEETING}versions/<int:number>/", versions.version, name="version"),
    path(f"{MEETING}versions/<int:number>/changes.pdf", versions.changes_pdf, name="version_changes"),
    path(f"{MEETING}versions/<int:number>/<slug:name>.pdf", versions.version_file, name="version_file"),
    path(
        f"{MEETING}versions/<int:number>/files.<str:kind>",
        versions.version_list_file,
        name="version_list_file",
    ),
]
