"""An issue's quotas as a map, as bars and as a table."""

from django.urls import path

from quotas.views import quota_map

urlpatterns = [
    path("<int:year>/<int:number>/map/", quota_map.page, name="map"),
    path("<int:year>/<int:number>/map.<str:kind>", quota_map.file, name="map_file"),
]
