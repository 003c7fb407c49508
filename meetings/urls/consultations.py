"""Written consultation: a KKR's list, one consultation, its answers, its end."""

from django.urls import path

from meetings.urls.paths import COUNCIL
from meetings.views import consultation_answers, consultations

urlpatterns = [
    path(f"{COUNCIL}consultations/", consultations.ConsultationList.as_view(), name="consultations"),
    path(
        f"{COUNCIL}consultations.<str:kind>", consultations.consultation_list_file, name="consultations_file"
    ),
    path(f"{COUNCIL}consultations/new/", consultations.create, name="create_consultation"),
    path("consultations/<int:pk>/", consultations.detail, name="consultation"),
    path("consultations/<int:pk>/sheet.pdf", consultations.sheet_pdf, name="consultation_pdf"),
    path("consultations/<int:pk>/answers.<str:kind>", consultations.answers_file, name="answers_file"),
    path("consultations/<int:pk>/edit/", consultations.edit, name="edit_consultation"),
    path("consultations/<int:pk>/delete/", consultations.delete, name="delete_consultation"),
    path("consultations/<int:pk>/send-out/", consultations.send_out, name="send_consultation"),
    path("consultations/<int:pk>/take-back/", consultations.take_back, name="take_back_consultation"),
    path("consultations/<int:pk>/answer/", consultation_answers.own, name="answer_consultation"),
    path("consultations/answers/<int:pk>/", consultation_answers.received, name="record_answer"),
    path("consultations/<int:pk>/close/", consultation_answers.close, name="close_consultation"),
    path("consultations/<int:pk>/reopen/", consultation_answers.reopen, name="reopen_consultation"),
    path("consultations/<int:pk>/report/", consultation_answers.report, name="report_consultation"),
]
