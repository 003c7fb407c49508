"""A funding key pasted from a spreadsheet: names or codes of municipalities, and amounts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kkr_portal import danish_order
from kkr_portal.danish_numbers import decimal_number
from kkr_portal.registry.models import Municipality
from kkr_portal.uploaded_tables import rows_of

TOTALS = {"i alt", "ialt", "sum", "total", "samlet"}


@dataclass
class PastedKey:
    """``amounts`` by municipality id; ``unread``: what was not understood, as Danish sentences."""

    amounts: dict[int, int] = field(default_factory=dict)
    total: int | None = None
    unread: list[str] = field(default_factory=list)


def read_key(text: str, municipalities: Sequence[Municipality]) -> PastedKey:
    """The last number of each row is its amount. Raises Unreadable for what is no table."""
    names = _lookup(municipalities)
    pasted = PastedKey()
    for place, (line, cells) in enumerate(rows_of(text)):
        found = next((names[key] for cell in cells if (key := _key(cell)) in names), None)
        amount = _amount(cells[1:])
        if amount is None and place == 0 and found is None:
            continue  # the headings
        if amount is not None and cells[0].strip(" :").lower() in TOTALS:
            pasted.total = amount
        elif found is None:
            pasted.unread.append(f"Linje {line}: «{cells[0][:40]}» er ikke en af husets kommuner.")
        elif amount is None:
            pasted.unread.append(f"Linje {line}: {found} har intet helt beløb.")
        elif found.pk in pasted.amounts:
            pasted.unread.append(f"Linje {line}: {found} står to gange. Det første beløb er brugt.")
        else:
            pasted.amounts[found.pk] = amount
    return pasted


def _lookup(municipalities: Sequence[Municipality]) -> dict[str, Municipality]:
    """By official name, other spellings and code; needs ``other_names`` prefetched."""
    found = {one.code.lstrip("0"): one for one in municipalities}
    for one in municipalities:
        found[danish_order.sort_key(one.name)] = one
        found |= {other.sort_key: one for other in one.other_names.all()}
    return found


def _key(cell: str) -> str:
    words = cell.split()
    if len(words) > 1 and words[-1].lower() == "kommune":
        words.pop()
    text = " ".join(words)
    return text.lstrip("0") if text.isdecimal() else danish_order.sort_key(text)


def _amount(cells: Iterable[str]) -> int | None:
    """The last whole number that is not negative."""
    amount = None
    for cell in cells:
        try:
            number = decimal_number(cell)
        except ValueError:
            continue
        amount = int(number) if number >= 0 and number == int(number) else amount
    return amount
