from django.urls import path

from zhushi.desk.views import matter_list

urlpatterns = [
    path("", matter_list.matters, name="matters"),
    path("export/", matter_list.export, name="matters_export"),
    path("filters/", matter_list.save, name="filter_save"),
    path("filters/<int:pk>/forget/", matter_list.forget, name="filter_forget"),
]
