"""A contract's life: where it is, what is next, who may do it, what is missing; each step asked first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from contracts.actions import life as actions
from contracts.actions.mails import draft_dispatch_mail
from contracts.addenda_of import addenda_of
from contracts.forms import life as asked
from contracts.found import editable_contract, is_inside, may_edit, visible_contract
from contracts.models import Approval, ResultContract, Signature
from contracts.refused import Refused
from contracts.rules import life as rule
from contracts.state_of import facts_of
from contracts.story import story
from contracts.targets_revised import revised
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import file_response
from kkr_portal.law import Breach
from kkr_portal.outbox.addresses import whole
from meetings.decided_at import decided_at

STAGES = list(ResultContract.Status.choices)


@dataclass(frozen=True)
class Step:
    """What a step's page asks, what it does, and what is said afterwards."""

    question: str
    button: str
    done: str
    act: Callable[[ResultContract, dict[str, Any], Any], object]
    form: type[asked.StepForm] = asked.StepForm


STEPS = {
    "negotiate": Step(
        "Er kontrakten forhandlet færdig?", "Forhandlet færdig", "Kontrakten er forhandlet færdig.",
        lambda one, typed, by: actions.negotiate(contract=one, by=by, seen=typed["seen"]),
    ),
    "approve-board": Step(
        "Har bestyrelsen godkendt kontrakten?", "Gem godkendelsen", "Bestyrelsens godkendelse er gemt.",
        lambda one, typed, by: actions.approve_by_board(contract=one, by=by, **typed), asked.BoardForm,
    ),
    "approve-council": Step(
        "Har KKR godkendt kontrakten?", "Gem godkendelsen", "KKR's godkendelse er gemt.",
        lambda one, typed, by: actions.approve_by_council(contract=one, by=by, **typed), asked.CouncilForm,
    ),
    "back": Step(
        "Send kontrakten tilbage?", "Send tilbage", "Kontrakten er sendt tilbage.",
        lambda one, typed, by: actions.go_back(contract=one, by=by, **typed), asked.ReasonForm,
    ),
    "sign": Step(
        "Har en formand skrevet under?", "Gem underskriften", "Underskriften er gemt.",
        lambda one, typed, by: actions.sign(contract=one, by=by, **typed), asked.SignForm,
    ),
    "send": Step(
        "Er kontrakten sendt?", "Gem fremsendelsen", "Fremsendelsen er gemt.",
        lambda one, typed, by: actions.record_dispatch(
            contract=one, by=by, **{name: typed[name] for name in ("receiver", "on", "how", "seen")}
        ),
        asked.DispatchForm,
    ),
    "publish": Step(
        "Offentliggør kontrakten?", "Offentliggør", "Kontrakten er offentlig.",
        lambda one, typed, by: actions.publish(contract=one, by=by, **typed), asked.PublishForm,
    ),
    "take-effect": Step(
        "Er kontrakten trådt i kraft?", "Sæt i kraft", "Kontrakten er i kraft.",
        lambda one, typed, by: actions.take_effect(contract=one, by=by, **typed),
    ),
    "finish": Step(
        "Er året afrapporteret?", "Markér som afrapporteret", "Kontrakten er afrapporteret.",
        lambda one, typed, by: actions.finish(contract=one, by=by, **typed),
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Next:
    """A step that begins where the contract is: what stands in its way, and where it is taken."""

    step: rule.Step
    hindrances: list[Breach]
    url: str
    button: str


def life_url(contract: ResultContract) -> str:
    return reverse("contracts:life", args=[contract.business_house.slug, contract.year])


def inside_contract(request: HttpRequest, house: str, year: int) -> ResultContract:
    """For those who read a contract before it is published; 404 to others, also when it is published."""
    contract = visible_contract(request, house, year)
    if not is_inside(request, contract):
        raise Http404
    return contract


def life(request: HttpRequest, house: str, year: int) -> HttpResponse:
    """The secretariat, KL, and the house's own people."""
    contract = inside_contract(request, house, year)
    facts, today = facts_of(contract), timezone.localdate()
    statuses = [status for status, _ in STAGES]
    here = statuses.index(contract.status)
    nexts = [
        Next(
            one, rule.hindrances(name, facts, today=today),
            reverse("contracts:life_step", args=[house, year, name]), STEPS[name].button,
        )
        for name, one in rule.STEPS.items()
        if contract.status in one.begins and name.removeprefix("approve-") not in facts.approved_by
    ]  # fmt: skip
    approvals = list(contract.approvals.select_related("version"))
    addenda = list(addenda_of(contract))
    decided = [one.decided_at_id for one in approvals] + [one.decided_at_id for one in addenda]
    return render(request, "contracts/life.html", {
        "contract": contract, "edits": may_edit(request, contract), "inside": True, "facts": facts,
        "stages": [
            (label, "done" if n < here else "now" if n == here else "") for n, (_, label) in enumerate(STAGES)
        ],
        "nexts": [one for one in nexts if one.step.name != "back"],
        "back": next((one for one in nexts if one.step.name == "back"), None),
        "approvals": approvals, "signatures": list(contract.signatures.all()),
        "dispatches": list(contract.dispatches.all()), "addenda": addenda, "revised": revised(contract),
        "items": decided_at(decided, request.user),
        "story": story(contract, request.user), "table": rule.STEPS.values(), "names": rule.NAMES,
    })  # fmt: skip


@keeps_typed
def step(request: HttpRequest, house: str, year: int, name: str) -> HttpResponse:
    """Ask on GET, do on POST. What stands in the way is said in a sentence, with what was typed kept."""
    contract = editable_contract(request, house, year)
    if name not in STEPS:
        raise Http404
    about, of_table = STEPS[name], rule.STEPS[name]
    form = about.form(
        request.POST if request.method == "POST" else take_kept(request),
        request.FILES or None, contract=contract,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = about.act(contract, form.cleaned_data, request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, about.done, extra_tags=f"saved:{name}-{contract.pk}")
            _after(request, name, contract, form.cleaned_data, made)
            return redirect(life_url(contract))
    wrong = rule.hindrances(name, facts_of(contract), today=timezone.localdate())
    if name == "send" and contract.is_signed:
        wrong = []  # another dispatch may be written down later too
    return render(request, "contracts/life_step.html", {
        "contract": contract, "step": about, "rule": of_table, "name": name, "form": form,
        "hindrances": [] if form.errors else wrong, "approvals": contract.approvals.all(),
        "signatures": contract.signatures.all(), "back_to": life_url(contract),
    })  # fmt: skip


def _after(
    request: HttpRequest, name: str, contract: ResultContract, typed: dict[str, Any], made: Any
) -> None:
    """What follows the step, or remains to be done by hand."""
    contract.refresh_from_db()
    if name == "send" and typed["address"]:
        link = whole(contract.get_absolute_url())
        draft_dispatch_mail(dispatch=made, address=typed["address"], link=link)
        messages.info(request, "Mailen ligger som kladde i udbakken. Den sendes først, når du frigiver den.")
    if name == "sign" and contract.is_signed:
        messages.info(request, "Begge formænd har skrevet under. Kontrakten er låst og gemt som en version.")
    if name.startswith("approve") and contract.status == ResultContract.Status.APPROVED:
        messages.info(request, "Begge parter har godkendt. Nu kan formændene skrive under.")


@keeps_typed
def withdraw(request: HttpRequest, house: str, year: int, kind: str, pk: int) -> HttpResponse:
    """Take out an approval or the first signature that was written down wrongly, with a reason."""
    contract = editable_contract(request, house, year)
    row: Any = get_object_or_404(
        contract.approvals.all() if kind == "approvals" else contract.signatures.all(), pk=pk
    )
    form = asked.ReasonForm(
        request.POST if request.method == "POST" else take_kept(request), contract=contract
    )
    if request.method == "POST" and form.is_valid():
        try:
            if isinstance(row, Approval):
                actions.withdraw_approval(approval=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            else:
                actions.withdraw_signature(signature=row, by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Det er fjernet. Begrundelsen står i forløbet.")
            return redirect(life_url(contract))
    return render(request, "contracts/life_withdraw.html", {
        "contract": contract, "row": row, "form": form, "is_approval": isinstance(row, Approval),
        "back_to": life_url(contract),
    })  # fmt: skip


def scan(request: HttpRequest, house: str, year: int, pk: int) -> HttpResponseBase:
    """The scanned page with a signature: for those inside."""
    contract = inside_contract(request, house, year)
    found = get_object_or_404(
        Signature.objects.exclude(scan=None).select_related("scan"), pk=pk, contract=contract
    )
    if found.scan is None:
        raise Http404
    return file_response(found.scan, found.scan_name, inline=True)
