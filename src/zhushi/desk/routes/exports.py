from django.urls import path

from zhushi.desk.views import exports

urlpatterns = [
    path("", exports.exports, name="exports"),
    path("<int:pk>/", exports.export, name="export"),
    path("<int:pk>/file/", exports.fetch, name="fetch_export"),
    path("<int:pk>/removal/", exports.remove, name="remove_export"),
]
