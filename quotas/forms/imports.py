"""The forms of the imports: a pasted table or a file, and what the table itself does not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms

from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.registry.models import Council
from kkr_portal.uploaded_tables import Unreadable, text_of
from quotas.annex import Annex
from quotas.annex_import import Wanted
from quotas.models import Issue, MunicipalQuota


class TableForm(forms.Form):
    """``annex`` is what was read, once the form is valid; ``read_text`` the text of it."""

    text = forms.CharField(
        label="Tabel", required=False, strip=False, max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "form-input--table"}),
        help_text="Indsæt tabellen, som den står i bilaget, et regneark eller en CSV-fil.",
        error_messages={"max_length": "Tabellen er for lang. Fjern det, der ikke er kvoter."},
    )  # fmt: skip
    upload = forms.FileField(
        label="eller en fil", required=False, help_text="CSV eller XLSX, højst 2 MB.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )  # fmt: skip
    source = forms.CharField(
        label="Kilde", max_length=300, help_text="Hvor tallene står, fx brevets dato og bilag.",
        error_messages={"required": "Skriv, hvor tallene står."},
    )  # fmt: skip

    def __init__(self, *args: Any, issue: Issue, read: Callable[[str], Annex], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.issue, self._read = issue, read
        self.annex: Annex | None = None
        self.read_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text") or ""
        if "upload" in self.errors or "text" in self.errors:
            return cleaned
        try:
            self.read_text = text_of(upload, what="kvoter") if upload else text
            if not self.read_text.strip():
                raise Unreadable("Indsæt en tabel, eller vælg en fil.")
            self.annex = self._read(self.read_text)
        except Unreadable as reason:
            self.add_error("upload" if upload else "text", str(reason))
        return cleaned


class AnnexForm(TableForm):
    kind = forms.ChoiceField(label="Kvoternes art", choices=MunicipalQuota.Kind)
    place = forms.ChoiceField(label="Hvilke kommuner?")
    dated = DanishDateField(label="Oplyst den", required=False, help_text="Den dag, kilden er dateret.")
    field_order = ["text", "upload", "kind", "place", "source", "dated"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.councils = {str(one.pk): one for one in Council.objects.select_related("region")}
        cast(forms.ChoiceField, self.fields["place"]).choices = [
            ("all", "Hele landet: alle 98 kommuner"),
            *((pk, f"Kun {one.region}") for pk, one in self.councils.items()),
        ]
        announcement = self.issue.announcement
        self.fields["source"].initial = announcement.source
        self.fields["dated"].initial = announcement.dated

    @property
    def wanted(self) -> Wanted:
        data = self.cleaned_data
        return Wanted(
            MunicipalQuota.Kind(data["kind"]), data["source"], data["dated"], self.councils.get(data["place"])
        )


class StatisticsForm(TableForm):
    constructed = forms.BooleanField(
        label="Tallene er konstrueret til forsøg", required=False,
        help_text="De vises da som konstrueret overalt, hvor de bruges.",
    )  # fmt: skip
    field_order = ["text", "upload", "source", "constructed"]
