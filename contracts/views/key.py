"""The funding key as a grid: typed, pasted or shared out by inhabitants, and saved when it adds up."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from contracts.actions.key import KeyRefused, save_key
from contracts.forms.key import TotalForm, as_key, as_rows, fingerprint, key_grid, stored_amounts
from contracts.lacks import edit_url
from contracts.models import ResultContract
from contracts.pasted_key import read_key
from contracts.rules.funding_key import BY_POPULATION, ROUNDING, by_population
from contracts.views.writing import saved, writes_text
from kkr_portal.access.kept import take_kept
from kkr_portal.registry.models import Municipality
from kkr_portal.uploaded_tables import Unreadable

ADDED_AT_ONCE = 3


@writes_text
def key(request: HttpRequest, contract: ResultContract) -> HttpResponse:
    page = _KeyPage(request, contract)
    if request.method == "POST":
        for name, act in page.acts.items():
            if name in request.POST:
                act()
                return page.answer()
        if answer := page.save():
            return answer
    return page.answer()


class _KeyPage:
    """One request: what is stored, what was typed, and what is said about it."""

    def __init__(self, request: HttpRequest, contract: ResultContract) -> None:
        self.request, self.contract = request, contract
        self.municipalities = list(
            Municipality.objects.filter(business_house=contract.business_house_id)
            .with_latest_population()
            .prefetch_related("other_names")
        )
        self.stored = stored_amounts(contract)
        self._with_payers_of_before()
        self.data: QueryDict | None = request.POST or take_kept(request)
        self.total = TotalForm(self.data, instance=contract)
        self.grid = key_grid(
            self.municipalities, data=self.data, rows=as_rows(self.municipalities, self.stored)
        )
        mark = fingerprint(self.stored)
        self.context: dict[str, Any] = {"seen": self.data.get("seen", "") if self.data is not None else mark}
        self.acts = {"add_rows": self.add_rows, "fill": self.fill, "paste": self.paste}

    def _with_payers_of_before(self) -> None:
        """Municipalities in the stored key that belong to another house now are shown all the same."""
        gone = set(self.stored) - {one.pk for one in self.municipalities}
        if gone:
            self.municipalities += list(
                Municipality.objects.filter(pk__in=gone)
                .with_latest_population()
                .prefetch_related("other_names")
            )

    def save(self) -> HttpResponse | None:
        if not all([self.total.is_valid(), self.grid.is_valid()]):
            return None
        amounts, mark = self.grid.amounts, fingerprint(self.stored)
        if self.context["seen"] not in (mark, "") and fingerprint(amounts) != mark:
            names = {one.pk: one.name for one in self.municipalities}
            self.context |= {
                "meanwhile": [(names[pk], amount) for pk, amount in self.stored.items()],
                "seen": mark,  # the next time they have been seen
            }
            return None
        contract = self.total.save(commit=False)
        try:
            save_key(
                contract=contract, amounts=amounts, total=contract.grant, municipalities=self.municipalities
            )
        except KeyRefused as reason:
            self.total.add_error("grant", str(reason))
            return None
        contract.save()
        return saved(
            self.request, "Fordelingsnøglen er gemt.", f"key-{contract.pk}", edit_url(contract, "#key")
        )

    def add_rows(self) -> None:
        rows = self.grid.as_typed() + [{"municipality": "", "amount": ""}] * ADDED_AT_ONCE
        self._show(rows)

    def fill(self) -> None:
        """Share the typed total out by inhabitants over the municipalities of the rows."""
        total = self._typed_total()
        if total is None:
            return
        rows = self.grid.as_typed()
        wanted = {row["municipality"] for row in rows if row["municipality"]}
        payers = [one for one in self.municipalities if str(one.pk) in wanted]
        unknown = [one.name for one in payers if one.population is None]  # type: ignore[attr-defined]
        if unknown or not payers:
            what = (
                f"Portalen kender ikke indbyggertallet for {', '.join(unknown)}."
                if unknown
                else "Vælg kommuner først."
            )
            self.context["refused"] = what
            return
        shared = by_population(total, {one.pk: one.population for one in payers})  # type: ignore[attr-defined]
        if shared.tie:
            drawn = [pk for pk in shared.tie.among if str(pk) in self.request.POST.getlist("drawn")]
            if len(drawn) == shared.tie.seats:
                shared = shared.resolve(drawn)
        names = {one.pk: one.name for one in payers}
        tie = shared.tie
        self.context |= {
            "shared_by": BY_POPULATION,
            "population_dates": sorted({one.population_date for one in payers}),  # type: ignore[attr-defined]
            "tie": {"among": [(pk, names[pk]) for pk in tie.among], "seats": tie.seats} if tie else None,
        }
        self._show(as_rows(payers, shared.seats))

    def paste(self) -> None:
        """Put pasted amounts in the rows; what is not understood is named, and nothing is saved."""
        text = self.request.POST.get("pasted", "")
        try:
            pasted = read_key(text, self.municipalities)
        except Unreadable as reason:
            self.context |= {"refused": str(reason), "pasted": text}
            return
        if not pasted.amounts:
            self.context |= {"refused": "Der er ingen kommuner med beløb i det indsatte.", "pasted": text}
        self.context["unread"] = pasted.unread
        if pasted.unread:
            self.context["pasted"] = text
        if pasted.total is not None:
            data = self.request.POST.copy()
            data["grant"] = str(pasted.total)
            self.total = TotalForm(data, instance=self.contract)
        if pasted.amounts:
            self._show(as_rows(self.municipalities, pasted.amounts))

    def _typed_total(self) -> int | None:
        self.total.is_valid()
        total: int | None = self.total.cleaned_data.get("grant")
        if total is None and "grant" not in self.total.errors:
            self.total.add_error("grant", "Skriv den sum, der skal fordeles.")
        return total

    def _show(self, rows: list[Any]) -> None:
        """The grid with ``rows``, not yet saved."""
        self.grid = key_grid(self.municipalities, rows=rows)
        self.context["not_saved"] = True

    def answer(self) -> HttpResponse:
        amounts = _shown_amounts(self.grid)
        total = _total_of(self.total, self.contract)
        return render(self.request, "contracts/key_form.html", {
            "contract": self.contract, "total": self.total, "grid": self.grid, "rounding": ROUNDING,
            "sum": as_key(amounts, total, self.municipalities) if amounts else None,
        } | self.context)  # fmt: skip


def _shown_amounts(grid: Any) -> dict[int, int]:
    """The amounts that stand in the rows and can be read, for the sum below them."""
    found: dict[int, int] = {}
    for number, form in enumerate(grid.forms):
        try:
            amount = form.fields["amount"].clean(form["amount"].value())
        except ValidationError:  # said at its field
            continue
        if amount is not None and not form["DELETE"].value():
            found[number] = amount
    return found


def _total_of(form: TotalForm, contract: ResultContract) -> int | None:
    if not form.is_bound:
        return contract.grant
    form.is_valid()
    grant: int | None = form.cleaned_data.get("grant")
    return grant
