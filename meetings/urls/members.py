"""Members over time: the list of a day, one seat, and each step of a term."""

from django.urls import path

from meetings.urls.paths import COUNCIL
from meetings.views import member_changes, members, officers, seats

urlpatterns = [
    path("popolo.json", members.popolo_file, name="popolo"),
    path(f"{COUNCIL}members/", members.members, name="members"),
    path(f"{COUNCIL}members/members.pdf", members.members_pdf, name="members_pdf"),
    path(f"{COUNCIL}members/members.<str:kind>", members.members_file, name="members_file"),
    path(f"{COUNCIL}members/popolo.json", members.popolo_file, name="members_popolo"),
    path(f"{COUNCIL}members/many/", seats.many, name="fill_many"),
    path(f"{COUNCIL}members/many/template.xlsx", seats.many_template, name="members_template"),
    path(f"{COUNCIL}members/posts/<int:post>/", officers.elect, name="elect_officer"),
    path("seats/people/<int:pk>/", seats.person, name="edit_person"),
    path("seats/<int:pk>/", members.seat, name="member"),
    path("seats/<int:pk>/fill/", seats.fill, name="fill_seat"),
    path("seats/<int:pk>/substitute/", seats.substitute, name="choose_substitute"),
    path("seats/<int:pk>/undo/", seats.undo, name="undo_seat"),
    path("seats/memberships/<int:pk>/leaves/", member_changes.leaves, name="member_leaves"),
    path("seats/memberships/<int:pk>/party/", member_changes.changes_party, name="mayor_changes_party"),
    path("seats/memberships/<int:pk>/absent/", member_changes.absent, name="member_absent"),
    path("seats/substitutes/<int:pk>/stops/", member_changes.stops, name="substitute_leaves"),
    path("seats/absences/<int:pk>/decide/", member_changes.decide, name="decide_absence"),
    path("seats/absences/<int:pk>/returns/", member_changes.returns, name="member_returns"),
    path("seats/officers/<int:pk>/leaves/", officers.leaves, name="officer_leaves"),
    path("seats/<slug:kind>/<int:pk>/correct/", seats.correct, name="correct_member_row"),
    path("seats/<slug:kind>/<int:pk>/delete/", seats.delete, name="delete_member_row"),
]
