"""Rounds: the timeline of all five KKR, one round, and what is done in it."""

from django.urls import path

from boards.views import answer, appointments, organisations, region, requests, rounds

urlpatterns = [
    path("answer/<str:token>/", answer.answer, name="answer"),
    path("organisations/", organisations.organisations, name="organisations"),
    path(
        "organisations/organisations.<str:kind>", organisations.organisations_file, name="organisations_file"
    ),
    path("organisations/<int:pk>/edit/", organisations.edit_nominating, name="edit_nominating"),
    path("organisations/<int:pk>/delete/", organisations.remove_nominating, name="remove_nominating"),
    path("organisations/<int:pk>/ask/", requests.ask, name="ask"),
    path("rounds/<int:pk>/region/", region.ask, name="ask_region"),
    path("rounds/<int:pk>/region/letter.pdf", region.letter, name="region_letter"),
    path("requests/<int:pk>/", requests.one_request, name="request"),
    path("requests/<int:pk>/letter.pdf", requests.letter, name="request_letter"),
    path("requests/<int:pk>/edit/", requests.change, name="change_request"),
    path("requests/<int:pk>/link/", requests.renew, name="renew_link"),
    path("requests/<int:pk>/withdraw/", requests.withdraw, name="withdraw_request"),
    path("requests/<int:pk>/nomination/", requests.enter, name="enter_nomination"),
    path("nominations/<int:pk>/delete/", appointments.delete_nomination, name="delete_nomination"),
    path("candidates/<int:pk>/edit/", appointments.edit_candidate, name="edit_candidate"),
    path("candidates/<int:pk>/withdraw/", appointments.withdraw, name="withdraw_candidate"),
    path("candidates/<int:pk>/appoint/", appointments.appoint_candidate, name="appoint_candidate"),
    path(
        "candidates/<int:pk>/propose/",
        appointments.appoint_candidate,
        {"propose": True},
        name="propose_candidate",
    ),
    path("proposals/<int:pk>/withdraw/", appointments.withdraw_proposal, name="withdraw_proposal"),
    path("rounds/", rounds.rounds, name="rounds"),
    path("rounds/timeline.pdf", rounds.rounds_pdf, name="rounds_pdf"),
    path("rounds/timeline.ics", rounds.rounds_ics, name="rounds_ics"),
    path("rounds/timeline.<str:kind>", rounds.rounds_file, name="rounds_file"),
    path("rounds/new/", rounds.new_round, name="new_round"),
    path("rounds/<int:pk>/", rounds.one_round, name="round"),
    path("rounds/<int:pk>/steps.<str:kind>", rounds.round_file, name="round_file"),
    path("rounds/<int:pk>/edit/", rounds.edit_round, name="edit_round"),
    path("rounds/<int:pk>/delete/", rounds.delete_round, name="delete_round"),
    path("rounds/<int:pk>/organisations/", organisations.round_organisations, name="round_organisations"),
    path("rounds/<int:pk>/organisations/import/", organisations.import_nominating, name="import_nominating"),
    path(
        "rounds/<int:pk>/organisations/import/template.xlsx",
        organisations.nominating_template,
        name="nominating_template",
    ),
    path("rounds/<int:pk>/organisations/new/", organisations.entitle, name="entitle"),
    path("rounds/<int:pk>/candidates/", appointments.candidates, name="round_candidates"),
    path("rounds/<int:pk>/candidates.<str:kind>", appointments.candidates_file, name="candidates_file"),
    path("rounds/<int:pk>/candidates/new/", requests.received, name="received"),
    path("rounds/<int:pk>/appointments/", appointments.appointments, name="round_appointments"),
    path("rounds/<int:pk>/appointments.<str:kind>", appointments.appointments_file, name="appointments_file"),
    path("rounds/<int:pk>/appointments/announce/", appointments.announce, name="announce"),
    path(
        "rounds/<int:pk>/appointments/appointments.pdf",
        appointments.announcement_pdf,
        name="announcement_pdf",
    ),
    path("rounds/<int:pk>/seats/<int:seat>/", appointments.appoint_to, name="appoint_to"),
    path(
        "rounds/<int:pk>/seats/<int:seat>/propose/",
        appointments.appoint_to,
        {"propose": True},
        name="propose_to",
    ),
    path("rounds/steps/<int:pk>/edit/", rounds.edit_step, name="edit_step"),
    path("rounds/steps/<int:pk>/done/", rounds.carry_out, name="carry_out"),
    path("rounds/steps/<int:pk>/again/", rounds.take_up_again, name="take_up_again"),
]
