"""The regional council is asked to appoint its member: the letter, and a mail that waits in the outbox."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from boards.forms.region import RegionForm
from boards.found_rounds import editable_round, inside_round
from boards.region_letter import draft_region_mail, region_letter
from kkr_portal.access.kept import keeps_typed, take_kept
from kkr_portal.documents.downloads import pdf_response


def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """As it would be sent today."""
    opened = inside_round(request, pk)
    return pdf_response(region_letter(opened, sent_on=timezone.localdate()), "Anmodning til regionsrådet")


@keeps_typed
@transaction.atomic
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    opened = editable_round(request, pk)
    form = RegionForm(request.POST or take_kept(request), today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        draft_region_mail(opened=opened, **form.cleaned_data)
        messages.success(
            request, "Brevet til regionsrådet ligger som kladde i udbakken. Frigiv det der.",
            extra_tags=f"saved:region-{pk}",
        )  # fmt: skip
        return redirect("boards:round", pk)
    return render(request, "boards/round_form.html", {
        "round": opened, "form": form, "heading": "Bed regionsrådet om at udpege sit medlem",
        "button": "Lav brev og mail", "draft": f"region-{pk}", "back": reverse("boards:round", args=[pk]),
        "told": "Regionsrådet udpeger selv. Brevet nævner pladserne og fristen i rundens plan.",
    })  # fmt: skip
