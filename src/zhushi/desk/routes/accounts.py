from django.urls import path

from zhushi.desk.views import accounts, notices

urlpatterns = [
    path("login/", accounts.sign_in, name="login"),
    path("logout/", accounts.sign_out, name="logout"),
    path("join/<str:token>/", accounts.join, name="join"),
    path("me/", accounts.me, name="me"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="read_notices"),
]
