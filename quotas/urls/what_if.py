"""What if: the page, and calculations that are kept."""

from django.urls import path

from quotas.views import what_if

urlpatterns = [
    path("what-if/", what_if.page, name="what_if"),
    path("what-if.<str:kind>", what_if.page_file, name="what_if_file"),
    path("what-if/keep/", what_if.keep, name="what_if_keep"),
    path("what-if/<int:pk>/", what_if.scenario, name="scenario"),
    path("what-if/<int:pk>/scenario.pdf", what_if.scenario_pdf, name="scenario_pdf"),
    path("what-if/<int:pk>/scenario.<str:kind>", what_if.scenario_file, name="scenario_file"),
    path("what-if/<int:pk>/delete/", what_if.delete, name="scenario_delete"),
]
