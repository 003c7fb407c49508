"""What is agreed after the signing: addenda, and targets that are revised."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contracts.models import Addendum, Target
from contracts.models.points import Kind
from contracts.value_bounds import why_not
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, DanishDecimalField, RichTextField, bare_helper
from meetings.decided_at import DecidedAtField


class AddendumForm(RevisedModelForm):
    text = RichTextField(label="Tekst", error_messages={"required": "Skriv, hvad der er aftalt."})

    class Meta:
        model = Addendum
        fields = ["title", "text"]
        error_messages = {"title": {"required": "Skriv en overskrift."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()


class SignAddendumForm(forms.Form):
    holds_from = DanishDateField(
        label="Gælder fra", error_messages={"required": "Skriv, hvornår det gælder fra."}
    )
    signed_on = DanishDateField(
        label="Underskrevet den", error_messages={"required": "Skriv, hvornår der blev skrevet under."}
    )
    for_council = forms.CharField(
        label="Underskrevet for KKR af", max_length=200, help_text="Navn og hverv.",
        error_messages={"required": "Skriv, hvem der skrev under for KKR."},
    )  # fmt: skip
    for_house = forms.CharField(
        label="Underskrevet for erhvervshuset af", max_length=200, help_text="Navn og hverv.",
        error_messages={"required": "Skriv, hvem der skrev under for erhvervshuset."},
    )  # fmt: skip

    def __init__(self, *args: Any, council: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = DecidedAtField(
            council=council, label="Besluttet på punkt",
            error_messages={"required": "Vælg det punkt, hvor KKR besluttede tillægget.",
                            "invalid_choice": "Vælg et punkt på et af KKR's egne møder, som ikke er aflyst."},
        )  # fmt: skip
        self.order_fields(["item", "holds_from", "signed_on", "for_council", "for_house"])
        self.helper = bare_helper()


class RevisionForm(forms.Form):
    new_value = DanishDecimalField(label="Nyt tal", error_messages={"required": "Skriv det nye tal."})
    holds_from = DanishDateField(
        label="Gælder fra", error_messages={"required": "Skriv, hvornår det gælder fra."}
    )
    reason = forms.CharField(
        label="Begrundelse", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Det gamle tal, begrundelsen og beslutningen bliver stående.",
        error_messages={"required": "Skriv, hvorfor målepunktet revideres."},
    )  # fmt: skip

    def __init__(self, *args: Any, target: Target, council: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.target = target
        if unit := target.unit:
            self.fields["new_value"].help_text = f"I {unit}"
        self.fields["item"] = DecidedAtField(
            council=council, label="Besluttet på punkt",
            error_messages={"required": "Vælg det punkt, hvor revisionen blev besluttet.",
                            "invalid_choice": "Vælg et punkt på et af KKR's egne møder, som ikke er aflyst."},
        )  # fmt: skip
        self.helper = bare_helper()

    def clean_new_value(self) -> Any:
        value = self.cleaned_data["new_value"]
        if fault := why_not(Kind(self.target.kind), value):
            raise ValidationError(fault)
        return value
