"""What members propose for an agenda."""

from django.urls import path

from meetings.urls.paths import MEETING
from meetings.views import proposals

urlpatterns = [
    path(f"{MEETING}proposals/", proposals.of_meeting, name="proposals"),
    path(f"{MEETING}proposals.<str:kind>", proposals.of_meeting_file, name="proposals_file"),
    path(f"{MEETING}proposals/new/", proposals.register, name="register_proposal"),
    path(f"{MEETING}propose/", proposals.propose, name="propose"),
    path("proposals/<int:pk>/take-in/", proposals.take_in, name="take_in_proposal"),
    path("proposals/<int:pk>/decline/", proposals.decline, name="decline_proposal"),
    path("proposals/<int:pk>/withdraw/", proposals.withdraw, name="withdraw_proposal"),
    path("proposals/<int:pk>/take-up/", proposals.take_up_again, name="take_up_proposal"),
]
