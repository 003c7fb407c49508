"""The yearly calendar."""

from django.urls import path

from kkr_portal.year import feed_views, views

app_name = "year"
urlpatterns = [
    path("", views.page, name="now"),
    path("<int:year>/", views.page, name="year"),
    path("<int:year>/dates.ics", views.file, name="file"),
    path("<int:year>/dates.<str:kind>", views.list_file, name="list_file"),
    path("feeds/", feed_views.subscriptions, name="feeds"),
    path("feeds/<int:pk>/revoke/", feed_views.revoke, name="revoke_feed"),
    path("feeds/<slug:token>.ics", feed_views.feed, name="feed"),
]
