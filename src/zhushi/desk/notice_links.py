"""The page of the desk that a notice opens."""

from django.urls import reverse

from zhushi.core.models import Notice
from zhushi.core.perms import Perm
from zhushi.people.access import Holdings


def address_of(notice: Notice, held: Holdings) -> str:
    """Where its reader can look at what the notice tells of; the list of notices if nowhere."""
    kind, _, number = notice.about.partition(":")
    if kind == "matter":
        return reverse("desk:matter", kwargs={"ref": number})
    if kind == "sealed":
        return reverse("desk:sealed_matter", kwargs={"ref": number})
    if kind == "reception":
        code, _, on = number.partition(":")
        return reverse("desk:reception", kwargs={"code": code, "on": on})
    if kind == "activity":
        return reverse("desk:activity", kwargs={"pk": number})
    if kind == "practice":
        return reverse("desk:practice", kwargs={"pk": number})
    if kind == "proposal":
        return reverse("desk:proposal", kwargs={"pk": number})
    if kind == "theme":
        return reverse("desk:theme", kwargs={"pk": number})
    if kind == "pledge":
        return reverse("desk:pledge", kwargs={"pk": number})
    if kind == "exemplar":
        return reverse("desk:exemplar", kwargs={"pk": number})
    if kind == "project":
        return reverse("desk:project", kwargs={"project": number})
    if kind == "shift":
        return reverse("desk:shift", kwargs={"shift": number})
    if kind == "service":
        return reverse("desk:service_mine")
    if kind == "receptions":
        return reverse("desk:room_receptions", kwargs={"code": number})
    if kind == "matters":
        return f"{reverse('desk:matters')}?room={number}"
    if kind == "draft" and held.has(Perm.GROUPING_MAKE):
        return reverse("desk:draft", kwargs={"pk": number})
    if kind == "draft" and held.has(Perm.GROUPING_VIEW):
        return reverse("desk:draft_rooms", kwargs={"pk": number})
    if kind == "person":
        return reverse("desk:person", kwargs={"ref": number})
    if kind == "correction":
        return reverse("desk:correction", kwargs={"pk": number})
    if kind == "work":
        return f"{reverse('desk:matters')}?room={number}&status=open"
    if kind == "volunteers":
        return reverse("desk:volunteers", kwargs={"code": number})
    if kind == "look":
        if held.has(Perm.AUDIT_VIEW):
            return reverse("desk:trail")
        return reverse("desk:matter", kwargs={"ref": number})
    if kind == "duties":
        return reverse("desk:duties")
    if kind in ("posting", "own"):
        return reverse("desk:me")
    return reverse("desk:notices")
