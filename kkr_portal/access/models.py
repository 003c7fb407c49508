"""Who signs in, and in which roles. What a role may do stands in ``predicates``."""

from collections.abc import Iterable

import pghistory
import pgtrigger
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from kkr_portal.access import predicates
from kkr_portal.lasting import track
from kkr_portal.registry.models import BusinessHouse, Council, Person


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail address, which is stored in lower case."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").strip().lower())


# A new password leaves an event although its value is not kept; a sign-in leaves none.
@track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(
        condition=pgtrigger.AnyChange(
            "email", "password", "first_name", "last_name", "is_active", "is_staff", "is_superuser", "person"
        )
    ),
    pghistory.DeleteEvent(),
    exclude=["password", "last_login"],
)
class User(AbstractUser):
    """A person who can sign in; the e-mail address is the user name.

    Django's groups and permissions are left out: rights come from roles, through ``predicates``.
    """

    username = None  # type: ignore[assignment]
    groups = None  # type: ignore[assignment]
    user_permissions = None  # type: ignore[assignment]
    email = models.EmailField(
        "e-mail", unique=True, error_messages={"unique": "Der findes allerede en bruger med den e-mail."}
    )

    person = models.OneToOneField(
        Person, on_delete=models.SET_NULL, related_name="user", verbose_name="person", null=True, blank=True,
        help_text="Brugerens person i stamdata: giver adgang til egne afbud, forslag og høringssvar.",
    )  # fmt: skip

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()  # type: ignore[assignment,misc]

    class Meta:
        verbose_name, verbose_name_plural = "bruger", "brugere"
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="user_email_lower_case",
                violation_error_message="E-mailen skrives med små bogstaver.",
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's question, as the admin asks it with "app.action_model"."""
        return predicates.may_administer(self, perm.partition(".")[0])

    def has_perms(self, perm_list: Iterable[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def has_module_perms(self, app_label: str) -> bool:
        return predicates.may_administer(self, app_label)


@track()
class Role(models.Model):
    """One role of one user. A mayor may be both a KKR member and a board member: two rows."""

    class Kind(models.TextChoices):
        SECRETARIAT = "secretariat", "sekretariat"
        KL = "kl", "KL (central)"
        MEMBER = "member", "KKR-medlem eller stedfortræder"
        BOARD_MEMBER = "board_member", "bestyrelsesmedlem"
        BUSINESS_HOUSE = "business_house", "erhvervshus"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles", verbose_name="bruger")
    kind = models.CharField("rolle", max_length=14, choices=Kind)
    council = models.ForeignKey(
        Council, on_delete=models.PROTECT, null=True, blank=True, related_name="roles", verbose_name="KKR"
    )
    business_house = models.ForeignKey(
        BusinessHouse, on_delete=models.PROTECT, null=True, blank=True, related_name="roles",
        verbose_name="erhvervshus",
    )  # fmt: skip

    from_group = models.BooleanField(
        "fra arbejdskontoen", default=False, db_default=False, editable=False,
        help_text="Givet af en gruppe hos arbejdsgiveren; følger gruppen ved hvert login.",
    )  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = "rolle", "roller"
        ordering = ["user", "kind"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["secretariat", "member"], council__isnull=False, business_house=None)
                | Q(kind__in=["board_member", "business_house"], council=None, business_house__isnull=False)
                | Q(kind="kl", council=None, business_house=None),
                name="role_has_its_place",
                violation_error_message=(
                    "Sekretariat og medlem hører til ét KKR; bestyrelsesmedlem og erhvervshus til ét "
                    "erhvervshus; KL til ingen af delene."
                ),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "council", "business_house"],
                nulls_distinct=False,
                name="role_once",
                violation_error_message="Brugeren har allerede den rolle.",
            ),
        ]

    def __str__(self) -> str:
        place = self.council or self.business_house
        return f"{self.get_kind_display()}, {place}" if place else self.get_kind_display()
