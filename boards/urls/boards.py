"""Boards, their seats and who sits there. ``named`` come last: they begin with a board's own word."""

from django.urls import path

from boards.views import boards, lists, tenures, timelines

fixed = [
    path("", boards.board_list, name="list"),
    path("boards.<str:kind>", boards.board_list_file, name="list_file"),
    path("popolo.json", boards.popolo_file, name="popolo"),
    path("new/", boards.create, name="new"),
    path("handover/", lists.handover_page, name="handover"),
    path("handover.<str:kind>", lists.handover_file, name="handover_file"),
    path("seats/", lists.seats, name="seats"),
    path("seats/seats.<str:kind>", lists.seats_file, name="seats_file"),
    path("seats/<int:pk>/", tenures.seat, name="seat"),
    path("seats/<int:pk>/fill/", tenures.fill, name="fill"),
    path("kinds/<int:pk>/edit/", boards.edit_kind, name="edit_kind"),
    path("kinds/<int:pk>/delete/", boards.delete_kind, name="delete_kind"),
    path("tenures/<int:pk>/edit/", tenures.correct, name="edit_tenure"),
    path("tenures/<int:pk>/end/", tenures.end, name="end_tenure"),
    path("tenures/<int:pk>/reopen/", tenures.reopen, name="reopen_tenure"),
    path("tenures/<int:pk>/delete/", tenures.take_back, name="take_back"),
    path("terms/<int:pk>/edit/", tenures.edit_term, name="edit_term"),
    path("deputies/<int:pk>/end/", tenures.stop_deputy, name="stop_deputy"),
    path("people/<int:pk>/", timelines.of_person, name="person"),
    path("people/<int:pk>/timeline.pdf", timelines.of_person_pdf, name="person_pdf"),
    path("people/<int:pk>/timeline.ics", timelines.of_person_ics, name="person_ics"),
    path("people/<int:pk>/timeline.<str:kind>", timelines.of_person_file, name="person_file"),
]

named = [
    path("<slug:slug>/", boards.board, name="board"),
    path("<slug:slug>/seats.<str:kind>", boards.board_file, name="board_file"),
    path("<slug:slug>/popolo.json", boards.popolo_file, name="board_popolo"),
    path("<slug:slug>/edit/", boards.edit, name="edit"),
    path("<slug:slug>/seats/new/", boards.new_kind, name="new_kind"),
    path("<slug:slug>/terms/new/", tenures.new_term, name="new_term"),
    path("<slug:slug>/deputy/", tenures.deputy, name="deputy"),
    path("<slug:slug>/draft/", lists.draft, name="draft"),
    path("<slug:slug>/timeline/", timelines.of_board, name="timeline"),
    path("<slug:slug>/timeline.pdf", timelines.of_board_pdf, name="timeline_pdf"),
    path("<slug:slug>/timeline.ics", timelines.of_board_ics, name="timeline_ics"),
    path("<slug:slug>/timeline.<str:kind>", timelines.of_board_file, name="timeline_file"),
]
