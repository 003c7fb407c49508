from django.urls import path

from kkr_portal.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.outbox, name="list"),
    path("outbox.<str:kind>", views.outbox_file, name="list_file"),
    path("batches/<int:pk>/recipients.<str:kind>", views.batch_file, name="batch_file"),
    path("batches/<int:pk>/", views.batch, name="batch"),
    path("batches/<int:pk>/release/", views.release_batch, name="release_batch"),
    path("batches/<int:pk>/discard/", views.discard_batch, name="discard_batch"),
    path("mails/<int:pk>/", views.mail, name="mail"),
    path("mails/<int:pk>/file/", views.attached_file, name="file"),
    path("mails/<int:pk>/edit/", views.edit, name="edit"),
    path("mails/<int:pk>/release/", views.release, name="release"),
    path("mails/<int:pk>/discard/", views.discard, name="discard"),
    path("mails/<int:pk>/bring-back/", views.bring_back, name="bring_back"),
    path("mails/<int:pk>/settle/", views.settle, name="settle"),
]
