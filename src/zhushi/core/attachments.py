"""Checked files and the rows that name them; a row never stands without its file."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from zhushi.core.errors import Refused
from zhushi.core.models import Attachment
from zhushi.core.moments import day_of
from zhushi.core.uploads import MAX_FILES, Checked, Upload, check_upload


@transaction.atomic
def store_upload(file: Upload, *, district_id: int, at: datetime) -> Attachment:
    """Check a file and keep it under a random name; raises Refused naming file and reason.

    The file is written before its row; call it inside ``stored`` so that a failure of what
    follows takes the file away again.
    """
    return _store(check_upload(file), district_id=district_id, at=at)


def _store(checked: Checked, *, district_id: int, at: datetime) -> Attachment:
    on = day_of(at)
    path = f"{on:%Y/%m}/{secrets.token_hex(16)}.{checked.extension}"
    path = default_storage.save(path, ContentFile(checked.data))
    try:
        return Attachment.objects.create(
            district_id=district_id,
            name=checked.clean_name,
            extension=checked.extension,
            kind=checked.kind,
            size=len(checked.data),
            sha256=checked.sha256,
            path=path,
            created_at=at,
        )
    except BaseException:
        default_storage.delete(path)
        raise


@contextmanager
def stored(
    files: Sequence[Upload], *, district_id: int, at: datetime, at_most: int = MAX_FILES
) -> Iterator[list[Attachment]]:
    """Files kept together with what is done in the block: all of it, or nothing stays.

    at_most: how many files, five as a rule. Must be the outermost transaction, so that no row
    can vanish later.
    """
    if len(files) > at_most:
        raise Refused(f"一次最多上传 {at_most} 个文件，现在有 {len(files)} 个")
    with _together() as made:
        for file in files:
            made.append(store_upload(file, district_id=district_id, at=at))
        yield made


@contextmanager
def kept(files: Sequence[Checked], *, district_id: int, at: datetime) -> Iterator[list[Attachment]]:
    """Files that zhushi made itself, kept together with what is done in the block."""
    with _together() as made:
        for file in files:
            made.append(_store(file, district_id=district_id, at=at))
        yield made


@contextmanager
def _together() -> Iterator[list[Attachment]]:
    made: list[Attachment] = []
    try:
        with transaction.atomic():
            yield made
    except BaseException:
        _remove(made)
        raise


def discard(attachments: Iterable[Attachment]) -> None:
    """Take files away that nothing came to name, once the transaction is over."""
    gone = list(attachments)
    Attachment.objects.filter(pk__in=[attachment.pk for attachment in gone]).delete()
    transaction.on_commit(lambda: _remove(gone))


def _remove(attachments: Iterable[Attachment]) -> None:
    for attachment in attachments:
        default_storage.delete(attachment.path)
