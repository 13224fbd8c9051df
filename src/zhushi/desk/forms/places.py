"""Where a person lives and works on the map."""

from typing import Any

from django import forms

from zhushi.people.actions.place_person import EAST, NORTH, SPOTS
from zhushi.people.models.place import Point
from zhushi.ui.forms import StyledForm


def _degrees(label: str, bounds: tuple[float, float], example: str) -> forms.FloatField:
    return forms.FloatField(
        label=label,
        required=False,
        min_value=bounds[0],
        max_value=bounds[1],
        help_text=f"例如 {example}。",
        widget=forms.NumberInput(attrs={"step": "0.001", "inputmode": "decimal"}),
    )


class PlaceForm(StyledForm, forms.Form):
    """Home and work in degrees, each whole or empty."""

    home_longitude = _degrees("住处经度", EAST, "108.95")
    home_latitude = _degrees("住处纬度", NORTH, "34.22")
    work_longitude = _degrees("单位经度", EAST, "108.95")
    work_latitude = _degrees("单位纬度", NORTH, "34.22")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for spot in SPOTS:
            east, north = f"{spot}_longitude", f"{spot}_latitude"
            given = [cleaned.get(name) is not None for name in (east, north)]
            if any(given) and not all(given) and not self.errors.keys() & {east, north}:
                self.add_error(north if given[0] else east, "经度和纬度要一起填，或者都不填。")
        return cleaned

    def points(self) -> dict[str, Point | None]:
        """As place_person takes them."""
        said = self.cleaned_data
        found = {}
        for spot in SPOTS:
            east, north = said[f"{spot}_longitude"], said[f"{spot}_latitude"]
            found[spot] = None if east is None or north is None else (east, north)
        return found
