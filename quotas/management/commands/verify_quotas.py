"""Computes every stored model result again, to the digit, and adds up every closed issue."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from quotas.models import Calculation, Issue
from quotas.verified import differences_of, differing_sums


class Command(BaseCommand):
    help = "Regner alle gemte kvoteberegninger efter, og nævner hver forskel."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        calculations = Calculation.objects.select_related("statistics__issue__year")
        for calculation in calculations:
            for difference in differences_of(calculation):
                found += 1
                self.stderr.write(f"{calculation.statistics.issue}: {difference}")
        closed = Issue.objects.filter(status=Issue.Status.CLOSED).select_related("year")
        for issue in closed:
            for difference in differing_sums(issue):
                found += 1
                self.stderr.write(f"{issue}: {difference}")
        told = f"{len(calculations)} beregninger og {len(closed)} afsluttede udmeldinger er regnet efter."
        if found:
            raise CommandError(f"{told} {found} {'forskel' if found == 1 else 'forskelle'}.")
        self.stdout.write(f"{told} Ingen forskelle.")
