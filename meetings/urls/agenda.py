"""The agenda: sections, items, attachments, prints."""

from django.urls import path

from meetings.urls.paths import MEETING
from meetings.views import attachments, editions, items, meetings, prints

urlpatterns = [
    path("", meetings.MeetingList.as_view(), name="list"),
    path("meetings.<str:kind>", meetings.meeting_list_file, name="list_file"),
    path("new/", meetings.create, name="create"),
    path("rules/<date:date>/", editions.edition, name="edition"),
    path("rules/<date:date>/edition.pdf", editions.edition_pdf, name="edition_pdf"),
    path(MEETING, meetings.detail, name="detail"),
    path(f"{MEETING}edit/", meetings.edit, name="edit"),
    path(f"{MEETING}organise/", meetings.organise, name="organise"),
    path(f"{MEETING}agenda.pdf", prints.agenda_pdf, name="agenda_pdf"),
    path(f"{MEETING}packet.pdf", prints.packet_pdf, name="packet_pdf"),
    path(f"{MEETING}sections/", items.add_section, name="add_section"),
    path(f"{MEETING}sections/order/", items.order_sections, name="order_sections"),
    path(f"{MEETING}items/new/", items.create, name="create_item"),
    path(f"{MEETING}restore/", items.restore, name="restore_item"),
    path("sections/<int:pk>/edit/", items.edit_section, name="edit_section"),
    path("sections/<int:pk>/delete/", items.delete_section, name="delete_section"),
    path("sections/<int:pk>/order/", items.order_items, name="order_items"),
    path("items/<int:pk>/edit/", items.edit, name="edit_item"),
    path("items/<int:pk>/delete/", items.delete, name="delete_item"),
    path("items/<int:pk>/attach/", attachments.attach, name="attach"),
    path("items/<int:pk>/attach-live/", attachments.attach_live_document, name="attach_live"),
    path("attachments/<int:pk>/keep-as-file/", attachments.keep_as_file, name="keep_as_file"),
    path("items/<int:pk>/order/", attachments.order, name="order_attachments"),
    path("items/<int:pk>/restore/", attachments.restore, name="restore_attachment"),
    path("attachments/<int:pk>/", attachments.download, name="attachment"),
    path("items/<int:pk>/files/", attachments.files_under_way, name="files_under_way"),
    path("attachments/<int:pk>/original/", attachments.original, name="original"),
    path("attachments/<int:pk>/convert-again/", attachments.convert_again, name="convert_again"),
    path("attachments/<int:pk>/edit/", attachments.edit, name="edit_attachment"),
    path("attachments/<int:pk>/delete/", attachments.delete, name="delete_attachment"),
]
