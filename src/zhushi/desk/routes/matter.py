"""Everything about one matter; the list of them is routes/matters.py."""

from django.urls import path

from zhushi.desk.moves import MOVES
from zhushi.desk.routes import refs
from zhushi.desk.views import (
    case_files,
    matter,
    matter_files,
    matter_letters,
    matter_new,
    new_letter,
    publications,
    receipts,
)
from zhushi.desk.views.matter_moves import view_of

assert refs  # registers <ref:…>

urlpatterns = [
    path("new/", matter_new.new_matter, name="new_matter"),
    path("<ref:ref>/", matter.matter, name="matter"),
    path("<ref:ref>/look/", matter.look, name="look"),
    path("<ref:ref>/sheet/", matter.sheet, name="matter_sheet"),
    path("<ref:ref>/case-file/", case_files.case_file, name="case_file"),
    path("<ref:ref>/letters/", matter_letters.letters, name="matter_letters"),
    path("<ref:ref>/letters/<int:pk>/", matter_letters.file, name="matter_letter_file"),
    path("<ref:ref>/letters/<str:kind>/", new_letter.of_matter, name="letter_of_matter"),
    path("<ref:ref>/receipt/", receipts.receipt, name="receipt"),
    path("<ref:ref>/receipt/reprint/", receipts.create_reprint, name="create_reprint"),
    path("<ref:ref>/publication/", publications.draft, name="draft_publication"),
    path("<ref:ref>/files/<uuid:uid>/", matter_files.file, name="file"),
    *(path(f"<ref:ref>/{move.noun}/", view_of(move), name=move.name) for move in MOVES),
]
