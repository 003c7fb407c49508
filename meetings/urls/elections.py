"""Elections of a meeting, and the counting page of each."""

from django.urls import path

from meetings.urls.paths import MEETING
from meetings.views import elections, elections_counting

urlpatterns = [
    path(f"{MEETING}elections/", elections.overview, name="elections"),
    path(f"{MEETING}elections.<str:kind>", elections.overview_file, name="elections_file"),
    path(f"{MEETING}elections/new/", elections.create, name="create_election"),
    path("elections/<int:pk>/", elections.page, name="election"),
    path("elections/<int:pk>/sheet.pdf", elections.sheet, name="election_pdf"),
    path("elections/<int:pk>/edit/", elections.edit, name="edit_election"),
    path("elections/<int:pk>/delete/", elections.delete, name="delete_election"),
    path("elections/<int:pk>/reopen/", elections.reopen, name="reopen_election"),
    path("elections/<int:pk>/conclude/", elections_counting.conclude, name="conclude_election"),
    path("elections/<int:pk>/refresh/", elections_counting.refresh, name="refresh_election"),
    path("elections/<int:pk>/alliances/", elections_counting.alliances, name="election_alliances"),
    path("elections/<int:pk>/groups/", elections_counting.groups, name="election_groups"),
    path("elections/<int:pk>/candidates/", elections_counting.candidates, name="election_candidates"),
    path("elections/<int:pk>/rounds/<int:number>/", elections_counting.round_, name="election_round"),
    path("elections/<int:pk>/lots/", elections_counting.lots, name="election_lots"),
    path(
        "elections/<int:pk>/<slug:kind>/<int:child>/remove/",
        elections_counting.remove,
        name="election_remove",
    ),
]
