"""The person who is put in a seat: one the portal knows, or a new one."""

from __future__ import annotations

from dataclasses import dataclass

from kkr_portal import danish_order
from kkr_portal.registry.models import Person

TYPED = "Indtastet af sekretariatet"


@dataclass(frozen=True)
class Who:
    """``known``, or the names and contact details of somebody new."""

    known: Person | None = None
    given_name: str = ""
    family_name: str = ""
    email: str = ""
    phone: str = ""

    def __str__(self) -> str:
        return str(self.known) if self.known else f"{self.given_name} {self.family_name}"

    def is_like(self, person: Person) -> bool:
        """The same person, as far as the form can tell: a form may be sent twice."""
        if self.known:
            return self.known.pk == person.pk
        return (self.given_name, self.family_name) == (person.given_name, person.family_name)

    def stored(self) -> Person:
        """The known person, or the new one, now saved."""
        return self.known or Person.objects.create(
            given_name=self.given_name, family_name=self.family_name, email=self.email, phone=self.phone,
            source=TYPED,
        )  # fmt: skip


def namesakes(given_name: str, family_name: str) -> list[Person]:
    """People who bear the name already, however it is spelt: capitals, Aa or Å make no difference."""
    return list(
        Person.objects.filter(
            sort_key=danish_order.sort_key(family_name), given_sort_key=danish_order.sort_key(given_name)
        )
    )
