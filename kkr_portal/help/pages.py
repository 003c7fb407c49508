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
        "search",
        "Søg i portalen",
        "Find et ord, et navn eller et nummer i alt det, du må læse, også inde i bilagene.",
        (Reader.EVERYONE,),
        ("search",),
    ),
    HelpPage(
        "year",
        "Årshjul, kalender og påmindelser",
        "Alle datoer samlet, i din egen kalender og på mail, hvis du vil.",
        (Reader.EVERYONE,),
        ("year", "reminders"),
    ),
    HelpPage(
        "personal-data",
        "Persondata: se, hent og slet",
        "Hvad portalen gemmer om mennesker, hvordan du henter dit eget, og hvordan noget bliver slettet.",
        (Reader.EVERYONE,),
        ("privacy",),
    ),
    HelpPage(
        "reading",
        "Læs dagsordenen, meld afbud, og foreslå en sag",
        "Før, under og efter et møde, på telefonen eller på en computer.",
        (Reader.MEMBER,),
        (
            "meetings:list", "meetings:council", "meetings:detail", "meetings:absence_notice",
            "meetings:propose", "meetings:version", "meetings:versions", "meetings:minutes",
            "meetings:consultations", "meetings:consultation", "meetings:answer_consultation",
        ),
    ),
    HelpPage(
        "agenda",
        "Lav et møde og en dagsorden",
        "Fra en dato i kalenderen til en dagsorden med afsnit, punkter og bilag i den rigtige rækkefølge.",
        (Reader.SECRETARIAT,),
        (
            "meetings", "meetings:list", "meetings:council", "meetings:detail", "meetings:create",
            "meetings:edit", "meetings:organise", "meetings:create_item", "meetings:edit_section",
            "meetings:delete_item", "meetings:plan",
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
    HelpPage(
        "composition",
        "Sammensætning efter valget, og medlemmer",
        "Fra kommunalvalgets stemmer til pladser med medlemmer og stedfortrædere, og det, der ændres siden.",
        (Reader.SECRETARIAT,),
        (
            "meetings:terms", "meetings:term", "meetings:create_term", "meetings:edit_term",
            "meetings:import_votes", "meetings:cooperations", "meetings:edit_votes",
            "meetings:fix_composition", "meetings:unfix_composition", "meetings:extra_seat",
            "meetings:members", "meetings:fill_many", "meetings:member", "meetings:fill_seat",
            "meetings:choose_substitute", "meetings:undo_seat", "meetings:edit_person",
            "meetings:member_leaves", "meetings:mayor_changes_party", "meetings:member_absent",
            "meetings:substitute_leaves", "meetings:decide_absence", "meetings:member_returns",
            "meetings:elect_officer", "meetings:officer_leaves", "meetings:correct_member_row",
        ),
    ),
    HelpPage(
        "elections",
        "Valg af formand, næstformand og andre",
        "Forholdstalsvalg og flertalsvalg: portalen tæller, I trækker lod, og optællingen kan skrives ud.",
        (Reader.SECRETARIAT,),
        (
            "meetings:elections", "meetings:election", "meetings:create_election", "meetings:edit_election",
            "meetings:election_round", "meetings:reopen_election",
        ),
    ),
    HelpPage(
        "contract",
        "Skriv næste års resultatkontrakt",
        "Kopiér årets kontrakt, ret tekst, mål og fordelingsnøgle, og hold den op mod rammeaftalen.",
        (Reader.SECRETARIAT,),
        ("contracts",),
    ),
    HelpPage(
        "contract-life",
        "Kontraktens godkendelse, underskrift og offentliggørelse",
        "Trin for trin fra forhandlet til i kraft, og hvad der kan ændres bagefter.",
        (Reader.SECRETARIAT,),
        (
            "contracts:life", "contracts:life_step", "contracts:withdraw_approval",
            "contracts:withdraw_signature", "contracts:new_addendum", "contracts:edit_addendum",
            "contracts:sign_addendum", "contracts:revise_target",
        ),
    ),
    HelpPage(
        "reporting",
        "Åbn, læs og godkend en afrapportering",
        "Sekretariatets del: perioder, husets tal, tilbagesendelse og godkendelse.",
        (Reader.SECRETARIAT,),
        (
            "contracts:reports", "contracts:report", "contracts:new_period", "contracts:edit_period",
            "contracts:report_step", "contracts:house", "contracts:spread",
        ),
    ),
    HelpPage(
        "measurements",
        "Indberet tal til en afrapportering",
        "Erhvervshusets del: indtast tallene, indsend dem, og svar, hvis de kommer tilbage.",
        (Reader.BUSINESS_HOUSE,),
        (
            "contracts", "contracts:reports", "contracts:report", "contracts:measure",
            "contracts:report_step",
        ),
    ),
    HelpPage(
        "rounds",
        "Udpegningsrunden, fra anmodning til meddelelse",
        "Organisationer, breve, indstillinger, kandidater, udpegning og meddelelse.",
        (Reader.SECRETARIAT,),
        (
            "boards", "boards:rounds", "boards:round", "boards:new_round", "boards:round_organisations",
            "boards:entitle", "boards:ask", "boards:request", "boards:round_candidates", "boards:received",
            "boards:round_appointments", "boards:draft",
        ),
    ),
    HelpPage(
        "boards",
        "Bestyrelsens pladser og tidslinjer",
        "Hvem der sidder på hvilken plads, hvor længe, og hvad der sker nu.",
        (Reader.BOARD_MEMBER,),
        ("boards:list", "boards:board", "boards:seat", "boards:timeline", "boards:person"),
    ),
    HelpPage(
        "quotas",
        "Landstal, kommunekvoter og den matematiske model",
        "Skriv landstallet ind, indlæs kvoterne fra myndighedens bilag, og se, hvordan de er regnet.",
        (Reader.KL, Reader.SECRETARIAT),
        ("quotas",),
    ),
    HelpPage(
        "quota-agreement",
        "Kvoteaftalen, og hvad nu hvis",
        "Aftal en anden fordeling i regionen, meddel den i tide, og regn på et andet landstal.",
        (Reader.SECRETARIAT,),
        (
            "quotas:agreements", "quotas:agreement", "quotas:agreement_edit", "quotas:agreement_step",
            "quotas:what_if", "quotas:scenario",
        ),
    ),
    HelpPage(
        "history",
        "Historik, fortryd og slettede ting",
        "Se, hvem der har ændret hvad, hent noget slettet tilbage, og tag et skridt om.",
        (Reader.SECRETARIAT, Reader.KL),
        ("history",),
    ),
    HelpPage(
        "tables",
        "Hent lister, og indlæs tabeller",
        "Ind og ud af regneark: hvad der kan hentes, og hvordan en tabel læses, før den gemmes.",
        (Reader.SECRETARIAT, Reader.KL),
        ("registry", "import_and_export", "importing", "boards:import_nominating"),
    ),
    HelpPage(
        "national",
        "KL's nationale ting: rammeaftale, landstal, forretningsorden",
        "Det, der er fælles for alle fem KKR, og hvad der følger af at ændre det.",
        (Reader.KL,),
        (
            "contracts:framework_list", "contracts:framework", "contracts:framework_new",
            "contracts:framework_edit", "contracts:framework_goal", "contracts:framework_places",
            "meetings:edition",
        ),
    ),
)  # fmt: skip
PAGE = {page.slug: page for page in PAGES}
