"""The forms of the imports: a pasted table or a file, and what the table itself does not say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms

from kkr_portal.forms import DanishDateField
from kkr_portal.importing.forms import TableForm
from kkr_portal.registry.models import Council
from quotas.annex import Annex
from quotas.annex_import import Wanted
from quotas.models import Issue, MunicipalQuota


class SourcedForm(TableForm[Annex]):
    """An annex, and where it stands."""

    what = "kvoter"
    source = forms.CharField(
        label="Kilde", max_length=300, help_text="Hvor tallene står, fx brevets dato og bilag.",
        error_messages={"required": "Skriv, hvor tallene står."},
    )  # fmt: skip

    def __init__(self, *args: Any, issue: Issue, read: Callable[[str], Annex], **kwargs: Any) -> None:
        super().__init__(*args, read=read, **kwargs)
        self.issue = issue
        self.fields["text"].help_text = "Indsæt tabellen, som den står i bilaget eller et regneark."


class AnnexForm(SourcedForm):
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


class StatisticsForm(SourcedForm):
    constructed = forms.BooleanField(
        label="Tallene er konstrueret til forsøg", required=False,
        help_text="De vises da som konstrueret overalt, hvor de bruges.",
    )  # fmt: skip
    field_order = ["text", "upload", "source", "constructed"]
