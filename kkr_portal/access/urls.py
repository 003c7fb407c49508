from django.conf import settings
from django.contrib.auth import views as auth_views
from django.urls import path

from kkr_portal.access import single_sign_on, two_step_views, views

app_name = "access"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-in/code/", views.SecondStep.as_view(), name="second_step"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("password/forgotten/", views.PasswordReset.as_view(), name="password_reset"),
    path(
        "password/forgotten/sent/",
        auth_views.PasswordResetDoneView.as_view(template_name="access/password_reset_sent.html"),
        name="password_reset_sent",
    ),
    path(
        "password/new/<uidb64>/<token>/",
        views.PasswordResetConfirm.as_view(),
        name="password_reset_confirm",
    ),
    path("account/", views.Account.as_view(), name="account"),
    path("account/password/", views.PasswordChange.as_view(), name="password_change"),
    path("account/two-step/on/", two_step_views.TurnOn.as_view(), name="two_step_on"),
    path("account/two-step/off/", two_step_views.TurnOff.as_view(), name="two_step_off"),
    path("account/two-step/codes/", two_step_views.NewRecoveryCodes.as_view(), name="recovery_codes"),
]
if settings.SINGLE_SIGN_ON:
    urlpatterns += [
        path("single-sign-on/", single_sign_on.Begin.as_view(), name="single_sign_on"),
        path("single-sign-on/back/", single_sign_on.Callback.as_view(), name="single_sign_on_callback"),
    ]
