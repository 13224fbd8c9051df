"""Units of a district: entering, editing, renaming, splitting and merging."""

from django import forms

from zhushi.rooms.choices import GRASSROOTS, Change, UnitKind
from zhushi.rooms.models import Unit
from zhushi.ui.forms import SegmentedRadio, StyledForm

PARENTS = (UnitKind.DISTRICT, UnitKind.STREET)
ENTERED = [choice for choice in UnitKind.choices if choice[0] != UnitKind.DISTRICT]
DUTIES = "什么事归这里办。交办时联络员看着这一句选单位，写群众说得出的事。"


def _text(label: str, field: str, *, required: bool = True, **more) -> forms.CharField:
    length = Unit._meta.get_field(field).max_length
    return forms.CharField(label=label, max_length=length, required=required, **more)


class _AboutUnit(StyledForm, forms.Form):
    short_name = _text("简称", "short_name", required=False, help_text="表格和列表里用。")
    duties = _text("职责", "duties", required=False, widget=forms.Textarea, help_text=DUTIES)
    phone = _text("电话", "phone", required=False)
    is_handler = forms.BooleanField(
        label="承办单位", required=False, help_text="可以把事项交给它办；社区、村不能选。"
    )


class EnterUnitForm(_AboutUnit):
    name = _text("名称", "name")
    kind = forms.ChoiceField(label="类别", choices=[("", "请选"), *ENTERED])
    parent = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="slug", label="上级", empty_label="请选"
    )
    code = _text(
        "区划代码", "code", required=False, help_text="街道 9 位，社区和村 12 位；部门不填。"
    )
    slug = _text("单位简码", "slug", required=False, help_text="网址里用；不填就用区划代码。")
    valid_from = forms.DateField(label="启用日期", widget=forms.DateInput)
    field_order = ("name", "kind", "parent", "code", "slug", "valid_from")

    def __init__(self, *args, parents, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents

    def clean(self):
        data = super().clean()
        kind, parent = data.get("kind"), data.get("parent")
        if parent and kind not in GRASSROOTS and parent.kind != UnitKind.DISTRICT:
            self.add_error("parent", "街道和部门的上级是区。")
        if not data.get("slug") and not self.errors.get("slug"):
            data["slug"] = data.get("code") or ""
            if not data["slug"]:
                self.add_error("slug", "没有区划代码的单位要填简码，例如 zhujian。")
        return data


class EditUnitForm(_AboutUnit):
    parent = forms.ModelChoiceField(
        Unit.objects.none(), to_field_name="slug", label="上级", empty_label=None
    )

    def __init__(self, *args, unit: Unit, parents, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if unit.kind in GRASSROOTS:
            self.fields["parent"].queryset = parents
            del self.fields["is_handler"]
        else:
            del self.fields["parent"]


class RenameForm(StyledForm, forms.Form):
    name = _text("新名称", "name")
    on = forms.DateField(label="从哪天起", widget=forms.DateInput)


class SucceedForm(StyledForm, forms.Form):
    change = forms.ChoiceField(
        label="怎么变",
        choices=[(c.value, c.label) for c in (Change.SPLIT, Change.MERGE)],
        widget=SegmentedRadio,
    )
    on = forms.DateField(
        label="从哪天起", widget=forms.DateInput, help_text="前一天是原单位的最后一天。"
    )
    new = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        to_field_name="slug",
        label="由哪些单位承接",
        widget=forms.CheckboxSelectMultiple,
        help_text="没有列出的新单位，先录入再来选。",
    )

    def __init__(self, *args, successors, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].queryset = successors
