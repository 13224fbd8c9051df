"""Every verb of the table with the least it needs; the generated tests take them from here."""

from datetime import timedelta

from tests.world import NOON, World
from zhushi.matters.actions.accept import accept
from zhushi.matters.actions.answer import answer
from zhushi.matters.actions.approve import approve
from zhushi.matters.actions.archive import archive
from zhushi.matters.actions.ask import add, ask
from zhushi.matters.actions.check import check, turn_down
from zhushi.matters.actions.close import close
from zhushi.matters.actions.conclude import conclude
from zhushi.matters.actions.contact import contact
from zhushi.matters.actions.decide_hand_back import decide_hand_back
from zhushi.matters.actions.decline import decline
from zhushi.matters.actions.dispatch import Charge, dispatch
from zhushi.matters.actions.escalate import escalate
from zhushi.matters.actions.evaluate import evaluate
from zhushi.matters.actions.extend import ask_extension, decide_extension
from zhushi.matters.actions.hand_back import hand_back
from zhushi.matters.actions.hand_over import hand_over
from zhushi.matters.actions.merge import merge
from zhushi.matters.actions.note import note
from zhushi.matters.actions.opine import opine
from zhushi.matters.actions.press import supervise, urge
from zhushi.matters.actions.propose import propose
from zhushi.matters.actions.rate import rate
from zhushi.matters.actions.redo import redo
from zhushi.matters.actions.refer import refer
from zhushi.matters.actions.reply import reply
from zhushi.matters.actions.review import confirm, send_back
from zhushi.matters.actions.revise import revise
from zhushi.matters.actions.rule_out import rule_out
from zhushi.matters.actions.seal import seal
from zhushi.matters.actions.set_approvals import Approver, set_approvals
from zhushi.matters.actions.settle import settle
from zhushi.matters.actions.sign_in import sign_in
from zhushi.matters.actions.tell import call_back, tell
from zhushi.matters.choices import Adoption, Exclusion, Kind, ReplyClass, Satisfaction
from zhushi.matters.models import Matter

LONG_AFTER = NOON + timedelta(days=60)
REASON = "写明理由，供人核对"


def _lead(matter: Matter):
    return matter.dispatches.get(is_lead=True)


def _helper(matter: Matter):
    return matter.dispatches.get(is_lead=False)


def _reply(world: World, matter: Matter, *, is_paper: bool):
    return reply(
        _lead(matter),
        reply_class=ReplyClass.A,
        text="声控灯今天全部换好，请来看一看。",
        signatory="王局长",
        is_paper=is_paper,
        by=world.庚,
        at=NOON,
    )


def _decide(world: World, dispatched, *, is_granted: bool):
    return decide_hand_back(dispatched, is_granted=is_granted, note=REASON, by=world.己, at=NOON)


def _back(world: World, dispatched, by):
    return hand_back(dispatched, reason=REASON, proposed_unit=world.东街, by=by, at=NOON)


def _forward(world: World, matter: Matter):
    helpers = [Charge(world.教育)]
    return dispatch(
        matter, lead=Charge(world.住建), helpers=helpers, extract="请研办", by=world.己, at=NOON
    )


def _approve(world: World, matter: Matter, *, is_agreed: bool = True):
    return approve(matter, is_agreed=is_agreed, note=REASON, by=world.领, at=NOON)


MOVES = {
    "check": lambda w, m: check(m, by=w.己, at=NOON),
    "turn_down": lambda w, m: turn_down(m, reason=REASON, by=w.己, at=NOON),
    "revise": lambda w, m: revise(m, title="改过的题目", content="改过的正文", by=w.丙, at=NOON),
    "approve_step": _approve,
    "approve": _approve,
    "disapprove": lambda w, m: _approve(w, m, is_agreed=False),
    "forward": _forward,
    "evaluate": lambda w, m: evaluate(
        m, attitude=Satisfaction.GOOD, result=Satisfaction.POOR, by=w.丙, at=NOON
    ),
    "settle": lambda w, m: settle(
        m, adoption=Adoption.PARTLY, reason=REASON, by=w.己, at=LONG_AFTER
    ),
    "accept": lambda w, m: accept(m, by=w.乙, at=NOON),
    "answer": lambda w, m: answer(m, text="已经告诉他怎么办", by=w.乙, at=NOON),
    "decline": lambda w, m: decline(m, exclusion=Exclusion.LITIGATION, by=w.乙, at=NOON),
    "refer": lambda w, m: refer(m, to="12345 热线", by=w.乙, at=NOON),
    "merge": lambda w, m: merge(m, into=w.matter().matter, by=w.乙, at=NOON),
    "seal": lambda w, m: seal(m, by=w.乙, at=NOON),
    "hand_over": lambda w, m: hand_over(m, to="区纪委监委", by=w.壬, at=NOON),
    "conclude": lambda w, m: conclude(m, by=w.壬, at=NOON),
    "dispatch": lambda w, m: dispatch(
        m, lead=Charge(w.住建), helpers=[Charge(w.教育)], extract="修灯", by=w.己, at=NOON
    ),
    "sign_in": lambda w, m: sign_in(_lead(m), by=w.庚, at=NOON),
    "co_sign_in": lambda w, m: sign_in(_helper(m), by=w.辛, at=NOON),
    "hand_back": lambda w, m: _back(w, _lead(m), w.庚),
    "co_hand_back": lambda w, m: _back(w, _helper(m), w.辛),
    "grant": lambda w, m: _decide(w, _lead(m), is_granted=True),
    "co_grant": lambda w, m: _decide(w, _helper(m), is_granted=True),
    "uphold": lambda w, m: _decide(w, _lead(m), is_granted=False),
    "co_uphold": lambda w, m: _decide(w, _helper(m), is_granted=False),
    "ask_extension": lambda w, m: ask_extension(
        _lead(m), reason=REASON, workdays=5, by=w.庚, at=NOON
    ),
    "extend": lambda w, m: decide_extension(_lead(m), is_granted=True, by=w.己, at=NOON),
    "refuse_extension": lambda w, m: decide_extension(_lead(m), is_granted=False, by=w.己, at=NOON),
    "contact": lambda w, m: contact(_lead(m), note="到现场看过", by=w.庚, at=NOON),
    "opine": lambda w, m: opine(_helper(m), text="我们配合", by=w.辛, at=NOON),
    "urge": lambda w, m: urge(m, by=w.乙, at=NOON),
    "supervise": lambda w, m: supervise(m, by=w.己, at=NOON),
    "reply": lambda w, m: _reply(w, m, is_paper=False),
    "enter_reply": lambda w, m: _reply(w, m, is_paper=True),
    "send_back": lambda w, m: send_back(m, reason=REASON, by=w.己, at=NOON),
    "confirm": lambda w, m: confirm(m, by=w.己, at=NOON),
    "tell": lambda w, m: tell(m, how="电话", by=w.乙, at=NOON),
    "call_back": lambda w, m: call_back(m, is_reached=True, note="说满意", by=w.乙, at=NOON),
    "rate": lambda w, m: rate(
        m, attitude=Satisfaction.GOOD, result=Satisfaction.POOR, by=None, at=NOON
    ),
    "redo": lambda w, m: redo(m, by=w.乙, at=NOON),
    "escalate": lambda w, m: escalate(m, note=REASON, by=w.己, at=NOON),
    "close": lambda w, m: close(m, note=REASON, by=w.乙, at=NOON),
    "archive": lambda w, m: archive(m, by=w.己, at=NOON),
    "note": lambda w, m: note(m, text="去看过了", by=w.乙, at=NOON),
    "ask": lambda w, m: ask(m, text="是哪一号楼？", by=w.乙, at=NOON),
    "add": lambda w, m: add(m, text="是三号楼", by=None, at=NOON),
    "rule_out": lambda w, m: rule_out(m, unit=w.东街, reason="有利害关系", by=w.乙, at=NOON),
}

WAY_TO = {
    "REGISTERED": (),
    "ACCEPTED": ("accept",),
    "DISPATCHED": ("accept", "dispatch"),
    "HANDLING": ("accept", "dispatch", "sign_in"),
    "RETURNED": ("accept", "dispatch", "hand_back"),
    "REPLIED": ("accept", "dispatch", "sign_in", "reply"),
    "CONFIRMED": ("accept", "dispatch", "sign_in", "reply", "confirm"),
    "TOLD": ("accept", "dispatch", "sign_in", "reply", "confirm", "tell"),
    "EVALUATED": ("accept", "dispatch", "sign_in", "reply", "confirm", "tell", "rate"),
    "ESCALATED": ("accept", "dispatch", "sign_in", "reply", "confirm", "tell", "rate", "escalate"),
    "ANSWERED": ("answer",),
    "DECLINED": ("decline",),
    "REFERRED": ("refer",),
    "MERGED": ("merge",),
    "SEALED": ("seal",),
    "HANDED_OVER": ("seal", "hand_over"),
    "CLOSED": ("answer", "close"),
    "ARCHIVED": ("answer", "close", "archive"),
}
_APPROVED = ("check", "approve_step", "approve")
_REPLIED = (*_APPROVED, "forward", "sign_in", "reply")
WAY_OF_PAPERS = {
    "REGISTERED": (),
    "CHECKED": ("check",),
    "TURNED_DOWN": ("turn_down",),
    "ACCEPTED": _APPROVED,
    "DISPATCHED": (*_APPROVED, "forward"),
    "HANDLING": (*_APPROVED, "forward", "sign_in"),
    "RETURNED": (*_APPROVED, "forward", "hand_back"),
    "REPLIED": _REPLIED,
    "TOLD": (*_REPLIED, "confirm"),
    "EVALUATED": (*_REPLIED, "confirm", "evaluate"),
    "ESCALATED": (*_REPLIED, "confirm", "evaluate", "escalate"),
    "CLOSED": (*_REPLIED, "confirm", "settle"),
    "ARCHIVED": (*_REPLIED, "confirm", "settle", "archive"),
}
"""What delegates hand in; it is confirmed and presented to them in one go."""

BEFORE = {
    "approve": ("approve_step",),
    "grant": ("hand_back",),
    "uphold": ("hand_back",),
    "co_grant": ("co_hand_back",),
    "co_uphold": ("co_hand_back",),
    "extend": ("ask_extension",),
    "refuse_extension": ("ask_extension",),
}


def paper_in(world: World, status: str, kind: Kind = Kind.RESEARCH) -> Matter:
    """A report that 丙 and 甲 signed, brought to a status; 领 approves in two steps."""
    leader = world.people["领"]
    steps = [Approver("组织部审核", leader), Approver("区委审批", leader)]
    set_approvals(world.雁, steps, by=world.己, at=NOON)
    matter = propose(
        world.rooms["东"],
        kind=kind,
        title="老旧小区加装电梯的调研",
        content="走访十二个小区，看到三个问题。",
        proposers=[world.people["丙"], world.people["甲"]],
        key=f"paper-{Matter.objects.count()}",
        by=world.丙,
        at=NOON,
    )
    for verb in WAY_OF_PAPERS[status]:
        matter = MOVES[verb](world, matter)
    matter.refresh_from_db()
    return matter


def matter_in(world: World, status: str) -> Matter:
    """A matter brought to a status through the actions."""
    matter = world.matter(who=world.known_resident()).matter
    for verb in WAY_TO[status]:
        matter = MOVES[verb](world, matter)
    matter.refresh_from_db()
    return matter
