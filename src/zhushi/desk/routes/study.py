from django.urls import path

from zhushi.desk.views import study, study_district, study_own

urlpatterns = [
    path("", study.plan_list, name="study"),
    path("new/", study.new_plan, name="new_study_plan"),
    path("<int:pk>/", study.plan, name="study_plan"),
    path("<int:pk>/items/", study.add_item, name="add_study_item"),
    path("<int:pk>/copies/", study.take_over, name="take_over_study_plan"),
    path("items/<int:pk>/", study.edit_item, name="edit_study_item"),
    path("items/<int:pk>/removal/", study.drop_item, name="drop_study_item"),
    path("people/<ref:ref>/", study.of_person, name="study_of_person"),
    path("district/", study_district.plans, name="district_study"),
    path("district/<int:pk>/", study_district.plan, name="district_study_plan"),
    path("district/<int:pk>/items/", study_district.add_item, name="add_district_study_item"),
    path("district/items/<int:pk>/", study_district.edit_item, name="edit_district_study_item"),
    path(
        "district/items/<int:pk>/removal/",
        study_district.drop_item,
        name="drop_district_study_item",
    ),
    path("mine/", study_own.mine, name="study_mine"),
    path("mine/new/", study_own.new_item, name="new_own_study"),
    path("mine/<int:pk>/", study_own.edit_item, name="edit_own_study"),
    path("mine/<int:pk>/removal/", study_own.drop_item, name="drop_own_study"),
    path("mine/<int:pk>/note/", study_own.note, name="write_study_note"),
    path("mine/<int:pk>/note/removal/", study_own.drop_note, name="drop_study_note"),
    path("mine/<int:pk>/use/", study_own.use, name="say_study_use"),
    path("mine/uses/<int:pk>/removal/", study_own.drop_use, name="drop_study_use"),
]
