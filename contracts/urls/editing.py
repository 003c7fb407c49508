"""Editing of a contract, part by part."""

from django.urls import path

from contracts.urls.paths import CONTRACT
from contracts.views import earlier, editing, goals, key, obligations

EDIT = f"{CONTRACT}edit/"

urlpatterns = [
    path(EDIT, editing.edit, name="edit"),
    path(f"{EDIT}basics/", editing.edit_basics, name="edit_basics"),
    path(f"{EDIT}parts/<slug:kind>/", editing.edit_part, name="edit_part"),
    path(f"{EDIT}focus-areas/new/", editing.focus_new, name="focus_new"),
    path(f"{EDIT}focus-areas/order/", editing.focus_order, name="focus_order"),
    path(f"{EDIT}focus-areas/restore/", editing.focus_restore, name="focus_restore"),
    path(f"{EDIT}focus-areas/<int:pk>/", editing.focus_edit, name="focus_edit"),
    path(f"{EDIT}focus-areas/<int:pk>/delete/", editing.focus_delete, name="focus_delete"),
    path(f"{EDIT}goals/new/", goals.goal_new, name="goal_new"),
    path(f"{EDIT}goals/order/", goals.goal_order, name="goal_order"),
    path(f"{EDIT}goals/restore/", goals.goal_restore, name="goal_restore"),
    path(f"{EDIT}goals/<int:pk>/", goals.goal_edit, name="goal_edit"),
    path(f"{EDIT}goals/<int:pk>/delete/", goals.goal_delete, name="goal_delete"),
    path(f"{EDIT}goals/<int:pk>/points/restore/", goals.point_restore, name="point_restore"),
    path(f"{EDIT}key/", key.key, name="key"),
    path(f"{EDIT}obligations/new/", obligations.obligation_new, name="obligation_new"),
    path(f"{EDIT}obligations/restore/", obligations.obligation_restore, name="obligation_restore"),
    path(f"{EDIT}obligations/<int:pk>/", obligations.obligation_edit, name="obligation_edit"),
    path(f"{EDIT}obligations/<int:pk>/delete/", obligations.obligation_delete, name="obligation_delete"),
    path(f"{EDIT}earlier/<slug:what>/<int:pk>/", earlier.earlier, name="earlier"),
]
