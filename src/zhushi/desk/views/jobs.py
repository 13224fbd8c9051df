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

NAMES = {
    jobs.DRAFT: ("计算编组草案", "desk:grouping"),
    jobs.LIMIT: ("计算编组草案", "desk:grouping"),
    jobs.ROSTER: ("排班", "desk:rosters"),
}
"""What kinds of work are called, and the page they were asked for on."""


def asked(kind: str, args: dict, request):
    """Ask for work with the form that says it, and go to what came of it or to its page.

    Raises Refused where the work was done at once and refused.
    """
    typed = {name: request.POST[name] for name in request.POST if name != "csrfmiddlewaretoken"}
    opens = request.resolver_match.kwargs.get("ref", "")  # the person it was asked for, if any
    told = {**args, "form": typed, "opens": opens}
    job = ask(kind, told, by=request.user, at=clock.now())
    if job.status == JobStatus.REFUSED:
        raise Refused(job.said)
    return followed(job)


def followed(job: Job):
    """Where whoever asked goes now: to what came of it, else to the page of the work itself."""
    kind, _, number = job.made.partition(":")
    if job.status == JobStatus.DONE:
        made = reverse(f"desk:{kind}", kwargs={"pk": int(number)})
        opens = job.args.get("opens", "")
        return redirect(f"{made}?{urlencode({'person': opens})}#chosen" if opens else made)
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
    name, back = NAMES[job.kind]
    context = {"job": job, "name": name, "back": f"{reverse(back)}?again={job.pk}"}
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
    messages.success(request, "已取消，谁的工作室和值班都没有变。")
    return redirect(NAMES[job.kind][1])
