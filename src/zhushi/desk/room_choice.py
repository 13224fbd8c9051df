"""Which room a list is about: picked from a list while there are few, else named."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet

from zhushi.core import clock
from zhushi.rooms.choices import UnitKind
from zhushi.rooms.models import Workroom
from zhushi.ui.forms import dress

FEW = 100
"""So many rooms can be chosen from a list; of more one is found by its name or code."""


@dataclass(frozen=True)
class RoomChoice:
    """The rooms somebody may choose from; ``rooms`` is empty where there are too many to list."""

    rooms: Sequence[Workroom]
    is_many: bool

    @classmethod
    def among(cls, found: QuerySet[Workroom]) -> "RoomChoice":
        """Reads no more of the rooms than a list can hold; one statement."""
        few = list(found[: FEW + 1])
        return cls([], is_many=True) if len(few) > FEW else cls(few, is_many=False)

    def field(self, every: str = "全部") -> forms.Field:
        """The field of a form, dressed; ``every``: what choosing none is called."""
        found: forms.Field
        if self.is_many:
            hint = forms.TextInput(attrs={"placeholder": "名称里的几个字，或编号"})
            found = forms.CharField(label="工作室", max_length=60, required=False, widget=hint)
        else:
            rooms = [(room.code, room.name) for room in self.rooms]
            blank = [("", every)] if every else []
            found = forms.ChoiceField(label="工作室", required=False, choices=[*blank, *rooms])
        dress(found)
        return found


def partner_rooms(room: Workroom) -> QuerySet[Workroom]:
    """The open rooms of the same street, which could take part."""
    street = room.unit_id if room.unit.kind == UnitKind.STREET else room.unit.parent_id
    near = Q(unit=street) | Q(unit__parent=street)
    found = Workroom.objects.filter(near, district=room.district_id).exclude(pk=room.pk)
    return found.open_on(clock.today()).order_by("tier", "unit__code", "pk")


def named(words: str, prefix: str = "") -> Q:
    """Rooms with this code, or with these words in their names; prefix: the way to the room."""
    words = words.strip()
    return Q(**{f"{prefix}code": words.upper()}) | Q(**{f"{prefix}name__contains": words})
