"""Pages that exist in the tests alone: every field of the template pack, and every behaviour in static/js.

Set ROOT_URLCONF to this module to have them beside the portal's own addresses.
"""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row, Submit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.urls import include, path

from kkr_portal import richtext
from kkr_portal.forms import DanishDateField, DanishTimeField

PAGE = """{% extends "base.html" %}{% load crispy_forms_tags %}
{% block title %}Alle felter{% endblock %}
{% block breadcrumbs %}<li><a href="/show/">Prøver</a></li><li aria-current="page">Alle felter</li>{% endblock %}
{% block content %}"""

FIELDS = PAGE + """
<div class="page-head"><h1>Ekstraordinært møde i KKR Midtjylland</h1>
<div class="actions"><a class="button button-secondary" href="#">Vis dagsordenen</a></div></div>
<p class="font-lead">Udfyld mødets oplysninger. Dagsordenen kan sendes, når tid og sted er på plads.</p>
{% crispy form %}
<h2>Deltagere</h2>
{% crispy formset formset.helper %}
{% endblock %}"""

PARTS = PAGE + """
<h1>Møder</h1>
<p class="font-lead">KKR Midtjyllands møder i valgperioden, de nyeste først.</p>
{% include "_components/alert.html" with kind="warning" heading="Dagsordenen er ikke sendt" text="Fristen var i går." only %}
<h2>Næste møde</h2>
<dl class="facts"><div><dt>Tid</dt><dd>Mandag den 11. oktober 2021 kl. 10.00</dd></div>
<div><dt>Sted</dt><dd>Regionshuset Viborg</dd></div>
<div><dt>Tilstand</dt><dd><span class="badge badge--warning">Kladde</span> <span class="badge badge--closed">Lukket punkt</span></dd></div></dl>
<h2>Fordelingsnøgle</h2>
<table class="data-table data-table--cards"><caption>Grundtilskud i 1.000 kr.</caption>
<thead><tr><th scope="col">Kommune</th><th scope="col">By eller land</th><th scope="col" class="number">Indbyggere</th><th scope="col" class="number">Beløb</th></tr></thead>
<tbody>{% for row in rows %}<tr><th scope="row">{{ row.0 }}</th><td data-label="By eller land">{{ row.1 }}</td>
<td class="number" data-label="Indbyggere">{{ row.2 }}</td><td class="number" data-label="Beløb">{{ row.3 }}</td></tr>{% endfor %}</tbody></table>
<h2>Bilag</h2>
<ul class="card-list no-max-width"><li><a href="#">Resultatkontrakt 2022</a><p>PDF, 24 sider, lagt op af sekretariatet</p></li>
<li><a href="#">Forretningsorden</a><p>PDF, 6 sider</p></li></ul>
<div class="prose">{{ text|markdown }}</div>
{% endblock %}"""

TYPED = PAGE + """
<h1>Rediger punktet</h1>
{% if saved %}<p data-saved="item-1">Gemt.</p>{% endif %}
<form method="post" data-keep-typed="item-1" novalidate>{% csrf_token %}{{ form|crispy }}
<div class="form-actions"><button class="button button-primary">Gem</button></div></form>
{% endblock %}"""

ORDER = PAGE + """
<h1>Bilagenes rækkefølge</h1>
<form data-sortable method="post" action="/show/order/{{ fails }}">{% csrf_token %}<ol>
{% for letter in order %}<li><input type="hidden" name="order" value="{{ letter }}"><span data-sortable-title>Bilag {{ letter }}</span>
<button class="button button-secondary button--small" name="move" value="{{ letter }}:up" aria-label="Flyt Bilag {{ letter }} op">Flyt op</button>
<button class="button button-secondary button--small" name="move" value="{{ letter }}:down" aria-label="Flyt Bilag {{ letter }} ned">Flyt ned</button></li>
{% endfor %}</ol><button class="button button-primary" data-sortable-save>Gem rækkefølge</button></form>
{% endblock %}"""

ROWS = [("Favrskov", "land", "48.385", "1.442"), ("Aarhus", "by", "349.983", "10.430"), ("Samsø", "land", "3.657", "109")]
TEXT = "Styregruppen **indstiller**, at KKR drøfter [kontrakten](https://www.kl.dk/).\n\n- Første punkt\n- Andet punkt\n\n| Mål | 2022 |\n| --- | ---: |\n| Vækst | 48 pct. |"
order: list[str] = []


class EveryField(forms.Form):
    """One field of each kind the pack knows."""

    title = forms.CharField(label="Titel", max_length=60)
    date = DanishDateField(label="Dato")
    time = DanishTimeField(label="Klokkeslæt", required=False)
    kind = forms.ChoiceField(label="Art", choices=[("", "Vælg"), ("ordinary", "Ordinært"), ("extra", "Ekstraordinært")])
    body = forms.CharField(
        label="Sagsfremstilling", help_text="Skriv kort, hvad sagen drejer sig om.",
        widget=forms.Textarea(attrs={"data-markdown": True, "data-preview-url": "/show/preview/"}),
    )  # fmt: skip
    place = forms.ChoiceField(
        label="Mødeform", choices=[("room", "Fysisk"), ("virtual", "Virtuelt")], widget=forms.RadioSelect,
        help_text="Formanden og næstformanden beslutter, om mødet holdes virtuelt.",
    )  # fmt: skip
    told = forms.MultipleChoiceField(
        label="Orienteres", choices=[("members", "Medlemmer"), ("houses", "Erhvervshuse"), ("press", "Presse")],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    attachment = forms.FileField(label="Bilag", required=False, help_text="PDF, PNG eller JPEG, højst 50 MB.")
    closed = forms.BooleanField(label="Punktet er lukket", help_text="Offentligheden ser kun nummeret.")
    version = forms.IntegerField(widget=forms.HiddenInput, initial=1)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = FormHelper()
        self.helper.layout = Layout(
            "title", Row(Column("date"), Column("time")), "kind", "body", "place", "told",
            Fieldset("Bilag og lukning", "attachment", "closed"), "version",
        )  # fmt: skip
        self.helper.add_input(Submit("save", "Gem mødet"))
        self.helper.add_input(Submit("preview", "Vis udkast", css_class="button-secondary"))


class Participant(forms.Form):
    name = forms.CharField(label="Navn")
    seats = forms.IntegerField(label="Pladser", min_value=0)
    since = DanishDateField(label="Fra", required=False)


Participants = forms.formset_factory(Participant, extra=2, can_delete=True)


class TypedForm(forms.Form):
    title = forms.CharField(label="Titel")
    body = forms.CharField(label="Sagsfremstilling", widget=forms.Textarea)


def _render(request: HttpRequest, source: str, **context: object) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(source).render(context, request))


@login_not_required
def fields(request: HttpRequest) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    formset = Participants(data)
    formset.helper = FormHelper()
    formset.helper.template = "dkfds/table_inline_formset.html"
    formset.helper.form_tag = False
    formset.helper.disable_csrf = True
    return _render(request, FIELDS, form=EveryField(data, request.FILES or None), formset=formset)


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    """The page of fields as it comes back with every error."""
    data = {
        "title": "x" * 61, "date": "31-02-2021", "time": "25.00", "version": "1",
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-name": "", "form-0-seats": "mange",
    }  # fmt: skip
    formset = Participants(data)
    formset.helper = FormHelper()
    formset.helper.template = "dkfds/table_inline_formset.html"
    formset.helper.form_tag = False
    formset.helper.disable_csrf = True
    return _render(request, FIELDS, form=EveryField(data), formset=formset)


@login_not_required
def parts(request: HttpRequest) -> HttpResponse:
    messages.success(request, "Mødet er gemt.")
    messages.error(request, "Mailen kunne ikke sendes.")
    return _render(request, PARTS, rows=ROWS, text=TEXT)


def typed(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return redirect("/show/typed/?saved=1")
    return _render(
        request, TYPED, form=TypedForm(initial={"title": "Første", "body": "Sagen"}), saved="saved" in request.GET
    )


@login_not_required
def put_in_order(request: HttpRequest, fails: str = "") -> HttpResponse:
    if request.method == "GET":
        return _render(request, ORDER, order=order, fails=fails)
    if fails:
        return HttpResponse("En anden har ændret listen imens.", status=409, content_type="text/plain")
    if "move" in request.POST:
        letter, _, direction = request.POST["move"].partition(":")
        at = order.index(letter)
        order.insert(max(at + (-1 if direction == "up" else 1), 0), order.pop(at))
        return redirect("/show/order/")
    order[:] = request.POST.getlist("order")
    return HttpResponse(status=204)


@login_not_required
def preview(request: HttpRequest) -> HttpResponse:
    return HttpResponse(richtext.to_html(request.POST["text"]))


urlpatterns = [
    path("show/", fields),
    path("show/refused/", refused),
    path("show/parts/", parts),
    path("show/typed/", typed),
    path("show/order/", put_in_order),
    path("show/order/<str:fails>", put_in_order),
    path("show/preview/", preview),
    path("", include("kkr_portal.urls")),
]
