"""A KKR's new term, step by step."""

from django.urls import path

from kkr_portal.first_steps import views

app_name = "first_steps"
urlpatterns = [
    path("", views.steps, name="steps"),
    path("<slug:council>/", views.council, name="council"),
    path("<slug:council>/<int:year>/", views.council, name="term"),
]
