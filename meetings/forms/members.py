"""Forms that put a person in a seat, as its member or stand-in, many at once; and elect chair and deputy."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from crispy_forms.layout import Fieldset, Layout, Row
from django import forms
from django.db.models import Q

from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.importing.forms import TableForm
from kkr_portal.importing.headings import Table
from kkr_portal.registry.models import Mandate, Municipality, Party, Person
from meetings.actions.people import Who, namesakes
from meetings.actions.periods import Refused
from meetings.actions.substitutes import ORIGINS_OF
from meetings.models import AgendaItem, Officer, Seat, Substitute, Term
from meetings.roster import Roster


class StepForm(forms.Form):
    """A form whose step may be refused: the reason is shown at the field that it is about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def refuse(self, reason: Refused) -> None:
        self.add_error(reason.field if reason.field in self.fields else None, reason.message)


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Person) -> str:
        """With the e-mail address: names may be alike."""
        return f"{obj} ({obj.email})" if obj.email else str(obj)


class PersonForm(StepForm):
    """Somebody the portal knows, or the name of somebody new."""

    person = PersonChoice(
        label="Person", queryset=Person.objects.all(), required=False, empty_label="Vælg en person",
        help_text="Står personen ikke på listen, så skriv navnet nedenfor.",
    )  # fmt: skip
    given_name = forms.CharField(label="Fornavn", max_length=80, required=False)
    family_name = forms.CharField(label="Efternavn", max_length=80, required=False)
    email = forms.EmailField(label="E-mail", required=False)
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
    namesake = forms.BooleanField(
        label="Det er en anden person med samme navn", required=False,
        help_text="Sæt kun kryds, hvis portalen har sagt, at navnet findes i forvejen.",
    )  # fmt: skip

    def person_layout(self) -> list[Any]:
        return [
            "person",
            Fieldset(
                "Eller en ny person", Row("given_name", "family_name"), Row("email", "phone"), "namesake"
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        known, names = cleaned.get("person"), (cleaned.get("given_name"), cleaned.get("family_name"))
        if known and any(names):
            self.add_error("person", "Vælg enten en person på listen, eller skriv et navn – ikke begge dele.")
        elif not known and "person" not in self.errors:
            self._check_names(*names, another=cleaned.get("namesake", False))
        return cleaned

    def _check_names(self, given: str | None, family: str | None, *, another: bool) -> None:
        if not given and not family:
            self.add_error("person", "Vælg en person, eller skriv navnet på en ny.")
        elif not given:
            self.add_error("given_name", "Skriv også fornavnet.")
        elif not family:
            self.add_error("family_name", "Skriv også efternavnet.")
        elif not another and (alike := namesakes(given, family)):
            self.add_error(
                "person",
                f"Portalen kender allerede {alike[0]}. Vælg personen på listen, "
                "eller sæt kryds ved, at det er en anden.",
            )

    @property
    def who(self) -> Who:
        given = self.cleaned_data
        if given["person"]:
            return Who(known=given["person"])
        return Who(None, given["given_name"], given["family_name"], given["email"], given["phone"])


def places_of(term: Term) -> Any:
    return Municipality.objects.filter(region=term.council.region_id)


def parties_of(term: Term) -> Any:
    """The parties of the whole country, and the region's local lists."""
    return Party.objects.filter(Q(municipality=None) | Q(municipality__region=term.council.region_id))


class SeatForm(PersonForm):
    """A person for a seat, with municipality and party, from a day."""

    municipality = forms.ModelChoiceField(label="Kommune", queryset=Municipality.objects.none())
    party = forms.ModelChoiceField(
        label="Parti", queryset=Party.objects.none(), required=False, empty_label="Uden for partierne"
    )
    since = DanishDateField(label="Fra og med")
    note = forms.CharField(
        label="Bemærkning", max_length=300, required=False, help_text="Vises kun for sekretariatet og KL."
    )

    def __init__(self, *args: Any, seat: Seat, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        self.fields["municipality"].queryset = places_of(seat.term)  # type: ignore[attr-defined]
        self.fields["party"].queryset = parties_of(seat.term)  # type: ignore[attr-defined]
        if seat.municipality:
            self.fields["municipality"].initial = seat.municipality
            self.fields["municipality"].disabled = True
        elif party := parties_of(seat.term).filter(name=seat.group).first():
            self.fields["party"].initial = party
            self.fields["party"].empty_label = None  # type: ignore[attr-defined]


class FillSeatForm(SeatForm):
    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = since
        mayor = self._mayor(since)
        if mayor:
            self.fields["person"].initial, self.fields["party"].initial = mayor.person_id, mayor.party_id
            told = f"Stamdata: borgmester i {mayor.municipality} er {mayor.person}."
            self.fields["person"].help_text = told
        self.helper.layout = Layout(*self.person_layout(), Row("municipality", "party"), "since", "note")

    def _mayor(self, day: date) -> Mandate | None:
        """The mayor of the seat's municipality, as the reference data have it."""
        if self.seat.kind != Seat.Kind.MAYOR:
            return None
        mandates = Mandate.objects.filter(municipality=self.seat.municipality, period__contains=day)
        return mandates.filter(office=Mandate.Office.MAYOR).select_related("person", "municipality").first()


class SubstituteForm(SeatForm):
    origin = forms.ChoiceField(label="Stedfortræder som")
    anyway = forms.BooleanField(
        label="Registrér, selv om reglen peger på en anden viceborgmester", required=False,
        help_text="Skriv hvorfor i bemærkningen.",
    )  # fmt: skip

    def __init__(self, *args: Any, since: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["since"].initial = since
        origins = ORIGINS_OF[Seat.Kind(self.seat.kind)]
        cast(forms.ChoiceField, self.fields["origin"]).choices = [
            (origin, Substitute.Origin(origin).label) for origin in origins
        ]
        after = ["since", "note"]
        if self.seat.kind == Seat.Kind.ELECTED:
            del self.fields["anyway"]
            self.fields["origin"].initial = origins[0]
            self.fields["origin"].disabled = True
        else:
            after.append("anyway")
        self.helper.layout = Layout(*self.person_layout(), "origin", Row("municipality", "party"), *after)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("anyway") and not cleaned.get("note"):
            self.add_error("note", "Skriv, hvorfor en anden er stedfortræder.")
        return cleaned


class ManyForm(TableForm[Table]):
    what = "medlemmer"
    since = DanishDateField(label="Fra og med", help_text="Nye medlemmer og stedfortrædere begynder den dag.")
    field_order = ["since", "text", "upload"]


class ItemChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.meeting.date:%d.%m.%Y}: {obj.title}"


def items_of(term: Term) -> Any:
    """The agenda items of the term's meetings, newest meeting first."""
    items = AgendaItem.objects.filter(
        section__meeting__council=term.council_id, section__meeting__date__gte=term.period.lower
    ).select_related("section__meeting")
    if term.period.upper:
        items = items.filter(section__meeting__date__lte=term.period.upper)
    return items.order_by("-section__meeting__date", "section__position", "position")


class OfficerForm(StepForm):
    """Who was elected to a post, by which group, from when."""

    person = forms.ModelChoiceField(
        label="Valgt", queryset=Person.objects.none(), empty_label="Vælg et medlem"
    )
    group = forms.CharField(
        label="Valgt af", max_length=200, help_text="Partiet, listesamarbejdet eller valgforbundet."
    )
    since = DanishDateField(label="Fra og med")
    for_a_time = forms.BooleanField(
        label="Kun så længe den valgte er fraværende", required=False,
        help_text="Når formanden eller næstformanden er forhindret i mindst 3 måneder (§ 3, stk. 14).",
    )  # fmt: skip
    decided_in = ItemChoice(
        label="Valgt under punkt",
        queryset=AgendaItem.objects.none(),
        required=False,
        empty_label="Ikke angivet",
    )

    def __init__(self, *args: Any, roster: Roster, term: Term, last: Officer | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = [one.member.person_id for one in roster.sittings if one.member]
        self.fields["person"].queryset = Person.objects.filter(pk__in=members)  # type: ignore[attr-defined]
        self.fields["decided_in"].queryset = items_of(term)  # type: ignore[attr-defined]
        self.fields["since"].initial = roster.day
        self.fields["group"].initial = last.group if last else ""


class DecisionForm(StepForm):
    """§ 3, stk. 6: what the KKR decided about an absence at its next meeting."""

    item = ItemChoice(
        label="Afgjort under punkt", queryset=AgendaItem.objects.none(), empty_label="Vælg punktet"
    )
    met = forms.TypedChoiceField(
        label="KKR's afgørelse",
        choices=[("yes", "Betingelserne er opfyldt"), ("no", "Betingelserne er ikke opfyldt")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )

    def __init__(self, *args: Any, term: Term, first: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = items_of(term).filter(section__meeting__date__gte=first)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        if not items.exists():
            self.fields["item"].help_text = "Der er endnu ingen møder med punkter efter fraværets første dag."
