"""Whether a proof of service is true: by its number and code, without the whole name."""

from django.views.decorators.cache import never_cache

from zhushi.activities.models import ServiceProof
from zhushi.activities.models.shift import hours_of
from zhushi.core import clock, codes, receipts, throttle
from zhushi.core.errors import Refused
from zhushi.core.throttle import TooMany
from zhushi.portal.access import posted, public, source_of
from zhushi.portal.forms.proofs import ProofForm
from zhushi.portal.shell import page

WRONG = "没有查到这份证明：编号和核对码对不上。请照纸上的再输一遍；仍不对，请打工作室电话。"


@never_cache
@public
def check(request):
    """Surname, hours and period of a proof that is true; nothing of one that is not."""
    form, status, shown = ProofForm(*posted(request)), 200, {}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                found = _found(request, **form.cleaned_data)
            except Refused as refused:
                status = 429 if isinstance(refused, TooMany) else 422
                form.add_error(None, str(refused))
            else:
                status = 200
                hours = hours_of(found.minutes)
                shown = {"proof": found, "called": f"{found.name[:1]}某", "hours": hours}
    return page(request, "portal/proofs.html", {"form": form, **shown}, status=status)


def _found(request, *, number: str, code: str) -> ServiceProof:
    at = clock.now()
    throttle.attempt("proof", source_of(request, at), limit=20, minutes=15, at=at)
    hashed = receipts.hash_of(codes.normalise(code) or "")
    found = ServiceProof.objects.filter(ref=number.strip().upper(), code_hash=hashed)
    proof = found.select_related("room").first()
    if proof is None:
        raise Refused(WRONG)
    return proof
