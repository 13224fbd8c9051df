"""A row never stands without its file, and a failure leaves neither."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import NOON
from zhushi.core.attachments import discard, store_upload, stored
from zhushi.core.errors import Refused
from zhushi.core.models import Attachment

pytestmark = pytest.mark.django_db


def a_text(name="说明.txt"):
    return SimpleUploadedFile(name, "楼道的灯坏了".encode())


def test_a_file_is_kept_under_a_random_name_with_its_digest():
    one = store_upload(a_text("../../x/说明.txt"), district_id=1, at=NOON)
    other = store_upload(a_text(), district_id=1, at=NOON)
    assert one.name == "说明.txt"
    assert one.sha256 == other.sha256
    assert one.path != other.path
    assert one.path.startswith("2026/09/")
    assert "说明" not in one.path
    with default_storage.open(one.path) as file:
        assert file.read().decode() == "楼道的灯坏了"


def test_what_fails_later_takes_the_files_away():
    paths = []

    def fail(files):
        with stored(files, district_id=1, at=NOON) as kept:
            paths.extend(attachment.path for attachment in kept)
            raise Refused("后面不行")

    with pytest.raises(Refused, match="后面不行"):
        fail([a_text(), a_text()])
    assert len(paths) == 2
    assert not any(default_storage.exists(path) for path in paths)
    assert not Attachment.objects.exists()


def test_a_bad_file_among_good_ones_keeps_none():
    with (
        pytest.raises(Refused, match="坏"),
        stored([a_text(), SimpleUploadedFile("坏.exe", b"MZ")], district_id=1, at=NOON),
    ):
        pass
    assert not Attachment.objects.exists()


def test_more_than_five_are_refused():
    with pytest.raises(Refused, match="5"), stored([a_text()] * 6, district_id=1, at=NOON):
        pass


def test_files_nothing_names_are_taken_away_after_the_commit(django_capture_on_commit_callbacks):
    one = store_upload(a_text(), district_id=1, at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        discard([one])
    assert not default_storage.exists(one.path)
    assert not Attachment.objects.exists()
