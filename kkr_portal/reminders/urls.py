from django.urls import path

from kkr_portal.reminders import views

app_name = "reminders"
urlpatterns = [
    path("", views.choices, name="choices"),
    path("preview/", views.preview, name="preview"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
