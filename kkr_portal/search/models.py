"""The text of stored files, page by page, read out of them once: files never change."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Now

from kkr_portal.documents.models import StoredFile


class FileText(models.Model):
    """That a file has been read, or why it could not be; its pages hang on it. Derived: it has no history."""

    file = models.OneToOneField(
        StoredFile, on_delete=models.CASCADE, related_name="text", verbose_name="fil", primary_key=True
    )
    read_at = models.DateTimeField("læst", db_default=Now())
    trouble = models.CharField("fejl", max_length=200, blank=True)

    class Meta:
        verbose_name, verbose_name_plural = "fils tekst", "filers tekst"

    def __str__(self) -> str:
        return str(self.file)


class FilePage(models.Model):
    """One page with words on it, counted from 1."""

    of = models.ForeignKey(FileText, on_delete=models.CASCADE, related_name="pages", verbose_name="fil")
    number = models.PositiveIntegerField("side")
    text = models.TextField("tekst")
    vector = models.GeneratedField(
        expression=SearchVector("text", config="danish"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name, verbose_name_plural = "sides tekst", "siders tekst"
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="file_page_once")]
        indexes = [GinIndex(fields=["vector"], name="file_page_vector")]

    def __str__(self) -> str:
        return f"{self.of}, side {self.number}"
