"""Long work one has asked for: how far it is, calling it off, and the way to what came of it."""

import re

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.jobs import ask, call_off
from zhushi.core.models import Job, JobStatus
from zhushi.desk.access import everybody
from zhushi.grouping import jobs
from zhushi.papers.exports import JOB as EXPORT

NAMES = {
    jobs.DRAFT: ("计算编组草案", "desk:grouping", ""),
    jobs.LIMIT: ("计算编组草案", "desk:grouping", ""),
    jobs.CHANGE: ("照改，其余的人重新算", "desk:draft", "draft"),
    jobs.PRICE: ("计算挪一个人的代价", "desk:draft", "draft"),
    jobs.FRONTIER: ("计算动几个人省多少路", "desk:frontier", "draft"),
    jobs.ROSTER: ("排班", "desk:rosters", ""),
    jobs.REFRESH: ("按现在的情况再排", "desk:roster", "roster"),
    EXPORT: ("做文件", "desk:exports", ""),
}
"""What kinds of work are called, the page they were asked for on, and which argument names it."""


def asked(kind: str, args: dict, request, *, about: str = "", then: str = ""):
    """Ask for work with the form that says it, and go to what came of it or to its page.

    then: what follows the address of what came of it. Raises Refused where the work was done at
    once and refused.
    """
    typed = {name: request.POST[name] for name in request.POST if name != "csrfmiddlewaretoken"}
    ref = request.resolver_match.kwargs.get("ref", "")  # the person it was asked for, if any
    then = then or (f"?{urlencode({'person': ref})}#chosen" if ref else "")
    args = {**args, "form": typed, "then": then}
    job = ask(kind, args, about=about, by=request.user, at=clock.now())
    if job.status == JobStatus.REFUSED:
        raise Refused(job.said)
    return followed(job)


def followed(job: Job):
    """Where whoever asked goes now: to what came of it, else to the page of the work itself."""
    kind, _, number = job.made.partition(":")
    if job.status == JobStatus.DONE:
        address = reverse(f"desk:{kind}", kwargs={"pk": int(number)})
        return redirect(address + job.args.get("then", ""))
    return redirect("desk:job", pk=job.pk)


def typed_before(request) -> dict:
    """What was typed for work that was refused, so that it is changed and not typed again."""
    number = re.fullmatch(r"[0-9]{1,9}", request.GET.get("again", ""))
    found = (
        Job.objects.filter(pk=int(number[0]), user=request.user) if number else Job.objects.none()
    )
    job = found.first()
    return job.args.get("form", {}) if job else {}


def own(request, pk: int) -> Job:
    return get_object_or_404(Job, pk=pk, user=request.user)


@require_safe
@never_cache
@everybody
def job(request, pk: int):
    """How far it is; looks again by itself, and goes on to the result."""
    job = own(request, pk)
    if job.status == JobStatus.DONE:
        return followed(job)
    name, *_ = NAMES[job.kind]
    context = {"job": job, "name": name, "back": f"{_back_of(job)}?again={job.pk}"}
    answer = render(request, "desk/jobs/job.html", context)
    if job.is_open:
        answer["Refresh"] = "2"
    return answer


@require_POST
@everybody
def cancel(request, pk: int):
    """Not wanted any more."""
    job = own(request, pk)
    call_off(job, at=clock.now())
    kept = "" if job.kind == EXPORT else "，谁的工作室和值班都没有变"
    messages.success(request, f"已取消{kept}。")
    return redirect(_back_of(job))


def _back_of(job: Job) -> str:
    """The page the work was asked for on."""
    _, name, part = NAMES[job.kind]
    return reverse(name, kwargs={"pk": job.args[part]} if part else {})
