"""Sign-in, sign-out, passwords and the user's own page."""

from typing import cast

from axes.models import AccessLog
from axes.utils import reset as lift_lock_out
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView

from kkr_portal.access import forms, kept, two_step
from kkr_portal.access.models import User


class SignIn(views.LoginView):
    """E-mail and password; whoever has two-step sign-in turned on goes on to the code."""

    form_class = forms.SignInForm
    template_name = "access/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: forms.SignInForm) -> HttpResponse:  # type: ignore[override]
        user = form.get_user()
        if not two_step.is_on(user):
            return super().form_valid(form)
        two_step.begin(self.request, user)
        return redirect(f"{reverse('access:second_step')}?{urlencode({'next': self.get_redirect_url()})}")


@method_decorator([login_not_required, never_cache, sensitive_post_parameters("code")], name="dispatch")
class SecondStep(views.RedirectURLMixin, FormView):
    """The code from the app. Only here does a user with two-step sign-in become signed in."""

    form_class = forms.CodeOrRecoveryForm
    template_name = "access/second_step.html"
    next_page = settings.LOGIN_REDIRECT_URL

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        self.user = two_step.pending_user(request)
        if self.user is None:
            messages.warning(request, "Det tog for lang tid. Log ind igen.")
            return redirect(f"{reverse('access:sign_in')}?{urlencode({'next': self.get_redirect_url()})}")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.CodeOrRecoveryForm) -> HttpResponse:
        assert self.user is not None  # noqa: S101 – dispatch has seen to it
        if not two_step.accept(self.request, self.user, form.cleaned_data["code"]):
            form.add_error("code", "Koden er ikke rigtig. Vent på den næste kode i appen, og prøv igen.")
            return self.form_invalid(form)
        login(self.request, self.user)
        return HttpResponseRedirect(self.get_success_url())


@method_decorator(login_not_required, name="dispatch")
class SignOut(views.LogoutView):
    """POST only. Open, so that a second press, after the session has ended, is no error."""


class PasswordReset(views.PasswordResetView):
    """Sends the link; says the same whether the address is known or not."""

    form_class = forms.PasswordResetForm
    template_name = "access/password_reset.html"
    subject_template_name = "access/password_reset_subject.txt"
    email_template_name = "access/password_reset_mail.txt"
    success_url = reverse_lazy("access:password_reset_sent")
    extra_email_context = {"minutes": settings.PASSWORD_RESET_TIMEOUT // 60, "portal": settings.PORTAL_URL}


class PasswordResetConfirm(views.PasswordResetConfirmView):
    """The new password. It signs nobody in, so the second step still stands."""

    form_class = forms.SetPasswordForm
    template_name = "access/password_reset_confirm.html"
    success_url = reverse_lazy("access:sign_in")

    def form_valid(self, form: forms.SetPasswordForm) -> HttpResponse:  # type: ignore[override]
        lift_lock_out(username=form.user.email)
        messages.success(self.request, "Den nye adgangskode er gemt. Log ind med den.")
        return super().form_valid(form)


class PasswordChange(views.PasswordChangeView):
    form_class = forms.PasswordChangeForm
    template_name = "access/password_change.html"
    success_url = reverse_lazy("access:account")

    def form_valid(self, form: forms.PasswordChangeForm) -> HttpResponse:  # type: ignore[override]
        messages.success(self.request, "Den nye adgangskode er gemt.")
        return super().form_valid(form)


class Account(TemplateView):
    """What the portal knows about the user who looks."""

    template_name = "access/account.html"

    def get_context_data(self, **kwargs: object) -> dict[str, object]:
        user = cast(User, self.request.user)
        return super().get_context_data(**kwargs) | {
            "two_step": two_step.is_on(user),
            "sign_ins": AccessLog.objects.filter(username=user.email).order_by("-attempt_time")[:5],
        }


def locked_out(
    request: HttpRequest, response: object = None, credentials: object = None, *args: object
) -> HttpResponse:
    """Too many wrong passwords or codes: say how long to wait (429)."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "access/locked_out.html", {"minutes": minutes}, status=429)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was older than the sign-in, or did not come from the portal (403)."""
    return kept.keep_after_new_sign_in(request, reason) or render(request, "403_csrf.html", status=403)
