"""Agreements on an issue's municipal quotas."""

from django.urls import path

from quotas.views import agreements

ISSUE = "<int:year>/<int:number>/agreements/"
ONE = f"{ISSUE}<slug:council>/"

urlpatterns = [
    path("<int:year>/<int:number>/agreements.<str:kind>", agreements.of_issue_file, name="agreements_file"),
    path(ISSUE, agreements.of_issue, name="agreements"),
    path(ONE, agreements.agreement, name="agreement"),
    path(f"{ONE}quotas.<str:kind>", agreements.agreement_file, name="agreement_file"),
    path(f"{ONE}begin/", agreements.begin, name="agreement_begin"),
    path(f"{ONE}edit/", agreements.edit, name="agreement_edit"),
    path(f"{ONE}letter.pdf", agreements.letter, name="agreement_letter"),
    path(f"{ONE}unsign/<str:code>/", agreements.unsign, name="agreement_unsign"),
    path(f"{ONE}carry-over/<int:later>/", agreements.carry_over, name="agreement_carry_over"),
    path(f"{ONE}<slug:name>/", agreements.step, name="agreement_step"),
]
