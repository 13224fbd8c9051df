from django.urls import path

from zhushi.desk.routes import refs
from zhushi.desk.views import sealed

assert refs  # registers <ref:…>

urlpatterns = [
    path("", sealed.sealed, name="sealed"),
    path("<ref:ref>/", sealed.sealed_matter, name="sealed_matter"),
    path("<ref:ref>/hand-over/", sealed.create_hand_over, name="create_hand_over"),
    path("<ref:ref>/conclusion/", sealed.create_conclusion, name="create_conclusion"),
    path("<ref:ref>/look/", sealed.sealed_look, name="sealed_look"),
    path("<ref:ref>/files/<uuid:uid>/", sealed.sealed_file, name="sealed_file"),
]
