"""In the meeting: attendance, decisions, votes."""

from django.urls import path

from meetings.urls.paths import MEETING
from meetings.views import effects, sitting, votes

IN_SESSION = f"{MEETING}in-session/"

urlpatterns = [
    path(IN_SESSION, sitting.in_session, name="in_session"),
    path(f"{IN_SESSION}all-present/", sitting.all_present, name="all_present"),
    path(f"{IN_SESSION}all-present/undo/", sitting.undo_all_present, name="undo_all_present"),
    path(f"{IN_SESSION}facts/", sitting.facts, name="session_facts"),
    path(f"{IN_SESSION}attendance.pdf", sitting.attendance_pdf, name="attendance_pdf"),
    path(f"{IN_SESSION}attendance.<str:kind>", sitting.attendance_file, name="attendance_file"),
    path(f"{IN_SESSION}votes.<str:kind>", sitting.votes_cast_file, name="votes_cast_file"),
    path(f"{IN_SESSION}seats/<int:seat>/", sitting.set_seat, name="set_seat"),
    path(f"{IN_SESSION}seats/<int:seat>/times/", sitting.times, name="seat_times"),
    path("items/<int:pk>/decision/", sitting.decide, name="decide"),
    path("items/<int:pk>/effects/add/", effects.add, name="add_effect"),
    path("items/<int:pk>/effects/carry-out/", effects.carry_out, name="carry_out_effects"),
    path("effects/<int:pk>/remove/", effects.remove, name="remove_effect"),
    path("effects/<int:pk>/withdraw/", effects.withdraw, name="withdraw_effect"),
    path("items/<int:pk>/votes/", votes.open_vote, name="open_vote"),
    path("votes/<int:pk>/", votes.count, name="vote"),
    path("votes/<int:pk>/delete/", votes.delete, name="delete_vote"),
]
