from django.urls import path

from zhushi.desk.views import (
    draft_opinions,
    grouping,
    grouping_compare,
    grouping_end,
    grouping_rooms,
)

urlpatterns = [
    path("", grouping.grouping, name="grouping"),
    path("compare/", grouping_compare.compare, name="compare_drafts"),
    path("<int:pk>/", grouping.draft, name="draft"),
    path("<int:pk>/wishes/", grouping.wish, name="wish"),
    path("<int:pk>/prices/", grouping.price, name="price"),
    path("<int:pk>/frontier/points/", grouping.reckon_frontier, name="reckon_frontier"),
    path("<int:pk>/room-locks/", grouping.room_lock, name="lock_room"),
    path("<int:pk>/pairs/", grouping.pair, name="pair_people"),
    path("<int:pk>/rooms/", grouping_rooms.own_rooms, name="draft_rooms"),
    path("<int:pk>/opinions/", draft_opinions.create_opinion, name="opine_draft"),
    path("<int:pk>/submission/", grouping_end.submission, name="submit_draft"),
    path("<int:pk>/return/", grouping_end.returning, name="return_draft"),
    path("<int:pk>/adoption/", grouping_end.adoption, name="adopt_draft"),
    path("<int:pk>/frontier/", grouping.frontier, name="frontier"),
    path("<int:pk>/drop/", grouping_end.drop, name="drop_draft"),
]
