from django.urls import path

from zhushi.desk.views import publications

urlpatterns = [
    path("", publications.publications, name="publications"),
    path("<int:pk>/", publications.publication, name="publication"),
    path("<int:pk>/approval/", publications.approve, name="create_approval"),
    path("<int:pk>/recall/", publications.recall, name="create_recall"),
]
