"""Reports and measurements."""

from django.urls import path

from contracts.urls.paths import CONTRACT
from contracts.views import measuring, report_files, reporting

urlpatterns = [
    path("reports/<int:pk>/", reporting.report, name="report"),
    path("reports/<int:pk>/edit/", reporting.edit_period, name="edit_period"),
    path("reports/<int:pk>/report.pdf", report_files.report_pdf, name="report_pdf"),
    path("reports/<int:pk>/report.<str:kind>", report_files.report_file, name="report_file"),
    path("reports/<int:pk>/measure/<int:target_pk>/", measuring.measure, name="measure"),
    path("reports/<int:pk>/restore/", measuring.restore_measurement, name="restore_measurement"),
    path("reports/<int:pk>/<slug:name>/", reporting.step, name="report_step"),
    path("measurements/<int:pk>/delete/", measuring.delete_measurement, name="delete_measurement"),
    path("measurements/<int:pk>/file/", measuring.measurement_file, name="measurement_file"),
    path(f"{CONTRACT}reports/", reporting.report_list, name="reports"),
    path(f"{CONTRACT}reports.<str:kind>", reporting.report_list_file, name="reports_file"),
    path(f"{CONTRACT}reports/new/", reporting.new_period, name="new_period"),
]
