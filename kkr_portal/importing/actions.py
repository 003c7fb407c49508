"""What was planned is written as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from kkr_portal.importing.plans import Refused
from kkr_portal.registry.models import Organisation, Population

MEANWHILE = "En anden har gemt noget af det samme imens. Intet er gemt. Se en ny forhåndsvisning."


def import_populations(*, rows: Sequence[Population]) -> None:
    """New counts are added; one of the same municipality and day gets the new number and source.

    Raises Refused where somebody writes the same at the same moment.
    """
    stored = {
        (one.municipality_id, one.date): one
        for one in Population.objects.select_for_update().filter(date__in={one.date for one in rows})
    }
    new = []
    try:
        with transaction.atomic():
            for row in rows:
                if (old := stored.get((row.municipality_id, row.date))) is None:
                    new.append(row)
                else:
                    old.persons, old.source = row.persons, row.source
                    old.save(update_fields=["persons", "source"])
            Population.objects.bulk_create(new)
    except IntegrityError:
        raise Refused(MEANWHILE) from None


def import_organisations(*, rows: Sequence[Organisation]) -> None:
    """Rows with an id are changed, the others added. Raises Refused as above."""
    try:
        with transaction.atomic():
            for row in rows:
                row.save()
    except IntegrityError:
        raise Refused(MEANWHILE) from None
