"""The addresses of this room, by subject. Fixed words come before those with a name in them."""

from quotas.urls import agreements, issues, what_if

app_name = "quotas"
urlpatterns = [*what_if.urlpatterns, *agreements.urlpatterns, *issues.urlpatterns]
