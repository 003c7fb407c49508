"""Next year's contract: what would be made of this one is shown first; the POST makes it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from contracts.actions.copying import copy_to_next_year, no_agreement, told
from contracts.copied import next_year_of
from contracts.found import editable_contract
from contracts.models import ResultContract
from contracts.refused import Refused
from contracts.views.life import life_url


def copy(request: HttpRequest, house: str, year: int) -> HttpResponse:
    contract = editable_contract(request, house, year)
    if request.method == "POST":
        try:
            new = copy_to_next_year(contract=contract, by=request.user)  # type: ignore[arg-type]
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(life_url(contract))
        messages.success(request, f"Resultatkontrakten for {new.year} er oprettet som udkast.")
        return redirect(life_url(new))
    taken = ResultContract.objects.filter(business_house=contract.business_house, year=year + 1).first()
    plan = next_year_of(contract)
    return render(request, "contracts/copy.html", {
        "contract": contract, "plan": plan, "taken": taken, "taken_url": life_url(taken) if taken else "",
        "no_agreement": "" if plan.agreement else no_agreement(contract),
        "notices": told(plan, contract) if plan.agreement else [], "back_to": life_url(contract),
    })  # fmt: skip
