"""The user's own pages for turning two-step sign-in on and off."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from kkr_portal.access import two_step
from kkr_portal.access.forms import CodeForm, ConfirmForm
from kkr_portal.access.models import User


def _user(request: HttpRequest) -> User:
    return cast(User, request.user)


@method_decorator(never_cache, name="dispatch")
class TurnOn(FormView):
    """Shows the key as a QR code and as text, and takes the first code from the app."""

    form_class = CodeForm
    template_name = "access/two_step_on.html"

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if two_step.is_on(_user(request)):
            return redirect("access:account")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        key = two_step.new_key(self.request)
        qr_code = two_step.qr_code(_user(self.request), key)
        return super().get_context_data(**kwargs) | {"qr_code": qr_code, "key": two_step.readable(key)}

    def form_valid(self, form: CodeForm) -> HttpResponse:
        codes = two_step.turn_on(self.request, _user(self.request), form.cleaned_data["code"])
        if codes is None:
            form.add_error(
                "code", "Koden er ikke rigtig. Kontrollér, at telefonens ur går rigtigt, og prøv igen."
            )
            return self.form_invalid(form)
        messages.success(self.request, "Totrinslogin er slået til.")
        return render(self.request, "access/recovery_codes.html", {"codes": codes})


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class WithPassword(FormView):
    """Something about two-step sign-in that asks for the password again."""

    form_class = ConfirmForm
    template_name = "access/two_step_confirm.html"
    success_url = reverse_lazy("access:account")
    title = explanation = button = ""

    def get_form_kwargs(self) -> dict[str, object]:
        return super().get_form_kwargs() | {"user": _user(self.request), "button": self.button}

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        return super().get_context_data(**kwargs) | {"title": self.title, "explanation": self.explanation}


class TurnOff(WithPassword):
    title, button = "Slå totrinslogin fra", "Slå fra"
    explanation = "Derefter er adgangskoden nok til at logge ind på din konto."

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        two_step.turn_off(_user(self.request))
        messages.success(self.request, "Totrinslogin er slået fra.")
        return super().form_valid(form)


class NewRecoveryCodes(WithPassword):
    title, button = "Nye nødkoder", "Lav nye nødkoder"
    explanation = "Du får ti nye nødkoder. De gamle virker ikke længere."

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not two_step.is_on(_user(request)):
            return redirect("access:account")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        codes = two_step.new_recovery_codes(_user(self.request))
        return render(self.request, "access/recovery_codes.html", {"codes": codes})
