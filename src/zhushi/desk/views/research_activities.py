"""Activities that look into a theme: planned from it, and those noted before said to belong."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from zhushi.activities.choices import ActivityKind, ActivityStatus
from zhushi.activities.halves import Half
from zhushi.activities.kinds import KINDS
from zhushi.activities.lifecycle import TO_COME, TOOK_PLACE
from zhushi.activities.models import Activity
from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.desk.access import held_by, in_scope
from zhushi.desk.forms.activities import ProgrammeForm
from zhushi.desk.forms.research_plan import ThemeOfForm
from zhushi.desk.room_choice import partner_rooms
from zhushi.desk.views.activities import activities, team
from zhushi.desk.views.matter_new import rooms_of
from zhushi.desk.views.research import themes
from zhushi.people.access import Holdings
from zhushi.research.actions.link_theme import link_theme
from zhushi.research.actions.plan_research import plan_research
from zhushi.research.models import PlanItem, Theme, ThemeActivity
from zhushi.rooms.models import Workroom
from zhushi.ui.paging import keyset

KIND = KINDS[ActivityKind.RESEARCH]
MOST_AHEAD = 50


def may_go(held: Holdings, theme: Theme) -> bool:
    """Whether somebody plans activities for a theme: of its room, or of any for the district's."""
    scope = held.scope(Perm.RESEARCH_PLAN)
    if theme.room is not None:
        return scope.has_room(theme.room)
    return theme.district_id in scope.districts or bool(scope.rooms)


@require_http_methods(["GET", "POST"])
@never_cache
@in_scope(Perm.RESEARCH_PLAN, themes, pk="pk")
def new(request, theme: Theme):
    """Plan one, with what the plan's ``item`` says filled in; first the room where it is open."""
    scope = held_by(request).scope(Perm.RESEARCH_PLAN)
    rooms = [room for room in rooms_of(request, scope) if theme.is_for(room)]
    if not rooms:
        raise Http404
    item = _item(request, theme)
    code = request.GET.get("room", "")
    room = rooms[0] if len(rooms) == 1 else next((r for r in rooms if r.code == code), None)
    if room is None:
        context = {"theme": theme, "item": item, "rooms": rooms}
        return render(request, "desk/research/choose_room.html", context)
    form, status = _form(request, theme, room, item), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = plan_research(
                    theme,
                    room,
                    form=form.cleaned_data["form"],
                    programme=form.programme,
                    item=item,
                    by=request.user,
                    at=clock.now(),
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "已列入计划，还没有通知。")
                return redirect("desk:activity", pk=made.pk)
    context = {"form": form, "kind": KIND, "room": room, "theme": theme}
    context["back"] = reverse("desk:theme", kwargs={"pk": theme.pk})
    return render(request, "desk/activities/programme.html", context, status=status)


def _item(request, theme: Theme) -> PlanItem | None:
    """The item named in the address, of this theme; 404 for one that is not."""
    given = request.GET.get("item", "")
    if not given:
        return None
    return get_object_or_404(theme.items, pk=int(given) if given.isdecimal() else 0)


def _form(request, theme: Theme, room: Workroom, item: PlanItem | None) -> ProgrammeForm:
    """What the plan says stands there already; who takes part and is of the room is ticked."""
    postings, today = team(room, clock.today()), clock.today()
    taking_part = set(theme.members.values_list("person", flat=True))
    first = {
        "form": KIND.usual,
        "title": item.what if item else KIND.title_of(KIND.usual),
        "on": max(item.on, today) if item else None,
        "place": item.place if item else "",
        "agenda": "\n".join(question.text for question in theme.questions.all())[:2000],
        "people": [one.person.ref for one in postings if one.person_id in taking_part],
    }
    data = request.POST if request.method == "POST" else None
    near = partner_rooms(room)
    return ProgrammeForm(data, kind=KIND, postings=postings, rooms=near, initial=first)


@require_POST
@in_scope(Perm.ACTIVITY_KEEP, activities, pk="pk")
def link(request, activity: Activity):
    """Which theme a research activity belongs to, or none."""
    form = ThemeOfForm(request.POST, themes=_offered(activity, held_by(request)))
    if form.is_valid():
        try:
            theme = form.cleaned_data["theme"]
            link_theme(activity, theme=theme, by=request.user, at=clock.now())
            messages.success(request, "记下了。")
        except Refused as refused:
            messages.error(request, str(refused))
    else:
        messages.error(request, "主题有变动，请再选一次。")
    return redirect("desk:activity", pk=activity.pk)


def _offered(activity: Activity, held: Holdings):
    """The themes for its room of its half-year and the one before."""
    half = Half.of(activity.on)
    found = themes(held.scope(Perm.RESEARCH_VIEW)).filter(district=activity.district_id)
    found = found.filter(since__in=(half.since, half.before.since))
    return found.filter(room=None) | found.filter(room=activity.room_id)


def theme_of(activity: Activity, held: Holdings, *, may_keep: bool) -> dict:
    """What the page of a research activity shows of its theme, and the form to say it."""
    if activity.kind != ActivityKind.RESEARCH:
        return {}
    seen = themes(held.scope(Perm.RESEARCH_VIEW))
    theme = seen.filter(activity_links__activity=activity).first()
    found = {"is_research": True, "theme": theme}
    if may_keep and activity.status != ActivityStatus.CANCELLED:
        offered = _offered(activity, held)
        found["theming"] = ThemeOfForm(themes=offered, initial={"theme": theme})
    return found


def activities_of(request, theme: Theme, held: Holdings) -> dict:
    """A theme's activities that the reader sees: to come, and page by page those that took place.

    ``planned``: by the key of a plan's item those planned from it.
    """
    seen = Activity.objects.in_scope(held.scope(Perm.ACTIVITY_VIEW))
    own = seen.filter(of_theme__theme=theme).select_related("room")
    links = ThemeActivity.objects.filter(theme=theme, activity__in=own.order_by().values("pk"))
    links = links.exclude(item=None).exclude(activity__status=ActivityStatus.CANCELLED)
    planned: dict[int, list[Activity]] = {}
    for one in links.select_related("activity__room").order_by("activity__on", "pk"):
        planned.setdefault(one.item_id, []).append(one.activity)
    return {
        "planned": planned,
        "coming": list(own.filter(status__in=TO_COME).order_by("on", "pk")[:MOST_AHEAD]),
        "held": keyset(own.filter(status__in=TOOK_PLACE), request.GET, ("-on", "-pk"), unit="次"),
    }
