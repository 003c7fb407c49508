"""The rules of procedure that hold on a day: to read, and to print. Open to everyone."""

from datetime import date

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kkr_portal.documents import pdf
from kkr_portal.law import NotInForce
from meetings import prints
from meetings.rules.editions import Edition, edition_on


def _edition(day: date) -> Edition:
    try:
        return edition_on(day)
    except NotInForce as reason:
        raise Http404(str(reason)) from None


@login_not_required
def edition(request: HttpRequest, date: date) -> HttpResponse:
    return render(request, "meetings/edition.html", {"edition": _edition(date), "day": date})


@login_not_required
def edition_pdf(request: HttpRequest, date: date) -> HttpResponse:
    found = _edition(date)
    content = pdf.render("meetings/pdf/edition.html", {"edition": found})
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = prints.disposition(f"{found.title}.pdf")
    return response
