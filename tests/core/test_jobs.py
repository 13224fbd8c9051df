"""Long work is done somewhere else, says how far it is, and can be called off."""

import signal
from datetime import timedelta

import pytest

from tests.world import NOON
from zhushi.core import jobs
from zhushi.core.errors import Refused
from zhushi.core.models import Job, JobStatus
from zhushi.ops.jobs import LOST, PATIENCE, Worker
from zhushi.ops.retention import apply_retention

pytestmark = pytest.mark.django_db


@pytest.fixture
def kind(monkeypatch):
    """Register a kind of work for the time of a test."""

    def make(work) -> str:
        monkeypatch.setitem(jobs._KINDS, "test", work)
        return "test"

    return make


@pytest.fixture
def background(settings):
    settings.JOBS_IN_BACKGROUND = True


def ask(kind, world, args=None) -> Job:
    return jobs.ask(kind, args or {}, by=world.己, at=NOON)


def test_without_a_process_for_it_work_is_done_at_once(kind, world):
    job = ask(kind(lambda args, **_: f"draft:{args['number']}"), world, {"number": 7})
    assert (job.status, job.made) == (JobStatus.DONE, "draft:7")


def test_with_one_it_waits_and_is_done_there(kind, world, background):
    job = ask(kind(lambda args, **_: "draft:7"), world)
    assert job.status == JobStatus.WAITING
    jobs.do(job, now=lambda: NOON)
    assert Job.objects.get().made == "draft:7"


def test_what_is_refused_is_said_and_a_fault_is_not_shown_but_kept(kind, world, caplog):
    def refuse(args, **_):
        raise Refused("没有人可以排。")

    def fail(args, **_):
        raise ZeroDivisionError("secret detail")

    assert ask(kind(refuse), world).said == "没有人可以排。"
    job = ask(kind(fail), world)
    assert (job.status, job.said) == (JobStatus.REFUSED, jobs.FAILED)
    assert "secret detail" in caplog.text


def test_work_tells_how_far_it_is_and_stops_when_it_is_called_off(kind, world, background):
    seen = []

    def work(args, *, watch, **_):
        for number in range(5):
            watch._looked = 0.0
            watch(number, 5, "还差一点")
            seen.append(Job.objects.get().percent)
            if number == 2:
                jobs.call_off(Job.objects.get(), at=NOON)
        return "draft:1"

    job = ask(kind(work), world)
    jobs.do(job, now=lambda: NOON)
    assert seen == [0, 20, 40]
    assert (job.status, job.made) == (JobStatus.CANCELLED, "")


def test_what_waits_is_called_off_at_once_and_what_has_ended_stays(kind, world, background):
    job = ask(kind(lambda args, **_: "draft:1"), world)
    jobs.call_off(job, at=NOON)
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    done = jobs.do(ask("test", world), now=lambda: NOON)
    jobs.call_off(done, at=NOON)
    done.refresh_from_db()
    assert done.status == JobStatus.DONE


def test_nobody_piles_up_work(kind, world, background):
    name = kind(lambda args, **_: "draft:1")
    for _ in range(jobs.AT_ONCE):
        ask(name, world)
    with pytest.raises(Refused, match="已经有几个在算"):
        ask(name, world)
    jobs.ask(name, {}, by=world.乙, at=NOON)


class Child:
    """A process that has ended with nothing said, or runs until it is ended."""

    def __init__(self, code: int | None) -> None:
        self.code = code

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.code = -signal.SIGTERM

    def wait(self, seconds: int) -> None:
        pass


@pytest.fixture
def started(monkeypatch):
    """The commands the worker would run, each a child that goes on for ever."""
    found = []

    def popen(command):
        found.append(command)
        return Child(None)

    monkeypatch.setattr("zhushi.ops.jobs.subprocess.Popen", popen)
    return found


def test_the_worker_does_one_job_at_a_time_the_oldest_first(kind, world, background, started):
    first, second = (ask(kind(lambda args, **_: ""), world) for _ in range(2))
    worker = Worker()
    worker.step()
    worker.step()
    assert [command[-1] for command in started] == [str(first.pk)]
    assert Job.objects.get(pk=second.pk).status == JobStatus.WAITING


def test_a_process_that_dies_leaves_a_word(kind, world, background, started):
    job = ask(kind(lambda args, **_: ""), world)
    worker = Worker()
    worker.step()
    worker.child.code = -signal.SIGKILL
    worker.step()
    job.refresh_from_db()
    assert (job.status, job.said) == (JobStatus.REFUSED, jobs.FAILED)
    assert worker.child is None


def test_unwanted_work_that_does_not_listen_is_ended_from_outside(kind, world, background, started):
    job = ask(kind(lambda args, **_: ""), world)
    worker = Worker()
    worker.step()
    jobs.call_off(job, at=NOON)
    for _ in range(PATIENCE + 3):
        worker.step()
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED


def test_work_of_a_machine_that_went_down_is_not_left_running(kind, world, background, started):
    job = ask(kind(lambda args, **_: ""), world)
    Job.objects.update(status=JobStatus.RUNNING, started_at=NOON - LOST * 2)
    Worker().step()
    job.refresh_from_db()
    assert job.status == JobStatus.REFUSED


def test_a_month_after_its_end_a_job_is_forgotten_with_what_it_found(kind, world, background):
    over, new, waiting = (
        ask(kind(lambda args, **_: jobs.Found("frontier:7", [1])), world) for _ in range(3)
    )
    jobs.do(over, now=lambda: NOON)
    jobs.do(new, now=lambda: NOON + timedelta(seconds=1))
    later = NOON + timedelta(days=jobs.KEPT_DAYS, seconds=1)

    assert jobs.forget_ended(at=later - timedelta(seconds=1)) == 0
    assert apply_retention(at=later).jobs == 1

    assert set(Job.objects.all()) == {new, waiting}
