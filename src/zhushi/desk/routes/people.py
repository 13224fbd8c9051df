from django.urls import path

from zhushi.desk.routes import refs  # noqa: F401  (registers the converter)
from zhushi.desk.views import (
    corrections,
    grouping,
    handover,
    leaves,
    people,
    people_edit,
    people_logins,
    people_posts,
    places,
)

urlpatterns = [
    path("", people.people, name="people"),
    path("vacancies/", people.vacancies, name="vacancies"),
    path("new/", people_edit.new_person, name="new_person"),
    path("corrections/", corrections.corrections, name="corrections"),
    path("corrections/<uuid:pk>/", corrections.correction, name="correction"),
    path("corrections/<uuid:pk>/acceptance/", corrections.accept, name="accept_correction"),
    path("corrections/<uuid:pk>/refusal/", corrections.decline, name="decline_correction"),
    path("handover/", handover.handovers, name="handovers"),
    path("grants/", people_logins.grants, name="grants"),
    path("grants/new/", people_logins.new_grant, name="new_grant"),
    path("grants/<int:pk>/end/", people_logins.end_grant, name="end_grant"),
    path("grants/<ref:ref>/invite/", people_logins.grant_invitation, name="grant_invitation"),
    path(
        "grants/<ref:ref>/login/<str:verb>/",
        people_logins.switch_granted_login,
        name="switch_granted_login",
    ),
    path("<ref:ref>/", people.person, name="person"),
    path("<ref:ref>/edit/", people_edit.edit, name="edit_person"),
    path("<ref:ref>/regrouping/", grouping.regroup, name="regroup"),
    path("<ref:ref>/place/", places.place, name="place_person"),
    path("<ref:ref>/phone/", people.phone, name="person_phone"),
    path("<ref:ref>/postings/new/", people_posts.new_posting, name="new_posting"),
    path("<ref:ref>/postings/<int:pk>/end/", people_posts.end_posting, name="end_posting"),
    path("<ref:ref>/leaves/new/", leaves.new_leave, name="new_leave"),
    path("<ref:ref>/leaves/<int:pk>/", leaves.leave, name="leave"),
    path("<ref:ref>/leaves/<int:pk>/stand-in/", leaves.create_stand_in, name="create_stand_in"),
    path("<ref:ref>/leaves/<int:pk>/closing/", leaves.close_leave, name="close_leave"),
    path("<ref:ref>/invite/", people_logins.invitation, name="invite_person"),
    path("<ref:ref>/login/<str:verb>/", people_logins.switch_login, name="switch_login"),
]
