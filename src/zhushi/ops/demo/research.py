"""Research of the practice district: priorities, themes, and reports on every part of their way."""

from datetime import datetime, time, timedelta
from typing import Any

from zhushi.activities.actions.plan_activity import Programme
from zhushi.activities.actions.record_activity import note_activity
from zhushi.activities.choices import ActivityKind
from zhushi.activities.halves import Half
from zhushi.core.moments import day_of, moment_of
from zhushi.core.workdays import add_workdays
from zhushi.matters.actions.approve import approve
from zhushi.matters.actions.check import check, turn_down
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.evaluate import evaluate
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm
from zhushi.matters.actions.set_approvals import Approver, set_approvals
from zhushi.matters.actions.settle import settle
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.choices import Adoption, ReplyClass, Satisfaction
from zhushi.matters.models import Matter, Topic
from zhushi.ops.demo.cast import Cast, RoomCast
from zhushi.ops.demo.pages import page
from zhushi.papers.actions.draft_letter import draft_letter
from zhushi.papers.actions.issue_letter import issue_letter
from zhushi.papers.actions.word_letters import set_head
from zhushi.papers.choices import LetterKind
from zhushi.papers.letters import facts
from zhushi.papers.letters.compose import first_words
from zhushi.research.actions.ask_questions import ask_questions
from zhushi.research.actions.hand_in_report import hand_in_report
from zhushi.research.actions.invite_delegate import invite_delegate
from zhushi.research.actions.invite_guest import invite_guest
from zhushi.research.actions.keep_plan_item import add_plan_item
from zhushi.research.actions.keep_priority import add_priority
from zhushi.research.actions.link_theme import link_theme
from zhushi.research.actions.name_topics import name_topics
from zhushi.research.actions.plan_research import plan_research
from zhushi.research.actions.set_theme import lay_down_theme
from zhushi.research.actions.start_report import start_report
from zhushi.research.actions.write_report import write_report
from zhushi.research.models import Report, Theme

MORNING = time(10)
PACE = 3
"""Working days between two steps."""


def look_into(cast: Cast) -> None:
    """Tell it: who approves, what is looked into, what was written and how far it came."""
    words, office = page("research"), cast.officers[0]
    began = moment_of(cast.since, MORNING)
    second, third = (user.person for user in cast.officers[1:3])
    steps = [
        Approver("组织部审核", second, deputy=third),
        Approver("区委分管领导审批", cast.leaders[0].person),
    ]
    set_approvals(cast.district, steps, by=office, at=began)
    set_head(
        cast.district,
        issuer=words["head"]["issuer"],
        mark=words["head"]["mark"],
        printed_by=words["head"]["printed_by"],
        by=office,
        at=began,
    )
    areas = {
        name: add_priority(cast.district, name=name, since=cast.since, by=office, at=began)
        for name in words["priorities"]
    }
    themes = [_theme(cast, told, areas[told["priority"]]) for told in words["themes"]]
    for theme, told in zip(themes, words["themes"], strict=True):
        if "questions" in told:
            _looked_into(cast, theme, told)
    rooms = [cast.busiest, *(here for here in cast.rooms if here is not cast.busiest)]
    for here, told in zip(rooms, words["papers"], strict=False):
        _Paper(cast, here, told).travel(themes[-1])


def _theme(cast: Cast, told: dict[str, Any], area) -> Theme:
    half = Half.of(cast.today)
    half = half.before if told["half"] else half
    at = moment_of(max(half.since, cast.since), MORNING)
    given = {"half": half, "title": told["title"], "priority": area, "why": told["why"]}
    return lay_down_theme(cast.district, **given, by=cast.officers[0], at=at)


def _looked_into(cast: Cast, theme: Theme, told: dict[str, Any]) -> None:
    """Its plan, what was found on the way, and one more that is to come."""
    here, office, at = cast.busiest, cast.officers[0], cast.now
    by: dict[str, Any] = {"by": office, "at": at}
    ask_questions(theme, questions=told["questions"], **by)
    tops = sorted(topic.pk for (_, below), topic in cast.topics.items() if not below)
    name_topics(theme, topics=Topic.objects.filter(pk__in=tops[: told["topics"]]), **by)
    for person in here.delegates[:2]:
        invite_delegate(theme, person=person, **by)
    for name, body in told["guests"]:
        invite_guest(theme, name=name, body=body, **by)
    for number, (title, place, record) in enumerate(told["been"]):
        on = cast.today - timedelta(days=PACE * (number + 1))
        if on < theme.since:
            continue
        add_plan_item(theme, on=on, what=title, place=place, **by)
        made = note_activity(
            here.room,
            kind=ActivityKind.RESEARCH,
            form="FORUM" if number else "FIELD",
            on=on,
            title=title,
            place=place,
            record=record,
            key=f"demo-research-{number}",
            by=here.liaison,
            at=at,
        )
        link_theme(made, theme=theme, by=here.liaison, at=at)
    for days, what, place in told["ahead"]:
        on = cast.today + timedelta(days=days)
        if on > theme.half.until:
            continue
        item = add_plan_item(theme, on=on, what=what, place=place, **by)
        if days == told["ahead"][0][0]:
            programme = Programme(title=what, on=on, starts_at=time(9, 30), place=place)
            given: dict[str, Any] = {"form": "DOORSTEP", "programme": programme, "item": item}
            plan_research(theme, here.room, **given, by=here.liaison, at=at)


class _Paper:
    """One report with its own pace; each step a few working days after the one before."""

    def __init__(self, cast: Cast, here: RoomCast, told: dict[str, Any]) -> None:
        self.cast, self.here, self.told = cast, here, told
        self.on = cast.today - timedelta(days=told["days_ago"])

    @property
    def at(self) -> datetime:
        """The moment of the next step, never after now."""
        moment = min(moment_of(self.on, MORNING), self.cast.now)
        self.on = add_workdays(self.on, PACE, self.cast.calendar).on
        return moment

    def travel(self, theme: Theme) -> None:
        """Written, handed in, and moved on until it stops."""
        matter = hand_in_report(self._written(theme), by=self.here.delegate, at=self.at)
        way = (self.check, self.agree, self.approve, self.forward, self.answer, self.end)
        for step in way[: self.told["steps"]]:
            matter = step(matter)
        if missing := self.told.get("missing"):
            turn_down(matter, reason=missing, by=self.cast.officers[0], at=self.at)

    def _written(self, theme: Theme) -> Report:
        delegate, at = self.here.delegate, self.at
        report = start_report(
            self.here.room,
            title=self.told["title"],
            authors=[delegate.person],
            theme=theme if self.on >= theme.since else None,
            by=delegate,
            at=at,
        )
        given = {"title": self.told["title"], "text": self.told["text"], "seen": 1}
        return write_report(report, **given, by=delegate, at=at).report

    def check(self, matter: Matter) -> Matter:
        return check(matter, by=self.cast.officers[0], at=self.at)

    def agree(self, matter: Matter) -> Matter:
        return approve(matter, is_agreed=True, by=self.cast.officers[1], at=self.at)

    def approve(self, matter: Matter) -> Matter:
        return approve(
            matter, is_agreed=True, note="请住建部门研究办理。", by=self.cast.leaders[0], at=self.at
        )

    def forward(self, matter: Matter) -> Matter:
        """Forwarded and signed in."""
        unit = self.cast.units["housing"]
        matter = dispatch(
            matter,
            lead=Charge(unit),
            extract="请研究报告中的建议，在规定时限内书面答复。",
            by=self.cast.officers[0],
            at=self.at,
        )
        self._write_letter(matter)
        lead = matter.dispatches.get(is_lead=True)
        return sign_in(lead, by=self.cast.handlers[unit.pk], at=self.at)

    def _write_letter(self, matter: Matter) -> None:
        """The forwarding letter, numbered the same day."""
        office, at = self.cast.officers[0], min(moment_of(self.on, MORNING), self.cast.now)
        kind = LetterKind.FORWARD
        parts = list(matter.dispatches.select_related("unit"))
        about = facts.of_matter(kind, matter, parts)
        words = first_words(kind, about, self.cast.district)
        draft = draft_letter(kind, about, unit=self.cast.district, written=words, by=office, at=at)
        issue_letter(draft, on=day_of(at), by=office, at=at)

    def answer(self, matter: Matter) -> Matter:
        """Answered in writing and checked, so that the delegate has it."""
        unit = self.cast.units["housing"]
        self.on += timedelta(days=20)
        matter = reply(
            matter.dispatches.get(is_lead=True),
            reply_class=ReplyClass.A,
            text=self.told["reply"],
            signatory="王局长",
            by=self.cast.handlers[unit.pk],
            at=self.at,
        )
        return confirm(matter, by=self.cast.officers[0], at=self.at)

    def end(self, matter: Matter) -> Matter:
        good = Satisfaction.GOOD
        matter = evaluate(matter, attitude=good, result=good, by=self.here.delegate, at=self.at)
        return settle(matter, adoption=Adoption.ADOPTED, by=self.cast.officers[0], at=self.at)
