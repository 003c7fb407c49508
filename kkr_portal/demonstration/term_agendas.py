"""What the term's meetings are about: constructed agendas with constructed decisions, as plain values.

The dates of 19 January 2022 and of the deadlines for the erhvervshus boards are the source's; the rest is
written for the portal, and each meeting's note says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

CONSTITUTION, FIRST, SECOND = date(2022, 1, 19), date(2022, 3, 7), date(2022, 6, 9)
COMING, LATER = date(2026, 12, 7), date(2027, 2, 1)
NOTE = (
    "**Demonstration.** Mødet er konstrueret: punkter, deltagere, afstemninger og beslutninger er skrevet "
    "til portalen og er ikke KKR Midtjyllands."
)
NOTES = {
    CONSTITUTION: f"{NOTE} Datoen er kildens.",
    FIRST: NOTE,
    SECOND: NOTE,
    COMING: f"{NOTE} Portalen har ingen tal fra valget i november 2025; demonstrationen lader "
    "funktionsperioden løbe videre, så der er noget at prøve på.",
    LATER: NOTE,
}


@dataclass(frozen=True)
class Item:
    title: str
    presentation: str = ""
    recommendation: str = ""
    decision: str = ""
    closed: bool = False


CHAIR_ELECTION = "Valg af formand og næstformand"
APPROVES = "Godkendelse af referat"
BY_NAME = "Fælles henvendelse om kollektiv trafik"
BY_NUMBER = "Placering af sommerens dialogmøde"
REPORTS = "Skriftlig høring om ekspresbusser"

AGENDAS: dict[date, dict[str, tuple[Item, ...]]] = {
    CONSTITUTION: {
        "Konstituering": (
            Item(
                CHAIR_ELECTION,
                "Formand og næstformand vælges efter d'Hondts metode på stemmerne ved kommunalvalget.",
                "At KKR vælger formand og næstformand.",
                "{chair} blev valgt som formand og {deputy} som næstformand.",
            ),
            Item(
                "Forretningsorden 2022–2026",
                "Forretningsordenen gælder fra 1. januar 2022.",
                "At KKR tager forretningsordenen til efterretning.",
                "Taget til efterretning.",
            ),
        ),
        "Udpegninger": (
            Item(
                "Bestyrelsen for Erhvervshus Midtjylland",
                "KKR udpeger formanden og tre medlemmer blandt kommunalpolitikere. De nye bestyrelser "
                "begynder 1. april 2022. Kandidaterne drøftes for lukkede døre.",
                "At KKR drøfter kandidaterne.",
                "Drøftet.",
                closed=True,
            ),
            Item(
                "Organisationer og kriterier for den nye bestyrelse",
                "Organisationerne spørges skriftligt med frist 28. februar 2022.",
                "At KKR beslutter, hvilke organisationer der kan indstille.",
                "Godkendt.",
            ),
        ),
    },
    FIRST: {
        "Indledning": (
            Item(
                APPROVES,
                "Referatet af det konstituerende møde 19. januar 2022.",
                "At KKR godkender referatet.",
                "Godkendt.",
            ),
        ),
        "Beslutninger": (
            Item(
                BY_NAME,
                "Forslag om en fælles henvendelse til regionen om tværgående busruter.",
                "At KKR sender henvendelsen.",
                "Henvendelsen sendes med de bemærkninger, der faldt på mødet.",
            ),
            Item(
                BY_NUMBER,
                "Dialogmødet kan holdes i Viborg eller i Horsens.",
                "At KKR vælger Viborg.",
                "Dialogmødet holdes i Viborg.",
            ),
        ),
        "Orientering": (
            Item(
                "Bestyrelsen for Erhvervshus Midtjylland",
                "Indstillingerne fra organisationerne er modtaget.",
                "At KKR tager orienteringen til efterretning.",
                "Taget til efterretning.",
            ),
        ),
    },
    SECOND: {
        "Indledning": (
            Item(
                APPROVES,
                "Referatet af mødet 7. marts 2022.",
                "At KKR godkender referatet.",
                "Godkendt.",
            ),
        ),
        "Beslutninger": (
            Item(
                "Resultatkontrakt 2023 med Erhvervshus Midtjylland",
                "Arbejdet med kontrakten for 2023 begynder efter sommerferien.",
                "At KKR godkender tidsplanen.",
                "Godkendt.",
            ),
        ),
        "Orientering": (
            Item(
                REPORTS,
                "Sagen var i skriftlig høring i april og maj 2022.",
                "At KKR tager udfaldet til efterretning.",
                "Taget til efterretning.",
            ),
        ),
    },
    COMING: {
        "Indledning": (
            Item(
                APPROVES,
                "Referatet af mødet 9. juni 2022.",
                "At KKR godkender referatet.",
            ),
        ),
        "Beslutninger": (
            Item(
                "Mødeplan 2027",
                "Forretningsordenen regner med omkring fem møder om året.",
                "At KKR godkender mødeplanen.",
            ),
            Item(
                "Resultatkontrakt 2027 med Erhvervshus Midtjylland",
                "Udkastet er forhandlet med erhvervshuset.",
                "At KKR godkender kontrakten.",
            ),
        ),
        "Orientering": (Item("Nyt fra KL", "Mundtlig orientering."),),
    },
    LATER: {"Indledning": (), "Beslutninger": (), "Orientering": ()},
}
