"""One KKR's meetings, the year's plan, and the steps of a meeting's life."""

from django.urls import path

from meetings.urls.paths import COUNCIL, MEETING
from meetings.views import absence, councils, life
from meetings.views.life import STEPS

urlpatterns = [
    path(COUNCIL, councils.council, name="council"),
    path(f"{COUNCIL}meetings.<str:kind>", councils.council_file, name="council_file"),
    path(f"{COUNCIL}deadlines.<str:kind>", councils.deadlines_file, name="deadlines_file"),
    path(f"{COUNCIL}plan/<int:year>/", councils.plan, name="plan"),
    path(f"{MEETING}late/", life.waive, name="waive"),
    path(f"{MEETING}absence/", absence.notices, name="absence_notice"),
    path(f"{MEETING}absence.<str:kind>", absence.notices_file, name="absence_file"),
    *(path(f"{MEETING}{verb}/", life.step, {"verb": verb}, name=verb.replace("-", "_")) for verb in STEPS),
]
