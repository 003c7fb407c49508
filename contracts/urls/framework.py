"""Framework agreements, and KL's pages for writing in them."""

from django.urls import path

from contracts.views import framework, framework_editing, framework_measures, framework_tables

ONE = "frameworks/<slug:slug>/"
EDIT = f"{ONE}edit/"
GOAL = f"{EDIT}goals/<int:goal>/"
MEASURE = f"{GOAL}measures/<int:pk>/"

urlpatterns = [
    path("frameworks/", framework.framework_list, name="framework_list"),
    path("frameworks.<str:kind>", framework.framework_list_file, name="frameworks_file"),
    path("frameworks/new/", framework_editing.new, name="framework_new"),
    path(ONE, framework.framework, name="framework"),
    path(f"{ONE}goals.<str:kind>", framework.framework_goals_file, name="framework_goals_file"),
    path(EDIT, framework_editing.edit, name="framework_edit"),
    path(f"{EDIT}basics/", framework_editing.basics, name="framework_basics"),
    path(f"{EDIT}delete/", framework_editing.delete, name="framework_delete"),
    path(f"{EDIT}places/", framework_tables.places, name="framework_places"),
    path(f"{EDIT}goals/new/", framework_editing.goal_new, name="framework_goal_new"),
    path(f"{EDIT}goals/order/", framework_editing.goal_order, name="framework_goal_order"),
    path(f"{EDIT}goals/restore/", framework_editing.goal_restore, name="framework_goal_restore"),
    path(f"{EDIT}goals/<int:pk>/", framework_editing.goal_edit, name="framework_goal"),
    path(f"{EDIT}goals/<int:pk>/delete/", framework_editing.goal_delete, name="framework_goal_delete"),
    path(f"{GOAL}measures/new/", framework_measures.measure_new, name="framework_measure_new"),
    path(f"{GOAL}measures/order/", framework_measures.measure_order, name="framework_measure_order"),
    path(f"{GOAL}measures/restore/", framework_measures.measure_restore, name="framework_measure_restore"),
    path(MEASURE, framework_measures.measure_edit, name="framework_measure"),
    path(f"{MEASURE}delete/", framework_measures.measure_delete, name="framework_measure_delete"),
    path(f"{MEASURE}restore/", framework_measures.target_restore, name="framework_target_restore"),
    path(f"{MEASURE}baselines/", framework_tables.baselines, name="framework_baselines"),
    path(f"{EDIT}obligations/new/", framework_editing.obligation_new, name="framework_duty_new"),
    path(f"{EDIT}obligations/restore/", framework_editing.obligation_restore, name="framework_duty_restore"),
    path(f"{EDIT}obligations/<int:pk>/", framework_editing.obligation_edit, name="framework_duty"),
    path(
        f"{EDIT}obligations/<int:pk>/delete/", framework_editing.obligation_delete,
        name="framework_duty_delete",
    ),
]  # fmt: skip
