"""Official documents; what a matter, a day or an activity offers of them stands with those."""

from django.urls import path

from zhushi.desk.views import letters

urlpatterns = [
    path("", letters.letter_list, name="letters"),
    path("<int:pk>/", letters.letter, name="letter"),
    path("<int:pk>/edit/", letters.edit, name="edit_letter"),
    path("<int:pk>/removal/", letters.remove, name="remove_letter"),
    path("<int:pk>/issue/", letters.issue, name="issue_letter"),
    path("<int:pk>/scan/", letters.sign, name="sign_letter"),
    path("<int:pk>/void/", letters.void, name="void_letter"),
    path("<int:pk>/file/<str:form>/", letters.file, name="letter_file"),
]
