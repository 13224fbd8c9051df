"""Good practices of a district, for everybody to read and to copy."""

from django.db.models import Q

from zhushi.activities.models import GoodPractice
from zhushi.portal.access import in_district
from zhushi.portal.shell import page
from zhushi.ui.paging import keyset

LONGEST_QUERY = 40


@in_district
def practices(request, district):
    """The published ones, newest first; one plain search over their words."""
    found = GoodPractice.objects.filter(district=district, published_at__isnull=False)
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    for word in query.split():
        found = found.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(field__icontains=word)
        )
    rows = keyset(
        found.select_related("room"), request.GET, ("-published_at", "-pk"), size=10, unit="条"
    )
    context = {"page": rows, "q": query}
    return page(request, "portal/practices.html", context, district=district, current="rooms")
