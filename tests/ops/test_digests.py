"""Mail: one a person and day, with counts and never with content."""

import pytest
from django.core import mail

from tests.world import DAY, NOON
from zhushi.core.models import Digest
from zhushi.core.outbox import tell
from zhushi.ops.digests import send_digests


@pytest.fixture
def told(world):
    """己 (of one district) and 癸 (of another) have an address and notices."""
    for name in ("己", "癸"):
        person = world.people[name]
        person.email = f"{person.ref.lower()}@example.invalid"
        person.save()
    users = [world.己.pk, world.癸.pk]
    tell(
        users,
        event="matter:1:2",
        text="编号尾号 0001 的事项：交办",
        about="matter:DJ-2026-0001",
        at=NOON,
    )
    tell(
        [world.己.pk],
        event="clock:9:RED",
        text="编号尾号 0001：到期",
        about="matter:DJ-2026-0001",
        at=NOON,
    )
    return world


def test_everybody_gets_one_mail_a_day(told):
    assert send_digests(at=NOON) == 2
    assert send_digests(at=NOON) == 0
    tell(
        [told.己.pk],
        event="matter:1:3",
        text="编号尾号 0001 的事项：答复",
        about="matter:DJ-2026-0001",
        at=NOON,
    )
    assert send_digests(at=NOON) == 0
    assert send_digests(at=NOON + DAY) == 1
    assert [message.subject for message in mail.outbox] == [
        "驻室：2 条新通知",
        "驻室：1 条新通知",
        "驻室：1 条新通知",
    ]


def test_a_mail_counts_and_says_nothing_of_any_matter(told):
    send_digests(at=NOON)
    body = mail.outbox[0].body
    assert "事项：1 条" in body
    assert "/desk/notices/" in body
    assert "XZL" not in body
    assert "〔" not in body


def test_a_mail_that_did_not_go_out_is_tried_again_and_not_doubled(told, monkeypatch):
    def fail(self, messages):
        raise OSError("no route to host")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", fail)
        assert send_digests(at=NOON) == 0
    assert not Digest.objects.filter(sent_at__isnull=False).exists()
    assert send_digests(at=NOON) == 2
    assert len(mail.outbox) == 2


def test_without_mail_nothing_is_sent_and_nothing_asked(told, settings, django_assert_num_queries):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    with django_assert_num_queries(0):
        assert send_digests(at=NOON) == 0
