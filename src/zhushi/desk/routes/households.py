from django.urls import path

from zhushi.desk.views import households

urlpatterns = [
    path("", households.household_list, name="households"),
    path("new/", households.new_household, name="new_household"),
    path("help/", households.help_list, name="helps"),
    path("<uuid:pk>/", households.household, name="household"),
    path("<uuid:pk>/opening/", households.opening, name="open_household"),
    path("<uuid:pk>/rewriting/", households.rewriting, name="rewrite_household"),
    path("<uuid:pk>/filing/", households.filing, name="file_household"),
    path("<uuid:pk>/help/", households.help_given, name="note_help"),
    path("<uuid:pk>/closing/", households.closing, name="close_household"),
    path("<uuid:pk>/forgetting/", households.forgetting, name="forget_household"),
]
