"""Terms of a KKR: votes, composition, seats. A term is named by the year of its municipal election."""

from django.urls import path

from meetings.urls.paths import COUNCIL
from meetings.views import fixed_seats, term_prints, terms, vote_counts

TERM = f"{COUNCIL}terms/<int:year>/"

urlpatterns = [
    path(f"{COUNCIL}terms/", terms.term_list, name="terms"),
    path(f"{COUNCIL}terms.<str:kind>", terms.term_list_file, name="terms_file"),
    path(f"{COUNCIL}terms/new/", terms.create, name="create_term"),
    path(TERM, terms.detail, name="term"),
    path(f"{TERM}edit/", terms.edit, name="edit_term"),
    path(f"{TERM}delete/", terms.delete, name="delete_term"),
    path(f"{TERM}composition.pdf", term_prints.term_pdf, name="term_pdf"),
    path(f"{TERM}composition.<str:kind>", term_prints.term_file, name="term_file"),
    path(f"{TERM}votes.<str:kind>", term_prints.votes_file, name="votes_file"),
    path(f"{TERM}votes/import/", vote_counts.import_votes, name="import_votes"),
    path(f"{TERM}votes/import/template.xlsx", vote_counts.import_template, name="votes_template"),
    path(f"{TERM}votes/cooperations/", vote_counts.cooperations, name="cooperations"),
    path(f"{TERM}votes/<slug:place>/", vote_counts.edit, name="edit_votes"),
    path(f"{TERM}lot/", vote_counts.lot, name="record_lot"),
    path(f"{TERM}lot/forget/", vote_counts.forget_lot, name="forget_lot"),
    path(f"{TERM}fix/", fixed_seats.fix, name="fix_composition"),
    path(f"{TERM}unfix/", fixed_seats.unfix, name="unfix_composition"),
    path(f"{TERM}extra-seat/", fixed_seats.extra_seat, name="extra_seat"),
    path(f"{TERM}extra-seat/<int:pk>/remove/", fixed_seats.remove_extra_seat, name="remove_extra_seat"),
]
