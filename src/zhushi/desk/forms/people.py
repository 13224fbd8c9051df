"""People, postings and logins."""

from django import forms

from zhushi.core.errors import Refused
from zhushi.desk.room_choice import RoomChoice
from zhushi.exchange.cells import mobile, month
from zhushi.people.choices import ROOM_ROLES, MandateLevel, Publicity, Role, Sex, Team
from zhushi.rooms.models import Unit, Workroom
from zhushi.ui.forms import StyledForm


class PeopleFilter(StyledForm, forms.Form):
    q = forms.CharField(label="姓名", max_length=40, required=False)
    team = forms.ChoiceField(
        label="队伍",
        required=False,
        choices=[("", "全部"), *Team.choices, ("NONE", "待编组")],
    )
    room = forms.ChoiceField(label="工作室", required=False)
    level = forms.ChoiceField(
        label="代表层级", required=False, choices=[("", "全部"), *MandateLevel.choices]
    )

    def __init__(self, *args, choice: RoomChoice, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"] = choice.field()


class PersonForm(StyledForm, forms.Form):
    name = forms.CharField(label="姓名", min_length=2, max_length=40)
    phone = forms.CharField(label="手机号码", max_length=30, required=False)
    sex = forms.ChoiceField(label="性别", required=False, choices=[("", "未填"), *Sex.choices])
    ethnicity = forms.CharField(label="民族", max_length=20, required=False)
    born = forms.CharField(
        label="出生年月", max_length=20, required=False, help_text="如 1963-03；重名时用来分清"
    )
    joined = forms.CharField(
        label="入党时间", max_length=20, required=False, help_text="如 1984-12"
    )
    education = forms.CharField(label="学历", max_length=30, required=False)
    employer = forms.CharField(label="工作单位", max_length=120, required=False)
    post_title = forms.CharField(label="职务", max_length=60, required=False)
    occupation_field = forms.CharField(label="行业领域", max_length=60, required=False)
    expertise = forms.CharField(
        label="专长", max_length=120, required=False, help_text="几项用顿号分开，编组和服务活动用"
    )
    residence = forms.CharField(
        label="居住区域", max_length=130, required=False, help_text="到社区为止，不写楼号门牌"
    )
    email = forms.EmailField(label="电子邮箱", required=False, help_text="收每天一封的待办提醒")
    publicity = forms.ChoiceField(
        label="公开页上写什么",
        choices=Publicity.choices,
        initial=Publicity.BASIC,
        required=False,
        help_text="只对党代表有用。专长、单位要本人同意才选；电话和住处从不公开",
    )
    is_frontline = forms.BooleanField(label="生产和工作一线", required=False)

    def clean_phone(self) -> str:
        return self._read(mobile, self.cleaned_data["phone"])

    def clean_publicity(self) -> str:
        return self.cleaned_data["publicity"] or self.initial.get("publicity", Publicity.BASIC)

    def clean_born(self) -> str:
        return self._month("born")

    def clean_joined(self) -> str:
        return self._month("joined")

    def _month(self, name: str) -> str:
        found = self._read(month, self.cleaned_data[name])
        return f"{found:%Y-%m}" if found else ""

    @staticmethod
    def _read(parse, written: str):
        """The cleaned value, by the same parser that reads rosters."""
        try:
            return parse(written) if written else ""
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from None


class NewPersonForm(PersonForm):
    """A new person, with the seats of a delegate."""

    levels = forms.MultipleChoiceField(
        label="党代表层级",
        required=False,
        choices=MandateLevel.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="联络员、志愿者、承办人不选",
    )
    electing_unit = forms.CharField(label="选举单位", max_length=100, required=False)


class EditPersonForm(PersonForm):
    """What is known of a person; the telephone is not shown, so an empty field keeps it."""

    no_phone = forms.BooleanField(label="删除已登记的电话", required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].help_text = "不填就不改"


class PostForm(StyledForm, forms.Form):
    role = forms.ChoiceField(label="任什么职")
    place = forms.ChoiceField(
        label="在哪里", help_text="代表、联络员、组长、志愿者选工作室；承办人选单位"
    )
    starts_on = forms.DateField(label="自哪天起", widget=forms.DateInput)
    ends_on = forms.DateField(
        label="到哪天", required=False, widget=forms.DateInput, help_text="没有期限就不填"
    )

    def __init__(self, *args, rooms, units, roles=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roles = roles or [role for role in Role if role in ROOM_ROLES or role == Role.HANDLER]
        self.fields["role"].choices = [("", "请选"), *((role.value, role.label) for role in roles)]
        self.places = {f"room-{room.pk}": room for room in rooms}
        self.places |= {f"unit-{unit.pk}": unit for unit in units}
        shelves = (("工作室", Workroom), ("单位", Unit))
        self.fields["place"].choices = [
            ("", "请选"),
            *(
                (title, found)
                for title, kind in shelves
                if (found := [(k, p.name) for k, p in self.places.items() if isinstance(p, kind)])
            ),
        ]

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean_place(self) -> Workroom | Unit:
        return self.places[self.cleaned_data["place"]]

    def clean(self) -> dict:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "结束日期不能早于开始日期。")
        return cleaned


class GrantForm(PostForm):
    """A role that reaches the whole district, for a person named by name or number."""

    who = forms.CharField(
        label="姓名或编号", max_length=40, help_text="重名时填编号，如 P-2026-0012"
    )
    field_order = ("who", "role", "place", "starts_on", "ends_on")


class EndForm(StyledForm, forms.Form):
    ends_on = forms.DateField(
        label="最后一天", widget=forms.DateInput, help_text="当天仍有权限，第二天起没有"
    )


class ReasonForm(StyledForm, forms.Form):
    reason = forms.CharField(
        label="为什么查看",
        min_length=4,
        max_length=200,
        help_text="至少四个字，记入审计留痕",
    )


class InviteForm(StyledForm, forms.Form):
    username = forms.RegexField(
        regex=r"^[\w.@-]{2,40}\Z",
        label="登录名",
        max_length=40,
        help_text="2 到 40 个字母、数字或汉字，定了不能改",
        error_messages={"invalid": "登录名只能用字母、数字、汉字和 . - _ @，2 到 40 个。"},
    )
