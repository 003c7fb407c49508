"""The addresses of the meeting room, by subject. Fixed words come before those with a council in them."""

from meetings.urls import (
    agenda,
    consultations,
    elections,
    initiatives,
    life,
    members,
    minutes,
    proposals,
    sending,
    sitting,
    terms,
)

app_name = "meetings"
urlpatterns = [
    *agenda.urlpatterns,
    *life.urlpatterns,
    *proposals.urlpatterns,
    *sending.urlpatterns,
    *sitting.urlpatterns,
    *minutes.urlpatterns,
    *elections.urlpatterns,
    *initiatives.urlpatterns,
    *consultations.urlpatterns,
    *terms.urlpatterns,
    *members.urlpatterns,
]
