from django.urls import path

from zhushi.desk.views import accounts, corrections, duty_files, leaves, notices

urlpatterns = [
    path("login/", accounts.sign_in, name="login"),
    path("logout/", accounts.sign_out, name="logout"),
    path("join/<str:token>/", accounts.join, name="join"),
    path("me/", accounts.me, name="me"),
    path("me/file/", duty_files.own_duty_file, name="own_duty_file"),
    path("me/corrections/new/", corrections.new_correction, name="new_correction"),
    path("me/leaves/new/", leaves.new_own_leave, name="new_own_leave"),
    path("me/leaves/<int:pk>/closing/", leaves.close_own_leave, name="close_own_leave"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read_notices, name="read_notices"),
]
