"""What an agreement's pages ask for: its sentences, the decision, who signed, the notification."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from kkr_portal.access.models import User
from kkr_portal.editing import RevisedModelForm
from kkr_portal.forms import DanishDateField, bare_helper
from kkr_portal.registry.models import Municipality
from meetings.decided_at import DecidedAtField
from quotas.actions import agreements as actions
from quotas.models import Agreement
from quotas.refused import Refused
from quotas.rules.agreement import Transfer
from quotas.sentences import HELP, Names, read


class Refusable(forms.Form):
    """Says at its place what the action refused."""

    def refuse(self, reason: Refused) -> None:
        self.add_error(reason.field if reason.field in self.fields else None, str(reason))


class AgreementForm(RevisedModelForm):
    """The transfers as sentences; what can't be read is told line by line."""

    class Meta:
        model = Agreement
        fields = ["sentences", "if_changed", "note"]
        widgets = {
            "sentences": forms.Textarea(attrs={"rows": 6}),
            "note": forms.Textarea(attrs={"rows": 3}),
            "if_changed": forms.RadioSelect,
        }
        help_texts = {
            "sentences": f"{HELP} Uden sætninger tiltræder aftalen de beregnede kvoter.",
            "if_changed": "En aftale falder bort, når landstallet ændres, medmindre den selv siger, hvordan "
            "der så fordeles, og styrelsen vidste det på forhånd (boligplaceringsbekendtgørelsen § 6).",
        }

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.transfers: tuple[Transfer, ...] = ()
        self.helper = bare_helper()

    def clean_sentences(self) -> str:
        typed = self.cleaned_data["sentences"].replace("\r\n", "\n")
        found = read(typed, self.names)
        if found.wrong:
            raise forms.ValidationError([forms.ValidationError(one) for one in found.wrong])
        self.transfers = found.transfers
        return typed

    def save(self, commit: bool = True) -> Agreement:
        """Raises Refused."""
        typed = self.cleaned_data
        return actions.write(
            agreement=self.instance, transfers=self.transfers, if_changed=typed["if_changed"],
            note=typed["note"],
        )  # fmt: skip

    def refuse(self, reason: Refused) -> None:
        self.add_error(reason.field if reason.field in self.fields else None, str(reason))


class SentenceForm(forms.Form):
    """Puts a sentence together from lists, for whoever rather chooses than writes."""

    taker = forms.ChoiceField(label="Kommunen", error_messages={"required": "Vælg kommunen, der overtager."})
    givers = forms.MultipleChoiceField(
        label="overtager kvoterne fra", widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Vælg mindst én kommune, som der overtages fra."},
    )  # fmt: skip

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(name, name) for name in names.inside]
        self.fields["taker"].choices = [("", "Vælg"), *listed]  # type: ignore[attr-defined]
        self.fields["givers"].choices = listed  # type: ignore[attr-defined]
        self.helper = bare_helper()


class DecideForm(Refusable):
    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.fields["item"] = DecidedAtField(
            council=agreement.council_id, also=agreement.decided_at_id, required=False,
            initial=agreement.decided_at_id, label="Besluttet på punkt",
            help_text="Datoen er mødets. Er mødet ikke i portalen, så skriv datoen nedenfor.",
        )  # fmt: skip
        self.fields["on"] = DanishDateField(
            label="Eller besluttet den", required=False,
            initial=None if agreement.decided_at_id else agreement.decided_on,
        )  # fmt: skip
        self.helper = bare_helper()

    def save(self, by: User | None) -> str:
        typed = self.cleaned_data
        actions.decide(agreement=self.agreement, item=typed["item"], on=typed["on"])
        return "Beslutningen er gemt."


class SignForm(Refusable):
    """The municipalities that have not signed yet; all are ticked, since they mostly sign together."""

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        signed = agreement.signatures.values("municipality")
        unsigned = Municipality.objects.filter(region=agreement.council.region_id).exclude(pk__in=signed)
        self.fields["municipalities"] = forms.ModelMultipleChoiceField(
            queryset=unsigned, label="Har skrevet under", widget=forms.CheckboxSelectMultiple,
            initial=list(unsigned), error_messages={"required": "Vælg mindst én kommune."},
        )  # fmt: skip
        self.fields["on"] = DanishDateField(
            label="Dato", initial=timezone.localdate,
            error_messages={"required": "Skriv, hvilken dag der blev skrevet under."},
        )  # fmt: skip
        self.helper = bare_helper()

    def save(self, by: User | None) -> str:
        typed = self.cleaned_data
        new = actions.sign(agreement=self.agreement, municipalities=typed["municipalities"], on=typed["on"])
        return f"{new} {'underskrift' if new == 1 else 'underskrifter'} er gemt."


class NotifyForm(Refusable):
    on = DanishDateField(
        label="Meddelt den", error_messages={"required": "Skriv, hvilken dag styrelsen fik meddelelsen."}
    )
    how = forms.CharField(label="Hvordan", max_length=200, required=False, help_text="Fx «Digital Post».")

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.fields["on"].initial = timezone.localdate()
        self.helper = bare_helper()

    def save(self, by: User | None) -> str:
        typed = self.cleaned_data
        actions.notify(agreement=self.agreement, on=typed["on"], how=typed["how"])
        return "Meddelelsen er gemt, og aftalen er lukket."


class ReopenForm(Refusable):
    reason = forms.CharField(
        label="Begrundelse", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000,
        help_text="Står i aftalens forløb.", error_messages={"required": "Skriv, hvorfor aftalen genåbnes."},
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agreement = agreement
        self.helper = bare_helper()

    def save(self, by: User | None) -> str:
        actions.reopen(agreement=self.agreement, reason=self.cleaned_data["reason"], by=by)
        return "Aftalen er genåbnet og kan rettes."
