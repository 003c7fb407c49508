"""Two written consultations of the term: one closed and reported at a meeting, one that waits for answers."""

from __future__ import annotations

from datetime import date, timedelta

from kkr_portal.demonstration import term_agendas
from kkr_portal.demonstration.term_people import SIGN_INS
from meetings.actions import consultations as actions
from meetings.consultation_of import result_of, suggestion
from meetings.models import AgendaItem, Consultation, ConsultationAnswer, Term, Vote

SENT, DEADLINE, CLOSED = date(2022, 4, 20), date(2022, 5, 4), date(2022, 5, 5)
SENT_NOW, DEADLINE_NOW = date(2026, 11, 16), date(2026, 12, 1)
LABEL = "\n\n*Demonstration: sagen er konstrueret.*"
SILENT = 5  # every fifth has not answered


def load(term: Term) -> None:
    """The closed one from 2022, and the open one, where the sign-in of a member can still answer."""
    closed = actions.send_out(consultation=_case(term, DEADLINE, **BUSES), on=SENT)
    _answer(closed, SENT, every=1)
    decision = suggestion(result_of(closed, list(closed.answers.all())))
    closed = actions.close(consultation=closed, decision=f"{decision} Svaret er sendt.", on=CLOSED)
    item = AgendaItem.objects.get(
        section__meeting__council=term.council, section__meeting__date=term_agendas.SECOND,
        title=term_agendas.REPORTS,
    )  # fmt: skip
    actions.report(consultation=closed, decision=closed.decision, item=item)
    _answer(
        actions.send_out(consultation=_case(term, DEADLINE_NOW, **CHARGING), on=SENT_NOW), SENT_NOW, every=3
    )


def _case(term: Term, answer_by: date, *, title: str, text: str, question: str, reason: str) -> Consultation:
    return actions.create(
        Consultation(
            council=term.council, title=title, text=text + LABEL, question=question, reason=reason,
            answer_by=answer_by,
        )
    )  # fmt: skip


def _answer(consultation: Consultation, first: date, *, every: int) -> None:
    """Constructed answers; the member who can sign in is left to answer."""
    rows = list(consultation.answers.exclude(person__user__email=SIGN_INS["member"]).order_by("pk"))
    answered = []
    for number, row in enumerate(rows):
        if number % every or number % SILENT == SILENT - 1:
            continue
        row.answer = Vote.Answer.AGAINST if number % 7 == 6 else Vote.Answer.FOR
        if number % 11 == 10:
            row.answer = Vote.Answer.ABSTAINS
        row.answered_on = first + timedelta(days=1 + number % 7)
        answered.append(row)
    if answered:
        answered[0].comment = "Enig, men nævn også Samsø."
    ConsultationAnswer.objects.bulk_update(answered, ["answer", "answered_on", "comment"])


BUSES = {
    "title": "Høringssvar om ekspresbusser",
    "text": "Regionen har sendt et forslag til nye ekspresbusser i høring hos kommunerne. Sekretariatet har "
    "skrevet et udkast til et fælles svar:\n\n- KKR støtter de tværgående ruter.\n"
    "- Samsø og øerne bør nævnes.",
    "question": "At KKR godkender udkastet til høringssvar.",
    "reason": "Regionens frist er 6. maj 2022, og næste møde er først 9. juni 2022.",
}
CHARGING = {
    "title": "Fælles ansøgning om ladestandere",
    "text": "Der kan søges en pulje til ladestandere langs motorvejene. Sekretariatet foreslår en fælles "
    "ansøgning fra kommunerne i regionen.",
    "question": "At KKR tilslutter sig den fælles ansøgning.",
    "reason": "Ansøgningsfristen er 4. december 2026, tre dage før næste møde.",
}
