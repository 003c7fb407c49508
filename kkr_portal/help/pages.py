"""The pages of the help, in the order in which they are read. Their texts are ``templates/help/texts/``."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from kkr_portal.help.readers import Reader


@dataclass(frozen=True)
class HelpPage:
    """``about``: the address names whose pages lead here («meetings:organise»), or a room («outbox»)."""

    slug: str
    title: str
    lead: str
    readers: tuple[Reader, ...]
    about: tuple[str, ...]

    @property
    def text(self) -> str:
        """The template of its steps."""
        return f"help/texts/_{self.slug}.html"

    @property
    def written_for(self) -> str:
        """«Sekretariatet og KL», as the page says it."""
        *first, last = (reader.value for reader in self.readers)
        return f"{', '.join(first)} og {last}" if first else last

    def get_absolute_url(self) -> str:
        return reverse("help:page", args=[self.slug])


PAGES = (
    HelpPage(
        "sign-in",
        "Log ind, og slå totrinslogin til",
        "Sådan kommer du ind, får en ny adgangskode og beskytter din konto med en kode fra telefonen.",
        (Reader.EVERYONE,),
        ("access",),
    ),
    HelpPage(
        "agenda",
        "Lav et møde og en dagsorden",
        "Fra en dato i kalenderen til en dagsorden med afsnit, punkter og bilag i den rigtige rækkefølge.",
        (Reader.SECRETARIAT,),
        (
            "meetings", "meetings:create", "meetings:edit", "meetings:organise", "meetings:create_item",
            "meetings:edit_section", "meetings:delete_item", "meetings:plan",
        ),
    ),
    HelpPage(
        "live-documents",
        "Bilag fra portalens egne data, og hvad et punkt beslutter",
        "Læg kontrakten, kvotetabellen eller tidslinjen på et punkt uden at gemme den som fil, og lad "
        "beslutningen føre det med sig, der skal ske.",
        (Reader.SECRETARIAT,),
        ("meetings:edit_item", "meetings:edit_attachment", "meetings:delete_attachment"),
    ),
    HelpPage(
        "sending",
        "Send dagsordenen",
        "Portalen ser efter fejl, gemmer en version, der ikke kan ændres, og lægger mails klar i udbakken.",
        (Reader.SECRETARIAT,),
        (
            "meetings:send", "meetings:versions", "meetings:version", "meetings:take_back", "meetings:waive",
            "outbox",
        ),
    ),
    HelpPage(
        "session",
        "Hold mødet",
        "Fremmøde, beslutningsdygtighed, beslutninger og afstemninger, mens mødet går.",
        (Reader.SECRETARIAT,),
        (
            "meetings:in_session", "meetings:seat_times", "meetings:vote", "meetings:open_vote",
            "meetings:delete_vote", "meetings:decide", "meetings:withdraw_effect",
        ),
    ),
    HelpPage(
        "minutes",
        "Skriv og godkend referatet",
        "Portalen skriver referatet af det, der skete. Du retter, deler det og får det godkendt.",
        (Reader.SECRETARIAT,),
        (
            "meetings:minutes", "meetings:edit_minutes_item", "meetings:edit_minutes_part",
            "meetings:share_minutes", "meetings:withdraw_minutes", "meetings:approve_minutes",
            "meetings:close_meeting", "meetings:reopen_meeting", "meetings:follow_ups",
            "meetings:create_follow_up", "meetings:edit_follow_up",
        ),
    ),
    HelpPage(
        "consultation",
        "Send en sag i skriftlig høring",
        "Når en sag ikke kan vente til næste møde: fra kladde til optalte svar og et punkt på et møde.",
        (Reader.SECRETARIAT,),
        (
            "meetings:consultations", "meetings:create_consultation", "meetings:consultation",
            "meetings:edit_consultation", "meetings:send_consultation", "meetings:record_answer",
            "meetings:close_consultation", "meetings:report_consultation",
        ),
    ),
)  # fmt: skip
PAGE = {page.slug: page for page in PAGES}
