"""Say something: content is all that must be given."""

from django import forms

from zhushi.matters.choices import OpinionType
from zhushi.portal.forms.public import PublicForm
from zhushi.ui.fields import PhoneField, Words
from zhushi.ui.forms import FilesField, SegmentedRadio
from zhushi.vault.actions.keep import Who
from zhushi.vault.choices import Purpose


class SubmitForm(PublicForm):
    """An opinion, with or without a name."""

    drafts = ("content",)

    content = Words(
        label="您想说什么",
        help_text="什么地方、什么事、希望怎么办。不要写身份证号。",
        limit=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "请写下要说的事，一句话也行。"},
    )
    opinion_type = forms.ChoiceField(
        label="是哪一类",
        help_text="拿不准就不选，工作室会替您归类。",
        choices=OpinionType.choices,
        required=False,
        widget=SegmentedRadio,
    )
    files = FilesField(  # type: ignore[assignment]
        label="照片或材料",
        help_text="最多 5 个，每个不超过 10 MB。照片里的位置信息会去掉。",
        required=False,
    )
    name = Words(
        label="怎么称呼",
        help_text="回电话时用，如“王女士”。",
        limit=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = PhoneField(
        label="电话", help_text="办结后回访用；后四位可代替口令查看答复内容。", required=False
    )
    address = Words(
        label="住在哪个小区",
        help_text="方便判断归哪个社区办，写到小区就够。",
        limit=60,
        required=False,
    )
    hardship = Words(
        label="困难、健康等情况",
        help_text="只想让工作室知道的情况写在这里，单独加密保存。",
        limit=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    contact_to_unit = forms.BooleanField(
        label="可以把我的联系方式转给承办单位",
        help_text="不勾：单位只看到内容，由工作室代为联系。",
        required=False,
    )
    content_to_unit = forms.BooleanField(
        label="可以把我的原话原样转给承办单位",
        help_text="不勾：单位看到的是工作室写的摘要，去掉能认出您的地方。",
        required=False,
    )
    hardship_to_room = forms.BooleanField(
        label="可以让工作室看到困难、健康等情况",
        help_text="只用来安排走访帮扶。不勾：写了也没人能打开看。",
        required=False,
    )
    publish = forms.BooleanField(
        label="办完后可以公开（隐去身份）",
        help_text="发布前还要有第二个人审核。不勾：只有您自己看得到答复。",
        required=False,
    )

    def who(self) -> Who:
        """The person as far as they told."""
        data = self.cleaned_data
        ticked = {
            Purpose.CONTACT_TO_UNIT: data["contact_to_unit"],
            Purpose.CONTENT_TO_UNIT: data["content_to_unit"],
            Purpose.HARDSHIP: data["hardship_to_room"],
            Purpose.PUBLISH: data["publish"],
        }
        return Who(
            name=data["name"],
            phone=data["phone"],
            address=data["address"],
            hardship=data["hardship"],
            consents=frozenset(purpose for purpose, given in ticked.items() if given),
        )

    def opinion(self) -> OpinionType:
        return OpinionType(self.cleaned_data["opinion_type"] or OpinionType.SUGGESTION)


class SealedForm(PublicForm):
    """An accusation; nothing of it is kept in the browser."""

    content = Words(
        label="您要反映什么",
        help_text="什么人、什么时候、什么事、有什么线索。",
        limit=2000,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off"}),
        error_messages={"required": "请写下要反映的事。"},
    )
    accused = forms.ChoiceField(
        label="涉及哪个单位",
        help_text="选了的单位以后也不会收到这件事。不在名单里就不选。",
        required=False,
    )
    files = FilesField(  # type: ignore[assignment]
        label="照片或材料",
        help_text="最多 5 个，每个不超过 10 MB。照片里的位置信息会去掉。",
        required=False,
    )
    name = Words(label="怎么称呼", help_text="只有两名专人能看到。", limit=20, required=False)
    phone = PhoneField(
        label="电话", help_text="只在需要核实时由专人联系；后四位可代替口令。", required=False
    )

    def __init__(self, *args, units=(), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(unit.pk), unit.name) for unit in units]
        self.fields["accused"].choices = [("", "不选"), *named]  # type: ignore[attr-defined]

    def who(self) -> Who:
        return Who(name=self.cleaned_data["name"], phone=self.cleaned_data["phone"])
