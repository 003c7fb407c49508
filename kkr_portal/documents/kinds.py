"""The kinds of file that the portal takes in, known by their content and never by their name."""

from django.db import models


class Kind(models.TextChoices):
    PDF = "pdf", "PDF"
    PNG = "png", "PNG-billede"
    JPEG = "jpeg", "JPEG-billede"

    @property
    def media_type(self) -> str:
        return "application/pdf" if self is Kind.PDF else f"image/{self.value}"

    @property
    def suffix(self) -> str:
        return ".jpg" if self is Kind.JPEG else f".{self.value}"
