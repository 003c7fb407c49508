"""What the steps of a contract's life ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from contracts.models import Dispatch, ResultContract, Signature
from kkr_portal.documents.uploads import UploadField
from kkr_portal.forms import DanishDateField, bare_helper
from meetings.decided_at import DecidedAtField


class StepForm(forms.Form):
    """``seen``: the status that the person was shown; the action compares it with the one that holds."""

    seen = forms.ChoiceField(choices=ResultContract.Status, widget=forms.HiddenInput)

    def __init__(self, *args: Any, contract: ResultContract, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contract = contract
        self.fields["seen"].initial = contract.status
        self.helper = bare_helper()


class ReasonForm(StepForm):
    reason = forms.CharField(
        label="Begrundelse", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Står i kontraktens forløb.", error_messages={"required": "Skriv, hvorfor."},
    )  # fmt: skip


class BoardForm(StepForm):
    on = DanishDateField(
        label="Godkendt af bestyrelsen den",
        error_messages={"required": "Skriv datoen for bestyrelsens møde."},
    )
    note = forms.CharField(
        label="Bemærkning", required=False, max_length=300, help_text="Fx mødets nummer eller et forbehold."
    )


class CouncilForm(StepForm):
    note = forms.CharField(label="Bemærkning", required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = DecidedAtField(
            council=self.contract.council_id, label="Godkendt af KKR på punkt",
            help_text="Punkter på KKR's egne møder. Datoen er mødets.",
            error_messages={
                "required": "Vælg det punkt, hvor KKR godkendte kontrakten.",
                "invalid_choice": "Vælg et punkt på et af KKR's egne møder, som ikke er aflyst.",
            },
        )  # fmt: skip
        self.order_fields(["seen", "item", "note"])


class SignForm(StepForm):
    party = forms.ChoiceField(
        label="Part", choices=Signature.Party, widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvilken part der skrev under."},
    )  # fmt: skip
    name = forms.CharField(
        label="Navn",
        max_length=160,
        error_messages={"required": "Skriv navnet, som det står under kontrakten."},
    )
    office = forms.CharField(
        label="Hverv", max_length=160, help_text="Fx «Formand for KKR Midtjylland».",
        error_messages={"required": "Skriv hvervet, som det står under kontrakten."},
    )  # fmt: skip
    on = DanishDateField(
        label="Dato", error_messages={"required": "Skriv, hvilken dag der blev skrevet under."}
    )
    scan = UploadField(label="Scannet side", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signed = set(self.contract.signatures.values_list("party", flat=True))
        left = [one for one in Signature.Party.choices if one[0] not in signed]
        if len(left) == 1:
            self.fields["party"].initial = left[0][0]


class DispatchForm(StepForm):
    receiver = forms.ChoiceField(
        label="Modtager", choices=Dispatch.Receiver, widget=forms.RadioSelect,
        error_messages={"required": "Vælg, hvem kontrakten er sendt til."},
    )  # fmt: skip
    on = DanishDateField(label="Sendt den", error_messages={"required": "Skriv, hvilken dag den blev sendt."})
    how = forms.CharField(
        label="Hvordan",
        max_length=200,
        required=False,
        help_text="Fx «Digital Post» eller «mail fra udbakken».",
    )
    address = forms.EmailField(
        label="Mail til", required=False, max_length=254,
        help_text="Med en adresse lægger portalen en kladde med kontrakten i udbakken. Lad feltet stå tomt, "
        "hvis kontrakten er sendt på anden vis.",
        error_messages={"invalid": "Skriv en hel mailadresse, fx navn@myndighed.dk."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        sent = set(self.contract.dispatches.values_list("receiver", flat=True))
        left = [one for one in Dispatch.Receiver.choices if one[0] not in sent]
        if left:
            self.fields["receiver"].initial = left[0][0]


class PublishForm(StepForm):
    on = DanishDateField(
        label="Offentliggjort den", error_messages={"required": "Skriv, hvilken dag den blev offentliggjort."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
