"""The addresses of this room, by subject. Fixed words come before those with a name in them."""

from quotas.urls import agreements, issues, quota_map, what_if

app_name = "quotas"
urlpatterns = [
    *what_if.urlpatterns,
    *quota_map.urlpatterns,
    *agreements.urlpatterns,
    *issues.urlpatterns,
]
