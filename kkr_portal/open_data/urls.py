"""What programs and search engines ask for, at the addresses where they look for it."""

from django.urls import path, re_path

from kkr_portal.open_data import views

app_name = "open_data"
urlpatterns = [
    path("open-data/", views.page, name="page"),
    path("news.atom", views.news, name="news"),
    path("news/<slug:council>.atom", views.news, name="news_of"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    re_path(r"^was/?$", views.accessibility, name="accessibility"),
]
