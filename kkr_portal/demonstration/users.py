"""One sign-in per role. The people are invented, and named so that nobody can doubt it."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal.access.models import Role, User
from kkr_portal.registry.models import BusinessHouse, Council

PASSWORD = "prøv-portalen-2021"  # noqa: S105 – printed at every start, for the demonstration alone


@dataclass(frozen=True)
class SignIn:
    email: str
    given_name: str
    family_name: str
    kind: str  # Role.Kind, or "administrator"
    place: str  # the slug of a KKR or an erhvervshus
    describes: str


SIGN_INS = (
    SignIn(
        "sekretariat@midtjylland.example", "Sanne", "Sekretær (opdigtet)", "secretariat", "midtjylland",
        "Sekretariatet for KKR Midtjylland",
    ),
    SignIn(
        "sekretariat@sjaelland.example", "Sofus", "Sekretær (opdigtet)", "secretariat", "sjaelland",
        "Sekretariatet for KKR Sjælland",
    ),
    SignIn("kl@kl.example", "Kaj", "Konsulent (opdigtet)", "kl", "", "KL centralt"),
    SignIn(
        "medlem@midtjylland.example", "Mette", "Medlem (opdigtet)", "member", "midtjylland",
        "Medlem af KKR Midtjylland",
    ),
    SignIn(
        "stedfortraeder@midtjylland.example", "Stine", "Stedfortræder (opdigtet)", "member", "midtjylland",
        "Stedfortræder i KKR Midtjylland",
    ),
    SignIn(
        "bestyrelse@midtjylland.example", "Bo", "Bestyrelsesmedlem (opdigtet)", "board_member", "midtjylland",
        "Bestyrelsesmedlem i Erhvervshus Midtjylland",
    ),
    SignIn(
        "erhvervshus@midtjylland.example", "Eva", "Erhvervshus (opdigtet)", "business_house", "midtjylland",
        "Erhvervshus Midtjylland",
    ),
    SignIn(
        "administrator@portal.example", "Ada", "Administrator (opdigtet)", "administrator", "",
        "Systemadministrator",
    ),
)  # fmt: skip


def load() -> None:
    """Make the users that are not there yet."""
    for sign_in in SIGN_INS:
        if User.objects.filter(email=sign_in.email).exists():
            continue
        administrator = sign_in.kind == "administrator"
        user = User.objects.create_user(
            sign_in.email,
            PASSWORD,
            first_name=sign_in.given_name,
            last_name=sign_in.family_name,
            is_staff=administrator,
            is_superuser=administrator,
        )
        if not administrator:
            Role.objects.create(user=user, kind=sign_in.kind, **_place(sign_in))


def present() -> list[SignIn]:
    """Those that are in this database, in their order."""
    known = set(User.objects.filter(email__in=[s.email for s in SIGN_INS]).values_list("email", flat=True))
    return [sign_in for sign_in in SIGN_INS if sign_in.email in known]


def _place(sign_in: SignIn) -> dict[str, object]:
    if sign_in.kind in (Role.Kind.SECRETARIAT, Role.Kind.MEMBER):
        return {"council": Council.objects.get(slug=sign_in.place)}
    if sign_in.kind in (Role.Kind.BOARD_MEMBER, Role.Kind.BUSINESS_HOUSE):
        return {"business_house": BusinessHouse.objects.get(slug=sign_in.place)}
    return {}
