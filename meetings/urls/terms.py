"""Terms of a KKR: votes, composition, seats. A term is named by the year of its municipal election."""

from django.urls import path

from meetings.urls.paths import COUNCIL
from meetings.views import seats, term_prints, terms, votes

TERM = f"{COUNCIL}terms/<int:year>/"

urlpatterns = [
    path(f"{COUNCIL}terms/", terms.term_list, name="terms"),
    path(f"{COUNCIL}terms/new/", terms.create, name="create_term"),
    path(TERM, terms.detail, name="term"),
    path(f"{TERM}edit/", terms.edit, name="edit_term"),
    path(f"{TERM}delete/", terms.delete, name="delete_term"),
    path(f"{TERM}composition.pdf", term_prints.term_pdf, name="term_pdf"),
    path(f"{TERM}composition.csv", term_prints.term_csv, name="term_csv"),
    path(f"{TERM}votes/import/", votes.import_votes, name="import_votes"),
    path(f"{TERM}votes/cooperations/", votes.cooperations, name="cooperations"),
    path(f"{TERM}votes/<slug:place>/", votes.edit, name="edit_votes"),
    path(f"{TERM}lot/", votes.lot, name="record_lot"),
    path(f"{TERM}lot/forget/", votes.forget_lot, name="forget_lot"),
    path(f"{TERM}fix/", seats.fix, name="fix_composition"),
    path(f"{TERM}unfix/", seats.unfix, name="unfix_composition"),
    path(f"{TERM}extra-seat/", seats.extra_seat, name="extra_seat"),
    path(f"{TERM}extra-seat/<int:pk>/remove/", seats.remove_extra_seat, name="remove_extra_seat"),
]
