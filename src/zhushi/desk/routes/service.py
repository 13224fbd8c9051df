from django.urls import path

from zhushi.desk.views import needs, project, projects, proofs, shifts

urlpatterns = [
    path("", projects.board, name="projects"),
    path("new/", projects.new_project, name="new_project"),
    path("needs/", needs.need_list, name="needs"),
    path("needs/new/", needs.note, name="note_need"),
    path("needs/<int:need>/", needs.need, name="need"),
    path("needs/<int:need>/drop/", needs.drop, name="drop_need"),
    path("needs/<int:need>/project/", needs.take, name="take_need"),
    path("mine/", shifts.mine, name="service_mine"),
    path("mine/proofs/<int:pk>/", proofs.own_proof, name="own_proof"),
    path("rooms/<str:code>/proofs/", proofs.proofs, name="proofs"),
    path("proofs/<int:proof>/", proofs.proof, name="proof"),
    path("shifts/<int:shift>/", shifts.shift, name="shift"),
    path("shifts/<int:shift>/join/", shifts.join, name="join_shift"),
    path("shifts/<int:shift>/leave/", shifts.leave, name="leave_shift"),
    path("shifts/<int:shift>/cancellation/", shifts.cancel, name="cancel_shift"),
    path("shifts/<int:shift>/hours/", shifts.confirm, name="confirm_shift"),
    path("shifts/<int:shift>/people/", shifts.put_on, name="put_on_shift"),
    path("shifts/<int:shift>/people/<int:pk>/off/", shifts.take_off, name="take_off_shift"),
    path("<int:project>/shifts/new/", shifts.new_shift, name="new_shift"),
    path("<int:project>/", project.project, name="project"),
    path("<int:project>/edit/", project.edit, name="edit_project"),
    path("<int:project>/start/", project.start, name="start_project"),
    path("<int:project>/result/", project.finish, name="finish_project"),
    path("<int:project>/word/", project.look_back, name="look_back_on_project"),
    path("<int:project>/stop/", project.stop, name="stop_project"),
    path("<int:project>/steps/", project.add_step, name="set_milestone"),
    path("<int:project>/steps/<int:pk>/done/", project.reach, name="reach_milestone"),
    path("<int:project>/steps/<int:pk>/drop/", project.drop_step, name="drop_milestone"),
]
