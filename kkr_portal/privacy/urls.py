from django.urls import path

from kkr_portal.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.page, name="page"),
    path("mine/", views.mine, name="mine"),
    path("mine/all.zip", views.mine_file, name="mine_file"),
    path("people/", views.find, name="find"),
]
for kind, folder in (("person", "people"), ("user", "users")):
    urlpatterns += [
        path(f"{folder}/<int:pk>/", views.overview, {"kind": kind}, name=kind),
        path(f"{folder}/<int:pk>/all.zip", views.file, {"kind": kind}, name=f"{kind}_file"),
        path(f"{folder}/<int:pk>/erase/", views.erase, {"kind": kind}, name=f"{kind}_erase"),
    ]
