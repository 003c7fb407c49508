"""Minutes and what follows from them."""

from django.urls import URLPattern, path

from meetings.urls.paths import COUNCIL, MEETING
from meetings.views import follow_ups, minutes, minutes_life, minutes_parts

urlpatterns: list[URLPattern] = [
    path("approved-minutes/<int:pk>.pdf", minutes.approved_file, name="approved_minutes"),
    path("minutes-parts/<int:pk>/keep/", minutes_parts.keep, name="keep_minutes_part"),
    path("items/<int:pk>/minutes/", minutes_parts.edit_item, name="edit_minutes_item"),
    path("items/<int:pk>/follow-ups/new/", follow_ups.create, name="create_follow_up"),
    path("follow-ups/<int:pk>/edit/", follow_ups.edit, name="edit_follow_up"),
    path("follow-ups/<int:pk>/done/", follow_ups.mark, name="mark_follow_up"),
    path("follow-ups/<int:pk>/delete/", follow_ups.delete, name="delete_follow_up"),
    path(f"{COUNCIL}follow-ups/", follow_ups.page, name="follow_ups"),
    path(f"{COUNCIL}follow-ups.pdf", follow_ups.page_pdf, name="follow_ups_pdf"),
    path(f"{COUNCIL}follow-ups.<str:kind>", follow_ups.page_file, name="follow_ups_file"),
    path(f"{MEETING}minutes/", minutes.page, name="minutes"),
    path(f"{MEETING}minutes.pdf", minutes.page_pdf, name="minutes_pdf"),
    path(f"{MEETING}minutes/share/", minutes_life.share, name="share_minutes"),
    path(f"{MEETING}minutes/withdraw/", minutes_life.withdraw, name="withdraw_minutes"),
    path(f"{MEETING}minutes/approve/", minutes_life.approve, name="approve_minutes"),
    path(f"{MEETING}minutes/approve/item/", minutes_life.add_item, name="add_approval_item"),
    path(f"{MEETING}minutes/close/", minutes_life.close, name="close_meeting"),
    path(f"{MEETING}minutes/reopen/", minutes_life.reopen, name="reopen_meeting"),
    path(f"{MEETING}minutes/restore/", minutes_parts.restore, name="restore_minutes_part"),
    path(f"{MEETING}minutes/parts/<int:pk>/take/", minutes_parts.take, name="take_portals_text"),
    path(f"{MEETING}minutes/<slug:kind>/edit/", minutes_parts.edit, name="edit_minutes_part"),
]
