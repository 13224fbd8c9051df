from django.urls import path

from zhushi.desk.views import exemplars

urlpatterns = [
    path("", exemplars.exemplar_list, name="exemplars"),
    path("<int:pk>/", exemplars.exemplar, name="exemplar"),
    path("<int:pk>/confirmation/", exemplars.confirm, name="confirm_exemplar"),
    path("<int:pk>/answer/", exemplars.answer, name="answer_exemplar"),
    path("<int:pk>/publication/", exemplars.publish, name="publish_exemplar"),
    path("<int:pk>/withdrawal/", exemplars.withdraw, name="withdraw_exemplar"),
    path("<int:pk>/removal/", exemplars.drop, name="drop_exemplar"),
]
