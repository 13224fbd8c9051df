from django.urls import path

from zhushi.desk.views.board import board

urlpatterns = [path("", board, name="board")]
