"""What the portal keeps about people: where, why, for how long, and who reads it.

The one register that the page, the overview of a person, the erasing and the clearing up go by. A test holds
it complete: a new field that can hold personal data has no place until somebody decides what it is for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

SIGN_INS = timedelta(days=180)  # how long a sign-in is remembered


@dataclass(frozen=True)
class Table:
    """One model's fields that hold personal data, and how its rows lead to the one they are about.

    ``person``, ``user`` and ``address``: fields over which a row belongs to a person, a user or a bearer of
    an e-mail address; ``account``: as the sign-in log has the user's. ``empties``: fields that are emptied
    when the person is erased; ``goes``: whole rows are. None of both: the row stays.
    """

    model: str
    fields: tuple[str, ...]
    person: tuple[str, ...] = ()
    user: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    account: str = ""
    empties: tuple[str, ...] = ()
    goes: bool = False


@dataclass(frozen=True)
class Kept:
    """One kind of personal data, in Danish: what it is, why it is kept, until when, and who reads it."""

    what: str
    why: str
    until: str
    seen_by: str
    tables: tuple[Table, ...] = field(default=())


PUBLIC = "Alle, når det, det hører til, er offentligt."
INSIDE = "Sekretariaterne og KL."

KEPT = (
    Kept(
        "Navn",
        "For at vise, hvem der sidder i et KKR eller en bestyrelse, og hvem der har været med til hvad.",
        "Så længe personen har eller har haft et hverv. En person uden hverv kan slettes helt.",
        PUBLIC,
        (Table("registry.Person", ("given_name", "family_name", "source"), person=("pk",)),),
    ),
    Kept(
        "Kontaktoplysninger",
        "For at kunne sende indkaldelser, breve og svar til dem, det angår.",
        "Så længe hvervet varer. De slettes, når personen beder om det.",
        f"{INSIDE} De vises aldrig offentligt.",
        (
            Table("registry.Person", ("email", "phone"), person=("pk",), empties=("email", "phone")),
            Table(
                "boards.NominationRequest",
                ("to_name", "to_address"),
                address=("to_address",),
                empties=("to_name", "to_address"),
            ),
        ),
    ),
    Kept(
        "Hverv",
        "For at vise, hvem der er og har været medlem, stedfortræder eller formand, og hvornår.",
        "Varigt. Det er oplysninger om offentlige hverv.",
        "Alle. Hvorfor et medlem er udtrådt eller fraværende, læses kun af sekretariatet og KL.",
        (
            Table("registry.Mandate", ("person", "office", "municipality", "period"), person=("person",)),
            Table("meetings.Membership", ("person", "period", "ended_because", "note"), person=("person",)),
            Table(
                "meetings.Substitute",
                ("person", "origin", "period", "ended_because", "note"),
                person=("person",),
            ),
            Table("meetings.Officer", ("person", "group", "ended_because"), person=("person",)),
            Table("meetings.Absence", ("kind", "period", "note"), person=("membership__person",)),
            Table("meetings.Meeting", ("led_by",), person=("led_by",)),
            Table("meetings.Elected", ("person", "group"), person=("person",)),
            Table("meetings.ElectionLine", ("person", "name"), person=("person",)),
            Table("boards.Board", ("director",), person=("director",)),
            Table(
                "boards.Tenure",
                ("person", "seat", "period", "began", "ended_because", "ended_note", "counts_as"),
                person=("person",),
            ),
        ),
    ),
    Kept(
        "Fremmøde, afbud, stemmer, forslag og svar",
        "For at kunne føre protokol og afgøre, om mødet var beslutningsdygtigt.",
        "Varigt, som referatet.",
        "KKR's egne, sekretariatet og KL. Det, der står i et godkendt referat, kan læses af alle.",
        (
            Table("meetings.Meeting", ("others_present",)),
            Table("meetings.Stay", ("person", "first", "last"), person=("person",)),
            Table("meetings.AbsenceNotice", ("note",), person=("membership__person",), user=("by",)),
            Table("meetings.Voter", ("person", "name", "member_name", "party", "answer"), person=("person",)),
            Table(
                "meetings.ConsultationAnswer",
                ("person", "name", "party", "answer", "comment"),
                person=("person",),
            ),
            Table("meetings.Proposal", ("person", "title", "text"), person=("person",)),
        ),
    ),
    Kept(
        "Indstillede kandidater",
        "For at kunne udpege til bestyrelserne, herunder en ligelig fordeling af kvinder og mænd.",
        "Så længe udpegningen kan prøves. Kontaktoplysninger slettes, når personen beder om det.",
        INSIDE,
        (
            Table(
                "boards.Candidate",
                (
                    "given_name",
                    "family_name",
                    "counts_as",
                    "position",
                    "email",
                    "phone",
                    "grounds",
                    "assessment",
                ),
                address=("email",),
                empties=("email", "phone"),
            ),
            Table(
                "boards.Proposal",
                ("person", "given_name", "family_name", "email", "phone", "counts_as"),
                person=("person",),
                address=("email",),
                empties=("email", "phone"),
            ),
            Table("boards.Nomination", ("answered_by",)),
        ),
    ),
    Kept(
        "Brugere",
        "For at kunne logge ind og se det, ens rolle giver adgang til.",
        "Til brugeren slettes. Brugerens id bliver stående ved det, brugeren har gjort.",
        "Administratorer og brugeren selv.",
        (
            Table("access.User", ("email", "first_name", "last_name", "person", "last_login"), user=("pk",)),
            Table("access.Role", ("user", "kind", "council", "business_house"), user=("user",), goes=True),
            Table("otp_totp.TOTPDevice", ("user", "name", "confirmed"), user=("user",), goes=True),
            Table("otp_static.StaticDevice", ("user", "name"), user=("user",), goes=True),
        ),
    ),
    Kept(
        "Login",
        "For at kunne opdage og standse misbrug.",
        f"{SIGN_INS.days} dage. En igangværende session slettes, når den er udløbet.",
        "Administratorer og brugeren selv.",
        tuple(
            Table(
                f"axes.{name}",
                ("username", "ip_address", "user_agent", "path_info", "attempt_time"),
                account="username",
                goes=True,
            )
            for name in ("AccessLog", "AccessAttempt", "AccessFailureLog")
        ),
    ),
    Kept(
        "Mails fra KKR",
        "For at kunne vise, hvem der er skrevet til, og hvornår.",
        "Varigt, som sagen. Modtagerens navn og adresse kan slettes.",
        "Det KKR's sekretariat og KL.",
        (
            Table(
                "outbox.Mail",
                ("to_name", "to_address", "subject", "state", "sent_at"),
                address=("to_address",),
                empties=("to_name", "to_address"),
            ),
        ),
    ),
    Kept(
        "Påmindelser, ugebreve og kalenderabonnementer",
        "For at kunne sende det, personen selv har bedt om.",
        "Til personen siger nej. Mails, man selv har bedt om, slettes efter 90 dage.",
        "Kun personen selv.",
        (
            Table(
                "reminders.Choice",
                ("reminds", "leads", "rooms", "digest", "weekday"),
                user=("user",),
                goes=True,
            ),
            Table("year.CalendarFeed", ("user",), user=("user",), goes=True),
            Table("outbox.Mail", ("subscriber", "subject", "body"), user=("subscriber",), goes=True),
        ),
    ),
    Kept(
        "Hvem der gjorde hvad",
        "For at kunne vise, hvem der har ændret, godkendt, frigivet og sendt.",
        "Varigt, som sagen. Slettes brugeren, står der ikke længere et navn.",
        "De, der må læse historikken.",
        (
            *(
                Table(model, (name,), user=(name,))
                for model, name in (
                    ("meetings.Move", "by"),
                    ("meetings.Reopening", "by"),
                    ("boards.Correction", "by"),
                    ("meetings.Version", "sent_by"),
                    ("meetings.Effect", "carried_out_by"),
                    ("meetings.Approval", "by"),
                    ("outbox.Mail", "released_by"),
                    ("quotas.Reopening", "by"),
                    ("quotas.AgreementReopening", "by"),
                    ("quotas.Calculation", "by"),
                    ("quotas.Scenario", "by"),
                    ("contracts.TargetRevision", "by"),
                    ("contracts.AcceptedDeviation", "by"),
                    ("contracts.ContractVersion", "by"),
                    ("contracts.StatusChange", "by"),
                    ("contracts.Dispatch", "by"),
                    ("contracts.Report", "submitted_by"),
                    ("contracts.Report", "accepted_by"),
                    ("contracts.ReportNote", "by"),
                    ("privacy.Erasure", "by"),
                )
            ),
            Table("admin.LogEntry", ("user", "object_repr", "change_message"), user=("user",), goes=True),
        ),
    ),
    Kept(
        "Underskrifter",
        "For at kunne vise, hvem der har skrevet under for parterne.",
        "Varigt, som kontrakten.",
        PUBLIC,
        (
            Table("contracts.Signature", ("name", "office")),
            Table("contracts.Addendum", ("signed_for_council", "signed_for_house")),
        ),
    ),
)
