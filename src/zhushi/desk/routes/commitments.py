from django.urls import path

from zhushi.desk.views import commitments

urlpatterns = [
    path("", commitments.commitments, name="commitments"),
    path("<int:pk>/result/", commitments.settle, name="settle_commitment"),
]
