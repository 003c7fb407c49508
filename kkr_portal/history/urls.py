from django.urls import path

from kkr_portal.history import views

app_name = "history"
urlpatterns = [
    path("<slug:app_label>/<slug:model_name>/<int:pk>/", views.object_history, name="object"),
    path(
        "<slug:app_label>/<slug:model_name>/<int:pk>/history.<str:kind>",
        views.object_history_file,
        name="object_file",
    ),
]
