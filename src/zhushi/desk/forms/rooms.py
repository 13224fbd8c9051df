"""What a visitor reads of a room, its opening and closing, and its district's standard."""

from django import forms

from zhushi.rooms.choices import Facility
from zhushi.rooms.models import StandardItem, Unit, Workroom
from zhushi.ui.forms import StyledForm


def _length(model, field: str) -> int:
    return model._meta.get_field(field).max_length


def _text(label: str, field: str, *, model=Workroom, required: bool = True, **more):
    length = _length(model, field)
    return forms.CharField(label=label, max_length=length, required=required, **more)


class RoomForm(StyledForm, forms.Form):
    """The names of the fields are the action's keywords."""

    name = _text("名称", "name")
    place = _text("地址", "place", help_text="写到楼和门，群众照着能找到。")
    directions = _text("怎么走", "directions", required=False, help_text="公交、地铁、进哪个门。")
    phone = _text("电话", "phone", help_text="工作室的电话，不要写个人手机。")
    opening = _text("开门时间", "opening", help_text="例如“周一至周五 9:00–17:30”。")
    venue = _text("阵地", "venue", required=False, help_text="设在哪里，例如“党群服务中心二楼”。")
    facilities = forms.MultipleChoiceField(
        label="方便设施",
        choices=Facility.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    longitude = forms.FloatField(
        label="经度", min_value=73, max_value=136, required=False, help_text="选填，例如 108.95。"
    )
    latitude = forms.FloatField(
        label="纬度", min_value=3, max_value=54, required=False, help_text="选填，例如 34.22。"
    )

    def clean(self):
        data = super().clean()
        given = [data.get(name) is not None for name in ("longitude", "latitude")]
        if any(given) and not all(given) and not (self.errors.keys() & {"longitude", "latitude"}):
            raise forms.ValidationError("经度和纬度要一起填，或者都不填。")
        return data


class OpenRoomForm(RoomForm):
    code = forms.CharField(
        label="编号字头",
        max_length=6,
        help_text="2 到 6 个大写字母，事项编号用它开头，设立后不能改。",
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )
    opened_on = forms.DateField(label="设立日期", widget=forms.DateInput)
    field_order = ("code", "name", "opened_on")

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()


class HostForm(StyledForm, forms.Form):
    """Which unit the room stands in; asked first, for code and name follow from it."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="slug", label="设在哪里", empty_label="请选"
    )

    def __init__(self, *args, hosts, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = hosts
        self.fields["unit"].label_from_instance = lambda u: f"{u.get_kind_display()} · {u.name}"


class CloseRoomForm(StyledForm, forms.Form):
    closed_on = forms.DateField(
        label="最后一天", widget=forms.DateInput, help_text="这一天还开门，第二天起不再接待。"
    )


class CheckForm(StyledForm, forms.Form):
    is_met = forms.TypedChoiceField(choices=(("1", "有"), ("0", "缺")), coerce=lambda v: v == "1")
    note = forms.CharField(max_length=120, required=False, strip=True)


class StandardForm(StyledForm, forms.Form):
    label = _text("内容", "label", model=StandardItem, help_text="例如“有固定场所”。")
    evidence = _text(
        "怎么看", "evidence", model=StandardItem, required=False, help_text="检查时看什么。"
    )


class StandardEditForm(StandardForm):
    position = forms.IntegerField(label="顺序", min_value=1, max_value=999)
