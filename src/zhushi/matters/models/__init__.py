from zhushi.matters.models.approval import ApprovalRule, ApprovalStep, Settlement
from zhushi.matters.models.dispatch import (
    CallBack,
    Commitment,
    Dispatch,
    Evaluation,
    Extension,
    HandBack,
    Publication,
    Reply,
    SavedFilter,
)
from zhushi.matters.models.matter import Enclosure, Matter, Recusal
from zhushi.matters.models.proposer import Proposer
from zhushi.matters.models.settings import Limit, LimitProfile, Topic
from zhushi.matters.models.step import Clock, Message, Reminder, Step
from zhushi.matters.models.text import MatterText

__all__ = [
    "ApprovalRule",
    "ApprovalStep",
    "CallBack",
    "Clock",
    "Commitment",
    "Dispatch",
    "Enclosure",
    "Evaluation",
    "Extension",
    "HandBack",
    "Limit",
    "LimitProfile",
    "Matter",
    "MatterText",
    "Message",
    "Proposer",
    "Publication",
    "Recusal",
    "Reminder",
    "Reply",
    "SavedFilter",
    "Settlement",
    "Step",
    "Topic",
]
