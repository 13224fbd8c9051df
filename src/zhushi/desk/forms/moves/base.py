"""What all forms of moves share: the matter, who fills it in, and the version they saw."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import ClassVar

from django import forms

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.matters.access import own_dispatch
from zhushi.matters.models import Dispatch, Matter, Topic
from zhushi.matters.reference import topics_of
from zhushi.matters.windows import with_hand_back_until
from zhushi.people.access import Holdings
from zhushi.rooms.models import Unit
from zhushi.ui.forms import StyledForm, dress


class MoveForm(StyledForm, forms.Form):
    """One move of one matter; the names of the fields are the action's keywords.

    action: what is called with them; hint: a sentence above the fields; extra: a template shown
    there; seen: the version the screen showed, so that who comes second is told.
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
        for field in self.fields.values():
            dress(field)

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
        self.data["seen"] = version

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """The fields in their order; a form that draws some itself leaves them out."""
        return self.visible_fields()

    @cached_property
    def today(self) -> date:
        return clock.today()

    @cached_property
    def dispatches(self) -> list[Dispatch]:
        return dispatches_of(self.matter)


class OwnPartForm(MoveForm):
    """A move of a unit, made with the unit's own running part of the matter."""

    def target(self) -> Dispatch:
        own = own_dispatch(self.held.scope(Perm.MATTER_VIEW), self.dispatches)
        if own is None:
            raise Refused("这件事现在不在本单位办理。")
        return own


def dispatches_of(matter: Matter) -> list[Dispatch]:
    """All parts of a matter with what buttons and table need, in one statement."""
    related = ("unit", "handler", "hand_back__proposed_unit", "extension")
    return list(with_hand_back_until(matter.dispatches.select_related(*related)))


class TopicField(forms.TypedChoiceField):
    """A topic in two levels, “养老 · 社区食堂”; held per process, so it costs no statement."""

    def __init__(self, **kwargs) -> None:
        super().__init__(empty_value=None, **kwargs)

    def of_district(self, district: Unit) -> None:
        topics = topics_of(district)
        self.choices = [
            ("", "还没有归类"),
            *(
                (pk, f"{t.parent.name} · {t.name}" if t.parent else t.name)
                for pk, t in topics.items()
            ),
        ]
        self.coerce = lambda value: topics[int(value)]


def label_of(topic: Topic) -> str:
    """“养老 · 社区食堂” for a second level, “养老” for a first."""
    return f"{topic.parent.name} · {topic.name}" if topic.parent else topic.name


class CommunityField(forms.ModelChoiceField):
    """A community or village of the district."""

    def __init__(self, **kwargs) -> None:
        super().__init__(queryset=Unit.objects.none(), empty_label="没有说", **kwargs)

    def of_district(self, district_id: int, on: date) -> None:
        self.queryset = Unit.objects.of_district(district_id).communities().valid_on(on)
