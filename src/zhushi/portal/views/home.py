"""First pages: which district, which room is mine, what is kept of me."""

from zhushi.core import clock
from zhushi.matters.choices import ClockStep
from zhushi.matters.deadlines import limit_for
from zhushi.matters.models import Publication
from zhushi.matters.reference import limits_of
from zhushi.portal import figures, privacy
from zhushi.portal.access import in_district, public
from zhushi.portal.answers import shown
from zhushi.portal.days import public_days
from zhushi.portal.forms.track import CodeForm
from zhushi.portal.places import places_of
from zhushi.portal.shell import districts, page

DAYS_SHOWN, ANSWERS_SHOWN = 4, 4


@public
def entrance(request):
    """The only district, or a choice."""
    found = districts()
    if len(found) == 1:
        return home_of(request, found[0])
    return page(request, "portal/entrance.html", {"districts": found})


@in_district
def home(request, district):
    return home_of(request, district)


def home_of(request, district):
    """Which room is mine, who is there next and when; what was answered lately."""
    today = clock.today()
    slugs = {name: request.GET.get(name, "").replace("\0", "") for name in ("street", "community")}
    places = places_of(district, on=today, **slugs)
    street = places.street(slugs["street"])
    community = None
    lived_in = places.community(slugs["community"])
    if lived_in and street in (None, lived_in[0]):
        street, community = lived_in
    room = places.room_of(street, community)
    days = public_days([room], at=clock.now(), on=today, limit=DAYS_SHOWN) if room else []
    nearby = None
    if room and not days:
        others = [other for other in places.all_rooms() if other.pk != room.pk]
        coming = public_days(others, at=clock.now(), on=today, limit=4)
        nearby = next((day for day in coming if not day.is_cancelled), None)
    context = {
        "nearby": nearby,
        "places": places,
        "street": street,
        "community": community,
        "room": room,
        "next": next((day for day in days if not day.is_cancelled), None),
        "days": days,
        "code_form": CodeForm(auto_id="home_%s", use_required_attribute=False),
        "answers": shown(Publication.objects.filter(district=district))[:ANSWERS_SHOWN],
        "figures": figures.year_figures(district, on=today),
        "accept_within": limit_for(limits_of(district, on=today), ClockStep.ACCEPT, "").words,
        "today": today,
    }
    return page(request, "portal/home.html", context, district=district, room=room, current="home")


@in_district
def privacy_page(request, district):
    """What is collected, why, who may see it and how long it is kept."""
    context = {"kept": privacy.KEPT, "purposes": privacy.PURPOSES}
    return page(request, "portal/privacy.html", context, district=district, current="mine")


@in_district
def feedback(request, district):
    """Where to say something about this website."""
    return page(request, "portal/feedback.html", {}, district=district)
