from django.urls import path

from meetings.urls.paths import COUNCIL
from meetings.views import initiatives

TABLES = f"{COUNCIL}initiatives/"
TABLE = f"{TABLES}<int:pk>/"
urlpatterns = [
    path(TABLES, initiatives.tables, name="initiative_tables"),
    path(f"{COUNCIL}initiatives.<str:kind>", initiatives.tables_file, name="initiative_tables_file"),
    path(f"{TABLES}new/", initiatives.new_table, name="new_initiative_table"),
    path(TABLE, initiatives.table, name="initiative_table"),
    path(f"{TABLE}table.pdf", initiatives.table_pdf, name="initiative_table_pdf"),
    path(f"{TABLE}table.<str:kind>", initiatives.table_file, name="initiative_table_file"),
    path(f"{TABLE}edit/", initiatives.edit_table, name="edit_initiative_table"),
    path(f"{TABLE}delete/", initiatives.delete_table, name="delete_initiative_table"),
    path(f"{TABLE}order/", initiatives.order_initiatives, name="order_initiatives"),
    path(f"{TABLE}restore/", initiatives.restore_initiative, name="restore_initiative"),
    path(f"{TABLE}rows/new/", initiatives.new_initiative, name="new_initiative"),
    path(f"{TABLE}rows/<int:initiative_pk>/", initiatives.edit_initiative, name="edit_initiative"),
    path(f"{TABLE}rows/<int:initiative_pk>/delete/", initiatives.delete_initiative, name="delete_initiative"),
]
