"""The forms of an issue: a new one, its number, the region quotas, and why it is reopened."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from kkr_portal.documents.uploads import UploadField
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, DanishWholeNumberField, bare_helper, without_cpr
from kkr_portal.registry.models import Council
from quotas.models import Announcement, Issue, IssueDocument, QuotaYear
from quotas.models.issues import FIRST_YEAR, LAST_YEAR, MOST_PERSONS

LACKS = "Udfyldes kun, når noget ikke er kendt, fx «Kun to regioner er fundet». Vises ved tallene."


class NewIssueForm(forms.Form):
    """The year's next issue, and the announcement that it is out of: a new one, or one that is there."""

    year = forms.IntegerField(
        label="Kvoterne gælder året", min_value=FIRST_YEAR, max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "input-width-xs"}),
        error_messages={"invalid": "Skriv året med fire cifre, fx 2022."},
    )  # fmt: skip
    national_number = DanishWholeNumberField(
        label="Landstal", required=False, most=MOST_PERSONS,
        help_text="Antal personer. Tomt, hvis det ikke er kendt; skriv så nedenfor, hvad der mangler.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Hvorfor er landstallet ændret?", required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="Kun når året allerede har et landstal.",
    )  # fmt: skip
    lacks = forms.CharField(label="Hvad mangler?", required=False, max_length=300, help_text=LACKS)
    announcement = forms.ModelChoiceField(
        label="Meddelelse fra myndigheden", queryset=Announcement.objects.all(), required=False,
        empty_label="En ny meddelelse",
        help_text="Én meddelelse kan ændre to år. Vælg den da her, når du skriver det andet år ind.",
    )  # fmt: skip
    title = forms.CharField(label="Meddelelsens betegnelse", required=False, max_length=200)
    dated = DanishDateField(label="Dateret", required=False)
    reference = forms.CharField(label="Sagsnummer", required=False, max_length=60)
    source = forms.CharField(
        label="Kilde", required=False, max_length=300, help_text="Hvor meddelelsen er fundet."
    )
    file = UploadField(label="Meddelelsen som fil", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("announcement"):
            for name, said in (
                ("title", "Skriv, hvad meddelelsen hedder, eller vælg en, der findes."),
                ("source", "Skriv, hvor meddelelsen er fundet."),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, said)
            same = Announcement.objects.filter(title=cleaned.get("title"), dated=cleaned.get("dated"))
            if cleaned.get("title") and same.exists():
                self.add_error("title", "Meddelelsen er allerede skrevet ind. Vælg den på listen ovenfor.")
        unknown = cleaned.get("national_number") is None and "national_number" not in self.errors
        if unknown and not cleaned.get("lacks"):
            self.add_error("national_number", "Skriv landstallet, eller hvad der mangler.")
        return cleaned


class IssueForm(RevisedModelForm):
    """The number and what is told with it."""

    national_number = DanishWholeNumberField(
        label="Landstal", required=False, most=MOST_PERSONS, help_text="Antal personer."
    )

    class Meta:
        model = Issue
        fields = ["national_number", "reason", "lacks"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"lacks": LACKS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class AnnouncementForm(RevisedModelForm):
    """What it is called and where it was found. A new file takes the place of the old; the old is kept."""

    dated = DanishDateField(label="Dateret", required=False)
    upload = UploadField(
        label="Meddelelsen som fil", required=False,
        help_text="Tom: den fil, der er der, bliver. En ny fil træder i stedet for den.",
    )  # fmt: skip

    class Meta:
        model = Announcement
        fields = ["title", "dated", "reference", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()

    def clean_title(self) -> str:
        return str(self.cleaned_data["title"]).strip()


class DocumentForm(forms.ModelForm):
    dated = DanishDateField(label="Dateret", required=False)
    upload = UploadField(label="Fil")

    class Meta:
        model = IssueDocument
        fields = ["title", "dated"]

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.instance.issue = issue

    def clean_title(self) -> str:
        title = str(self.cleaned_data["title"]).strip()
        if IssueDocument.objects.filter(issue=self.instance.issue, title=title).exists():
            raise forms.ValidationError("Udmeldingen har allerede et dokument med den betegnelse.")
        return title


class YearForm(RevisedModelForm):
    class Meta:
        model = QuotaYear
        fields = ["note"]
        widgets = {"note": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].validators.append(without_cpr)
        self.helper = bare_helper()


class RegionQuotasForm(forms.Form):
    """One number for each region; together they are the national number, or some are not known."""

    source = forms.CharField(label="Kilde", max_length=300, error_messages={"required": "Skriv kilden."})
    seen = forms.CharField(widget=forms.HiddenInput, required=False)  # what was stored when it was shown

    def __init__(self, *args: Any, issue: Issue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.issue = issue
        self.councils = list(Council.objects.select_related("region"))
        stored = {one.council_id: one for one in issue.region_quotas.all()}
        self.stored = "; ".join(
            f"{one.region} {stored[one.pk].persons} ({stored[one.pk].source})"
            for one in self.councils
            if one.pk in stored
        )
        self.fields["seen"].initial = self.stored
        for council in self.councils:
            there = stored.get(council.pk)
            self.fields[f"region_{council.pk}"] = DanishWholeNumberField(
                label=str(council.region), required=False, most=MOST_PERSONS,
                initial=there.persons if there else None,
            )  # fmt: skip
        self.order_fields([*(f"region_{one.pk}" for one in self.councils), "source"])
        first = next(iter(stored.values()), None)
        self.fields["source"].initial = first.source if first else issue.announcement.source

    @property
    def numbers(self) -> dict[int, int | None]:
        """By council id; None where the field is empty."""
        return {one.pk: self.cleaned_data[f"region_{one.pk}"] for one in self.councils}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned["seen"] != self.stored:
            data = cast(QueryDict, self.data).copy()
            data["seen"] = self.stored  # the next time it has been seen
            self.data = data
            raise forms.ValidationError(
                f"Kvoterne er gemt af en anden, mens du skrev: {self.stored or 'ingen'}. "
                "Dine tal står nedenfor. Gem igen, hvis de skal gælde."
            )
        numbers, national = self.numbers, self.issue.national_number
        known = [n for n in numbers.values() if n is not None]
        if not self.issue.lacks:
            for pk, number in numbers.items():
                if number is None:
                    self.add_error(f"region_{pk}", "Skriv tallet; 0, hvis regionen ingen kvote har.")
            if len(known) == len(numbers) and national is not None and sum(known) != national:
                raise forms.ValidationError(
                    f"Regionskvoterne giver {sum(known)}, men landstallet er {national}: "
                    f"forskellen er {abs(sum(known) - national)}."
                )
        elif national is not None and sum(known) > national:
            raise forms.ValidationError(
                f"Regionskvoterne giver {sum(known)}; det er mere end landstallet {national}."
            )
        return cleaned


class StepForm(forms.Form):
    """Asks nothing but yes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class ReopenForm(StepForm):
    reason = forms.CharField(
        label="Begrundelse", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vises på udmeldingens side.",
        error_messages={"required": "Skriv, hvorfor udmeldingen genåbnes."},
    )  # fmt: skip
