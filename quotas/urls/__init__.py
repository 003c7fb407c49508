"""The addresses of this room, by subject. Fixed words come before those with a name in them."""

from quotas.urls import agreements, issues

app_name = "quotas"
urlpatterns = [*agreements.urlpatterns, *issues.urlpatterns]
