"""Moves before a matter goes to a unit: take it in charge, answer, decline, refer, merge, seal."""

from django import forms

from zhushi.core.bigrams import tokens
from zhushi.core.perms import Perm
from zhushi.core.privacy import redact
from zhushi.desk.forms.moves.base import CommunityField, MoveForm, TopicField
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.answer import answer
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.merge import NOT_LEADING, merge
from zhushi.matters.actions.refer import refer
from zhushi.matters.actions.rule_out import rule_out
from zhushi.matters.actions.seal import seal
from zhushi.matters.choices import Exclusion, OpinionType
from zhushi.matters.models import Matter
from zhushi.matters.routing import ROUTES
from zhushi.rooms.models import Unit
from zhushi.ui.forms import SegmentedRadio

SUGGESTED, LOOKED_THROUGH = 5, 300


class AcceptForm(MoveForm):
    action = staticmethod(accept)
    hint = "受理以后，您就是这件事的受理人，要跟到办结。"

    title = forms.CharField(
        label="标题",
        max_length=80,
        help_text="承办单位也看得到标题：写清什么事，不要写姓名、电话、门牌号。",
    )
    opinion_type = forms.ChoiceField(
        label="类型", choices=OpinionType.choices, widget=SegmentedRadio
    )
    topic = TopicField(label="归类", required=False)
    community = CommunityField(label="哪个社区的事", required=False)
    is_urgent = forms.BooleanField(
        label="紧急，当天办", required=False, help_text="答复时限变成当天，逢休息日到下一个工作日。"
    )

    def prepare(self) -> None:
        matter = self.matter
        self.fields["topic"].of_district(matter.district)
        self.fields["community"].of_district(matter.district_id, self.today)
        self.initial |= {
            "title": redact(matter.title),
            "opinion_type": matter.opinion_type,
            "topic": matter.topic_id,
            "community": matter.community_id,
            "is_urgent": matter.is_urgent,
        }


class AnswerForm(MoveForm):
    action = staticmethod(answer)
    hint = "当场说清楚了的，把怎么答复的记下来，来访人凭回执也能看到。"
    drafts = ("text",)

    text = forms.CharField(label="怎么答复的", widget=forms.Textarea, max_length=4000)


class DeclineForm(MoveForm):
    action = staticmethod(decline)
    hint = "只有下面几种情况可以请来访人找别处，而且要说清楚找谁。"
    extra = "desk/matters/_routes.html"

    exclusion = forms.TypedChoiceField(label="属于哪种情况", coerce=Exclusion)
    guidance = forms.CharField(
        label="怎么告诉来访人",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=250,
        required=False,
        help_text="不写就用上面表里的那句话。",
    )

    def prepare(self) -> None:
        self.routes = list(ROUTES.values())
        fit = [r for r in self.routes if r.verb == "decline"]
        self.fields["exclusion"].choices = [
            ("", "请选择"),
            *((r.exclusion.value, f"{r.exclusion.label}：{r.sign}") for r in fit),
        ]


class ReferForm(MoveForm):
    action = staticmethod(refer)
    hint = "登记后转去，单号记在这里，来访人凭回执能看到转到了哪里。"
    extra = "desk/matters/_routes.html"

    to = forms.CharField(label="转到哪里", max_length=60, help_text="例如：12345 热线、区信访局。")
    external_ref = forms.CharField(label="那边的单号", max_length=40, required=False)
    exclusion = forms.TypedChoiceField(
        label="属于哪种情况", coerce=Exclusion, empty_value=None, required=False
    )
    reason = forms.CharField(
        label="为什么转", widget=forms.Textarea(attrs={"rows": 3}), max_length=300, required=False
    )

    def prepare(self) -> None:
        self.routes = list(ROUTES.values())
        fit = [r for r in self.routes if r.verb == "refer"]
        self.fields["exclusion"].choices = [
            ("", "都不是，只是别处更合适"),
            *((r.exclusion.value, f"{r.exclusion.label}：{r.sign}") for r in fit),
        ]


class MergeForm(MoveForm):
    action = staticmethod(merge)
    hint = "并案以后一起办，答复时仍然一件一件告诉每个人。"
    extra = "desk/matters/_similar.html"

    into = forms.CharField(label="并入哪一件", max_length=24, help_text="写编号，如 DJ-2026-0001。")

    def prepare(self) -> None:
        self.near = (
            Matter.objects.in_scope(self.held.scope(Perm.MATTER_MERGE))
            .filter(district=self.matter.district_id)
            .exclude(pk=self.matter.pk)
            .exclude(status__in=NOT_LEADING)
        )

    @property
    def similar(self) -> list[Matter]:
        """The open matters of the room whose titles share most with this one, at most five."""
        words = set(tokens(self.matter.title))
        recent = self.near.filter(room=self.matter.room_id).only("ref", "title", "status")
        scored = [(len(words & set(tokens(m.title))), m) for m in recent[:LOOKED_THROUGH]]
        scored.sort(key=lambda pair: -pair[0])
        return [matter for score, matter in scored[:SUGGESTED] if score > 1]

    def clean_into(self) -> Matter:
        ref = self.cleaned_data["into"].strip().upper()
        found = Matter.objects.in_scope(self.held.scope(Perm.MATTER_MERGE)).filter(ref=ref).first()
        if found is None:
            raise forms.ValidationError("没有找到这个编号的事项，请核对。")
        return found


class SealForm(MoveForm):
    action = staticmethod(seal)
    hint = (
        "转出以后，只有两名专人能看到，您和本室也看不到了。"
        "请先告诉来访人：改由专人办理，被反映的单位看不到。"
    )

    accused_unit = forms.ModelChoiceField(
        label="反映的是哪个单位", queryset=Unit.objects.none(), required=False, empty_label="不清楚"
    )

    def prepare(self) -> None:
        self.fields["accused_unit"].queryset = (
            Unit.objects.of_district(self.matter.district_id).handlers().valid_on(self.today)
        )


class RuleOutForm(MoveForm):
    action = staticmethod(rule_out)
    hint = "登记以后，这个单位收不到、也看不到这件事，交办时选不到它。"

    unit = forms.ModelChoiceField(
        label="哪个单位回避", queryset=Unit.objects.none(), empty_label="请选择"
    )
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：反映的就是这个单位。")

    def prepare(self) -> None:
        self.fields["unit"].queryset = (
            Unit.objects.of_district(self.matter.district_id).handlers().valid_on(self.today)
        )
