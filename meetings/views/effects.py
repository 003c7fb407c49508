"""What an item decides: said in advance, carried out with the decision, undone with a reason."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings.actions import effects as actions
from meetings.actions.sitting import Refused
from meetings.forms.agenda import AgendaItemForm
from meetings.forms.effects import EffectForm, WithdrawForm
from meetings.models import AgendaItem, Effect
from meetings.views.closed import writes
from meetings.views.found import editable_item
from meetings.views.items import render_editor
from meetings.views.session_page import session_address


def _effect(request: HttpRequest, pk: int) -> Effect:
    found = get_object_or_404(Effect.objects.select_related("item"), pk=pk)
    found.item = editable_item(request, found.item_id)
    return found


def _editor(item: AgendaItem) -> str:
    return f"{reverse('meetings:edit_item', args=[item.pk])}#effects"


@writes
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    item = editable_item(request, pk)
    form = EffectForm(request.POST, user=request.user, council=item.meeting.council)
    if not form.is_valid():
        text = AgendaItemForm(instance=item, meeting=item.meeting)
        return render_editor(request, item, text, effect_form=form)
    if added := actions.plan(item=item, **form.chosen):
        messages.success(request, f"Punktet beslutter nu: {added}.")
    else:
        messages.info(request, "Det står allerede på punktet.")
    return redirect(_editor(item))


@writes
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    effect = _effect(request, pk)
    try:
        actions.drop(effect=effect)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Punktet beslutter ikke længere «{effect}».")
    return redirect(_editor(effect.item))


@writes
@require_POST
def carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Without a new text: the decision stands already."""
    item = editable_item(request, pk)
    try:
        done = actions.carry_out(item=item, by=request.user)  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, told(done))
    return redirect(f"{session_address(item.meeting)}?item={pk}#beslutning")


@writes
@keeps_typed
@transaction.atomic
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Asked first, with a reason; what the thing was before comes back."""
    effect = _effect(request, pk)
    back = f"{session_address(effect.item.meeting)}?item={effect.item_id}#beslutning"
    form = WithdrawForm(request.POST if request.method == "POST" else take_kept(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                actions.withdraw(effect=effect, reason=form.cleaned_data["reason"], by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"«{effect}» er fortrudt.")
            return redirect(back)
    return render(
        request, "meetings/effect_withdraw.html",
        {"effect": effect, "item": effect.item, "meeting": effect.item.meeting, "form": form, "back": back},
    )  # fmt: skip


def told(done: list[Effect]) -> str:
    if not done:
        return "Der er intet at gennemføre: det hele er gennemført."
    return f"Gennemført: {'; '.join(str(one) for one in done)}."
