"""The contract as it is now, held until the transaction ends: nobody acts on what somebody else has moved."""

from __future__ import annotations

from contracts.models import ResultContract
from contracts.refused import Refused

MOVED = (
    "En anden har flyttet kontrakten imens: den er nu «{now}» og ikke «{seen}». Intet er gjort. "
    "Se på siden, hvor den står, og prøv igen."
)


def held(contract: ResultContract, *, seen: str = "") -> ResultContract:
    """``seen`` is the status that the person was shown. Raises Refused where it is another by now."""
    now = ResultContract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    if seen and now.status != seen:
        names = dict(ResultContract.Status.choices)
        raise Refused(
            MOVED.format(now=now.get_status_display().lower(), seen=str(names.get(seen, seen)).lower())
        )
    return now
