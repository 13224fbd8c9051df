"""The addresses of the portal; none holds a code, a name or a number of a person.

A delegate's own page has a random key that means nothing elsewhere.
"""

from django.urls import path, re_path

from zhushi.portal.access import public
from zhushi.portal.views import (
    activities,
    answers,
    book,
    delegates,
    home,
    join,
    own_copy,
    pledges,
    practices,
    projects,
    proofs,
    rooms,
    sealed,
    submit,
    track,
)
from zhushi.portal.views import receipt as receipts
from zhushi.portal.views import track_acts as acts
from zhushi.ui import views as ui

app_name = "portal"

ROOM = r"^rooms/(?P<code>[A-Za-z]{2,6})/"

urlpatterns = [
    path("", home.entrance, name="entrance"),
    path("d/<slug:slug>/", home.home, name="home"),
    path("d/<slug:slug>/rooms/", rooms.room_list, name="rooms"),
    path("d/<slug:slug>/answers/", answers.answer_list, name="answers"),
    re_path(r"^d/(?P<slug>[-\w]+)/answers/(?P<pk>[0-9]{1,15})/$", answers.answer, name="answer"),
    path("d/<slug:slug>/practices/", practices.practices, name="practices"),
    path("d/<slug:slug>/privacy/", home.privacy_page, name="privacy"),
    path("d/<slug:slug>/feedback/", home.feedback, name="feedback"),
    re_path(rf"{ROOM}$", rooms.room, name="room"),
    re_path(rf"{ROOM}poster/$", rooms.poster, name="poster"),
    re_path(rf"{ROOM}days\.ics$", rooms.room_calendar, name="room_calendar"),
    re_path(rf"{ROOM}book/$", book.choose, name="book"),
    re_path(rf"{ROOM}book/(?P<pk>[0-9]{{1,15}})/$", book.slot, name="slot"),
    re_path(rf"{ROOM}submit/$", submit.submit, name="submit"),
    re_path(rf"{ROOM}delegates/$", delegates.delegates, name="delegates"),
    re_path(
        rf"{ROOM}delegates/(?P<pk>[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})/$",
        delegates.delegate,
        name="delegate",
    ),
    re_path(rf"{ROOM}activities/$", activities.activities, name="activities"),
    re_path(rf"{ROOM}pledges/$", pledges.pledges, name="pledges"),
    re_path(rf"{ROOM}projects/$", projects.projects, name="projects"),
    re_path(rf"{ROOM}projects/(?P<pk>[0-9]{{1,15}})/$", projects.project, name="project"),
    re_path(rf"{ROOM}join/$", join.join, name="join"),
    re_path(rf"{ROOM}sealed/$", sealed.sealed, name="sealed"),
    path("bookings/", book.find, name="find_booking"),
    path("bookings/mine/", book.booking, name="booking"),
    path("bookings/cancel/", book.cancel, name="cancel_booking"),
    path("joinings/", join.find, name="find_joining"),
    path("joinings/mine/", join.joining, name="joining"),
    path("joinings/withdraw/", join.withdraw, name="withdraw_joining"),
    path("proofs/", proofs.check, name="proofs"),
    path("receipt/", receipts.receipt, name="receipt"),
    path("receipt/print/", receipts.receipt_print, name="receipt_print"),
    path("track/", track.track, name="track"),
    path("track/progress/", track.progress, name="progress"),
    path("track/open/", track.open_content, name="open"),
    path("track/leave/", track.leave, name="leave"),
    path("track/rate/", acts.give_rating, name="rate"),
    path("track/add/", acts.add_more, name="add"),
    path("track/consent/", acts.consent, name="consent"),
    re_path(r"^track/looks/(?P<pk>[0-9]{1,15})/$", acts.dispute, name="dispute"),
    path("track/forget/", acts.forget, name="forget"),
    path("track/files/<uuid:uid>/", own_copy.file, name="file"),
    path("track/data/", own_copy.own_data, name="own_data"),
    path("elder/", public(ui.elder), name="elder"),
]
