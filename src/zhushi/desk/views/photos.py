"""Pictures of an activity: for who may read it, and nowhere in public."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from zhushi.activities.actions.keep_photo import MOST_PHOTOS, add_photos, remove_photo
from zhushi.activities.models import Activity, Photo
from zhushi.core import clock
from zhushi.core.attachments import stored
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.activities import PhotosForm
from zhushi.desk.views.activities import activities
from zhushi.desk.views.activity import activity_page
from zhushi.desk.views.matter_files import send


def photos(scope):
    """The pictures of the activities of the rooms a scope reaches."""
    found = Photo.objects.in_scope(scope)
    return found.select_related("attachment", "activity__room", "added_by")


@require_safe
@in_scope(Perm.ACTIVITY_VIEW, photos, attachment__uid="uid")
def photo(request, photo: Photo):
    return send(photo.attachment)


@require_POST
@in_scope(Perm.ACTIVITY_NOTE, activities, pk="pk")
def add(request, activity: Activity):
    form, at = PhotosForm(request.POST, request.FILES), clock.now()
    if form.is_valid():
        files, district = form.cleaned_data["photos"], activity.district_id
        try:
            with stored(files, district_id=district, at=at, at_most=MOST_PHOTOS) as kept:
                add_photos(activity, kept, by=request.user, at=at)
            messages.success(request, "照片放好了。")
            return redirect("desk:activity", pk=activity.pk)
        except Refused as refused:
            form.add_error(None, str(refused))
    return activity_page(request, activity, picturing=form, status=422)


@require_POST
@in_scope(Perm.ACTIVITY_VIEW, photos, attachment__uid="uid")
def remove(request, photo: Photo):
    """By who put it there, or by the room's desk."""
    if not may_remove(photo, request):
        raise Http404
    remove_photo(photo, by=request.user, at=clock.now())
    messages.success(request, "照片去掉了。")
    return redirect("desk:activity", pk=photo.activity_id)


def may_remove(photo: Photo, request) -> bool:
    keeps = held_by(request).scope(Perm.ACTIVITY_KEEP).has_room(photo.activity.room)
    return keeps or photo.added_by_id == request.user.pk
