"""Chair and deputy chair between the elections: elected, and no longer in the post."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kkr_portal.access.kept import keeps_typed, take_kept
from meetings import member_consequences as consequences
from meetings.actions.officers import elect_officer, officer_leaves
from meetings.actions.periods import in_words
from meetings.forms.member_changes import OfficerLeavesForm
from meetings.forms.members import OfficerForm
from meetings.models import Officer
from meetings.roster import roster_on
from meetings.views.members_found import asked_day, done, editable, editable_term


@keeps_typed
def elect(request: HttpRequest, council: str, post: int) -> HttpResponse:
    if post not in Officer.Post:
        raise Http404
    term = editable_term(request, council, asked_day(request)[0])
    day, _ = asked_day(request, term)
    name = Officer.Post(post).label
    last = Officer.objects.filter(term=term, post=post).order_by("period").last()
    form = OfficerForm(
        request.POST or take_kept(request), roster=roster_on(term.council, day), term=term, last=last
    )
    if request.method == "POST" and form.is_valid():
        new = done(form, lambda: elect_officer(term=term, post=post, **form.cleaned_data))
        if new:
            text = f"{new.person} er {name} fra {in_words(new.period.lower)}."
            messages.success(request, text, extra_tags=f"saved:elect-{term.pk}-{post}")
            return redirect("meetings:members", council)
    context = {
        "form": form, "council": term.council, "heading": f"Registrér valg af {name}",
        "button": "Registrér valget", "branches": consequences.of_election(),
        "draft": f"elect-{term.pk}-{post}", "back": reverse("meetings:members", args=[council]),
    }  # fmt: skip
    return render(request, "meetings/member_step.html", context)


@keeps_typed
def leaves(request: HttpRequest, pk: int) -> HttpResponse:
    officer = editable(request, Officer, pk)
    council = officer.term.council
    form = OfficerLeavesForm(request.POST or take_kept(request), officer=officer)
    posted = request.method == "POST" and form.is_valid()
    left = done(form, lambda: officer_leaves(officer=officer, **form.cleaned_data)) if posted else None
    if left:
        text = f"{left.person} er ikke længere {left.get_post_display()}. {left.group} vælger en ny."
        messages.success(request, text, extra_tags=f"saved:officer-{pk}")
        return redirect("meetings:members", council.slug)
    context = {
        "form": form, "council": council, "button": "Registrér det", "draft": f"officer-{pk}",
        "heading": f"{officer.person} fratræder som {officer.get_post_display()}",
        "branches": consequences.of_officer_leaving(officer),
        "back": reverse("meetings:members", args=[council.slug]),
    }  # fmt: skip
    return render(request, "meetings/member_step.html", context)
