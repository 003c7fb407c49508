from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.urls import path

app_name = "access"
urlpatterns = [
    path(
        "sign-in/",
        login_not_required(views.LoginView.as_view(template_name="access/sign_in.html")),
        name="sign_in",
    ),
    path("sign-out/", views.LogoutView.as_view(), name="sign_out"),
]
