"""A pasted table or a file, and what the table itself may not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

from django import forms

from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.importing.headings import Table
from kkr_portal.importing.populations import Asked
from kkr_portal.uploaded_tables import MAX_BYTES, MAX_TEXT, Unreadable, text_of

Read = TypeVar("Read")


class TableForm(forms.Form, Generic[Read]):
    """``table`` is what ``read`` made of it once the form is valid, ``read_text`` the text of it."""

    what: ClassVar[str] = "en tabel"

    text = forms.CharField(
        label="Tabel", required=False, strip=False, max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "form-input--table"}),
        help_text="Indsæt fra et regneark eller en CSV-fil, med overskrifterne.",
        error_messages={"max_length": "Tabellen er for lang. Del den op."},
    )  # fmt: skip
    upload = forms.FileField(
        label="eller en fil", required=False,
        help_text=f"CSV eller XLSX, højst {MAX_BYTES // 1_000_000} MB og 5.000 rækker.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
        error_messages={"empty": "Filen er tom."},
    )  # fmt: skip

    def __init__(self, *args: Any, read: Callable[[str], Read], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.read = read
        self.table: Read | None = None
        self.read_text = ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text") or ""
        if "upload" in self.errors or "text" in self.errors:
            return cleaned
        try:
            self.read_text = text_of(upload, what=self.what) if upload else text
            if not self.read_text.strip():
                raise Unreadable("Indsæt en tabel, eller vælg en fil.")
            self.table = self.read(self.read_text)
        except Unreadable as reason:
            self.add_error("upload" if upload else "text", str(reason))
        return cleaned

    def with_text(self) -> dict[str, Any]:
        """What was posted, with the file's content as text: so it can be mended and comes back unchanged."""
        return {**{name: self.data.get(name) for name in self.data}, "text": self.read_text}


class PopulationForm(TableForm[Table]):
    what = "folketal"
    source = forms.CharField(
        label="Kilde", max_length=300, required=False,
        help_text="For rækker, der ikke selv har en kilde. Fx Danmarks Statistik, FOLK1A.",
    )  # fmt: skip
    day = DanishDateField(
        label="Dato", required=False, help_text="For rækker, der ikke selv har en dato. Fx 01.01.2022."
    )

    @property
    def asked(self) -> Asked:
        return Asked(self.cleaned_data.get("source") or "", self.cleaned_data.get("day"))


class OrganisationForm(TableForm[Table]):
    what = "organisationer"
    source = forms.CharField(
        label="Kilde", max_length=300, required=False,
        help_text="For nye organisationer, der ikke har en kilde i tabellen.",
    )  # fmt: skip
