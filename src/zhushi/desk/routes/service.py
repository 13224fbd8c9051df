from django.urls import path

from zhushi.desk.views import needs

urlpatterns = [
    path("needs/", needs.need_list, name="needs"),
    path("needs/new/", needs.note, name="note_need"),
    path("needs/<int:need>/", needs.need, name="need"),
    path("needs/<int:need>/drop/", needs.drop, name="drop_need"),
]
