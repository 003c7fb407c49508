"""Choosing a live document among those that this person may attach to this KKR's agenda."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kkr_portal.access.predicates import AnyUser
from kkr_portal.documents import live
from kkr_portal.forms import bare_helper
from kkr_portal.registry.models import Council


class AttachLiveForm(forms.Form):
    """``cleaned_data["document"]`` has kind, ref and title."""

    document = forms.ChoiceField(
        label="Dokument",
        error_messages={
            "required": "Vælg et dokument.",
            "invalid_choice": "Vælg et af dokumenterne på listen.",
        },
    )

    def __init__(self, *args: Any, user: AnyUser, council: Council, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = bare_helper()
        self.titles: dict[str, str] = {}
        groups: list[Any] = []
        for kind in live.kinds():
            rows = [(f"{kind.name}:{one.ref}", one.title) for one in kind.choices(user, council)]
            self.titles |= dict(rows)
            if rows:
                groups.append((kind.label, rows))
        self.has_documents = bool(groups)
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 – tells the type checker
        field.choices = [("", "Vælg et dokument"), *groups]

    def clean_document(self) -> dict[str, str]:
        chosen = self.cleaned_data["document"]
        kind, _, ref = chosen.partition(":")
        if not ref:
            raise ValidationError("Vælg et dokument.")
        return {"kind": kind, "ref": ref, "title": self.titles[chosen][:250]}
