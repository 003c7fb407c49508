"""The forms of sign-in, password and two-step sign-in."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from django import forms
from django.contrib.auth import forms as auth_forms

from kkr_portal.access.models import User


class WithButton:
    """A form with one button, whose text is ``button``."""

    button: str

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.add_input(Submit("", self.button))
        return helper


class SignInForm(WithButton, auth_forms.AuthenticationForm):
    """E-mail and password. One message for every failure, so that it tells nothing about who exists."""

    button = "Log ind"
    username = forms.CharField(
        label="E-mail",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    error_messages = {
        "invalid_login": "E-mail og adgangskode passer ikke sammen. Prøv igen, eller vælg en ny adgangskode.",
        "inactive": "E-mail og adgangskode passer ikke sammen. Prøv igen, eller vælg en ny adgangskode.",
    }

    def clean_username(self) -> str:
        """As stored; the throttle, too, then counts every spelling as the same account."""
        return str(self.cleaned_data["username"]).strip().lower()


class PasswordResetForm(WithButton, auth_forms.PasswordResetForm):
    button = "Send link"

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class SetPasswordForm(WithButton, auth_forms.SetPasswordForm):
    button = "Gem ny adgangskode"


class PasswordChangeForm(WithButton, auth_forms.PasswordChangeForm):
    button = "Gem ny adgangskode"


class CodeForm(WithButton, forms.Form):
    """A code from the authenticator app."""

    button = "Fortsæt"
    code = forms.CharField(
        label="Kode",
        max_length=16,
        help_text="De seks cifre, som appen viser nu.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": "Skriv koden."},
    )

    def clean_code(self) -> str:
        """Without the spaces that apps show in the middle."""
        return "".join(str(self.cleaned_data["code"]).split()).lower()


class CodeOrRecoveryForm(CodeForm):
    """At sign-in a recovery code will do as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "De seks cifre, som appen viser nu, eller en af dine nødkoder."


class ConfirmForm(WithButton, forms.Form):
    """The user's own password, asked again before something that weakens the account."""

    password = forms.CharField(
        label="Din adgangskode",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, button: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.button = user, button

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError("Adgangskoden er ikke rigtig.")
        return password
