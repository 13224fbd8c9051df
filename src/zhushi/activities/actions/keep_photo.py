from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from zhushi.activities.actions._activity import audited, locked
from zhushi.activities.choices import ActivityStatus
from zhushi.activities.models import Activity, Photo
from zhushi.core.attachments import discard
from zhushi.core.errors import Refused
from zhushi.core.models import Attachment
from zhushi.core.moments import day_of

MOST_PHOTOS = 9


@transaction.atomic
def add_photos(activity: Activity, pictures: Sequence[Attachment], *, by, at: datetime) -> None:
    """Keep pictures of what took place, nine at most; the same picture once.

    pictures: checked and stored already (``core.attachments.stored``); raises Refused for another
    kind of file, before the day, for an activity that was called off, or for one too many.
    """
    activity = locked(activity)
    if activity.status == ActivityStatus.CANCELLED:
        raise Refused("活动取消了，不用再放照片。")
    if day_of(at) < activity.on:
        raise Refused("还没有到那天，办过以后再放照片。")
    for picture in pictures:
        if not picture.is_picture:
            raise Refused(f"“{picture.name}”不是照片。这里只放照片（JPG、PNG、WebP）。")
    there = set(activity.photos.values_list("attachment__sha256", flat=True))
    kept, again = [], []
    for picture in pictures:
        if picture.sha256 in there:
            again.append(picture)
        else:
            there.add(picture.sha256)
            kept.append(picture)
    if len(there) > MOST_PHOTOS:
        raise Refused(f"一项活动最多放 {MOST_PHOTOS} 张照片，请先去掉几张。")
    Photo.objects.bulk_create(
        Photo(activity=activity, attachment=picture, added_by=by) for picture in kept
    )
    discard(again)
    if kept:
        audited("activity.photo_add", activity, by=by, at=at)


@transaction.atomic
def remove_photo(photo: Photo, *, by, at: datetime) -> None:
    """Take a picture and its file away; one that is gone already is no error."""
    activity = locked(photo.activity)
    if Photo.objects.filter(pk=photo.pk).delete()[0]:
        discard([photo.attachment])
        audited("activity.photo_remove", activity, by=by, at=at)
