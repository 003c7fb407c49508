"""The municipalities' official outlines, once somebody has imported them. Till then the map has squares."""

from __future__ import annotations

from django.db import models

from kkr_portal.lasting import track
from kkr_portal.registry.models import Municipality


@track()
class MunicipalityShape(models.Model):
    """One municipality's outline on the map: SVG path data in units of the drawing, simplified when imported.

    ``x`` and ``y``: where its number stands. ``credit`` is shown under the map.
    """

    municipality = models.OneToOneField(
        Municipality, on_delete=models.CASCADE, related_name="shape", verbose_name="kommune"
    )
    path = models.TextField("omrids")
    x = models.IntegerField("tallets plads, vandret")
    y = models.IntegerField("tallets plads, lodret")
    credit = models.CharField("kilde", max_length=200)

    class Meta:
        verbose_name, verbose_name_plural = "kommuneomrids", "kommuneomrids"
        ordering = ["municipality__sort_key"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(path__regex=r"^[MLZ0-9 -]+$"), name="shape_is_path_data",
                violation_error_message="Omridset skal være en række punkter.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.municipality)
