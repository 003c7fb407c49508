"""Choosing what an item decides, and why a decision is withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms

from kkr_portal.access.predicates import AnyUser
from kkr_portal.forms import bare_helper
from kkr_portal.registry.models import Council
from meetings import deciding


class EffectForm(forms.Form):
    """``chosen`` has kind, ref and title once the form is valid."""

    decides = forms.ChoiceField(
        label="Punktet beslutter",
        error_messages={
            "required": "Vælg, hvad punktet beslutter.", "invalid_choice": "Vælg noget på listen.",
        },
    )  # fmt: skip

    def __init__(self, *args: Any, user: AnyUser, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.titles: dict[str, str] = {}
        groups: list[Any] = []
        for kind in deciding.kinds():
            rows = [(f"{kind.name}:{one.ref}", one.title) for one in kind.choices(user, council)]
            self.titles |= {key: f"{kind.label}: {title}" for key, title in rows}
            if rows:
                groups.append((kind.label, rows))
        self.has_choices = bool(groups)
        field = self.fields["decides"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – tells the type checker
        field.choices = [("", "Vælg"), *groups]

    @property
    def chosen(self) -> dict[str, str]:
        kind, _, ref = self.cleaned_data["decides"].partition(":")
        return {"kind": kind, "ref": ref, "title": self.titles[self.cleaned_data["decides"]]}


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label="Begrundelse", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Bliver i historikken.", error_messages={"required": "Skriv, hvorfor."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
