"""What was answered, for everybody to read."""

from django.db.models import Q
from django.http import Http404

from zhushi.matters.models import Publication
from zhushi.portal.access import in_district
from zhushi.portal.answers import shown
from zhushi.portal.shell import page
from zhushi.ui.paging import keyset

LONGEST_QUERY = 40


@in_district
def answer_list(request, district):
    """The published answers of a district, newest first; one plain search over their words."""
    found = shown(Publication.objects.filter(district=district))
    query = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY]
    for word in query.split():
        found = found.filter(
            Q(title__icontains=word) | Q(question__icontains=word) | Q(answer__icontains=word)
        )
    context = {"page": keyset(found, request.GET, ("-approved_at", "-pk"), size=20), "q": query}
    return page(request, "portal/answers.html", context, district=district, current="answers")


@in_district
def answer(request, district, pk):
    """One question with its answer."""
    found = shown(Publication.objects.filter(district=district)).filter(pk=pk).first()
    if found is None:
        raise Http404
    context = {"answer": found}
    return page(request, "portal/answer.html", context, district=district, current="answers")
