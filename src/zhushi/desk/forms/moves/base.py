"""What all forms of moves share: the matter, who fills it in, and the version they saw."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar

from django import forms

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.matters.access import own_dispatch
from zhushi.matters.models import Dispatch, Matter, Topic
from zhushi.people.access import Holdings
from zhushi.rooms.models import Unit
from zhushi.ui.forms import StyledForm

PERM = "MATTER_VIEW"


class MoveForm(StyledForm, forms.Form):
    """One move of one matter; the field names are the action's keywords.

    action: what is called with them; hint: a sentence above the fields; extra: a template shown
    there; seen: the version the screen showed, so that who was second is told.
    """

    action: ClassVar[Callable[..., Matter]]
    hint: ClassVar[str] = ""
    extra: ClassVar[str] = ""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, matter: Matter, held: Holdings, **kwargs) -> None:
        self.matter, self.held = matter, held
        super().__init__(*args, **kwargs)
        self.initial["seen"] = matter.version
        self.prepare()
        for name, field in self.fields.items():
            if name not in type(self).base_fields:
                dress_again(field)

    def prepare(self) -> None:
        """Fill choices and first values; called once, after the fields exist."""

    def target(self) -> Matter | Dispatch:
        """What the action is called with."""
        return self.matter

    def carry_out(self, *, by, at: datetime) -> Matter:
        """Call the action with what was filled in."""
        return type(self).action(self.target(), **self.cleaned_data, by=by, at=at)

    def see_again(self, version: int) -> None:
        """Let the same words be sent once more, now against the newest version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = version

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def dispatches(self) -> list[Dispatch]:
        return dispatches_of(self.matter)


class OwnPartForm(MoveForm):
    """A move of a unit, made with the unit's own running part of the matter."""

    def target(self) -> Dispatch:
        units = self.held.scope(self.perm).units
        own = next((d for d in self.dispatches if d.ended_at is None and d.unit_id in units), None)
        if own is None:
            raise Refused("这件事现在不在本单位办理。")
        return own


def dress_again(field: forms.Field) -> None:
    from zhushi.ui.forms import dress

    dress(field)


def dispatches_of(matter: Matter) -> list[Dispatch]:
    """All parts of a matter with what the buttons and the table need, in one statement."""
    related = ("unit", "handler", "hand_back__proposed_unit", "extension")
    return list(matter.dispatches.select_related(*related))


def topics_of(district_id: int):
    """The topics in use, each under its first level."""
    from django.db.models.functions import Coalesce

    return (
        Topic.objects.filter(district=district_id, is_active=True)
        .select_related("parent")
        .order_by(Coalesce("parent__position", "position"), "parent", "position", "pk")
    )


def communities_of(district_id: int, on: date):
    """The communities and villages of a district on a day."""
    return Unit.objects.filter(district=district_id).communities().valid_on(on)


__all__ = ["own_dispatch"]
