from django.urls import path

from zhushi.desk.views import practices

urlpatterns = [
    path("", practices.practice_list, name="practices"),
    path("<int:pk>/", practices.practice, name="practice"),
    path("<int:pk>/edit/", practices.edit_practice, name="edit_practice"),
    path("<int:pk>/publication/", practices.publish, name="publish_practice"),
    path("<int:pk>/withdrawal/", practices.withdraw, name="withdraw_practice"),
]
