"""Official documents of an organ: drafts, what was issued, signed copies, void ones."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from zhushi.core import clock
from zhushi.core.errors import Refused
from zhushi.core.perms import Perm
from zhushi.core.prose_text import numbered, parse
from zhushi.core.uploads import KINDS
from zhushi.desk.access import allowed, held_by, in_scope
from zhushi.desk.forms.letters import IssueForm, LetterForm, ScanForm, VoidForm
from zhushi.desk.views.exports import attached
from zhushi.desk.views.matter_files import send
from zhushi.papers.actions.draft_letter import change_letter, drop_letter
from zhushi.papers.actions.issue_letter import issue_letter
from zhushi.papers.actions.sign_letter import sign_letter
from zhushi.papers.actions.void_letter import void_letter
from zhushi.papers.gbt9704.docx import to_docx
from zhushi.papers.gbt9704.pdf import letter_pdf
from zhushi.papers.letters.compose import head_of, sheet_of
from zhushi.papers.models import Letter
from zhushi.ui.paging import keyset

CHIPS = (
    ("", "全部"),
    ("drafts", "草稿"),
    ("unsigned", "等签章件"),
    ("signed", "已签章"),
    ("void", "作废"),
)
AROUND = ("unit", "district", "room", "matter", "day__room", "activity", "docx", "pdf", "scan")


def letters_seen(scope):
    return Letter.objects.in_scope(scope).select_related(*AROUND)


def letters_written(scope):
    return Letter.objects.written_by(scope).select_related(*AROUND)


@require_safe
@never_cache
@allowed(Perm.LETTER_WRITE)
def letter_list(request, scope):
    """The newest first, by where they stand."""
    found, chosen = letters_seen(scope), request.GET.get("status", "")
    kept = {
        "drafts": {"issued_at": None},
        "unsigned": {"issued_at__isnull": False, "scan": None, "voided_at": None},
        "signed": {"scan__isnull": False, "voided_at": None},
        "void": {"voided_at__isnull": False},
    }
    if chosen in kept:
        found = found.filter(**kept[chosen])
    else:
        chosen = ""
    page = keyset(found, request.GET, ("-drafted_at", "-pk"), unit="份")
    context = {"page": page, "chips": CHIPS, "chosen": chosen}
    return render(request, "desk/letters/list.html", context)


@require_safe
@never_cache
@in_scope(Perm.LETTER_WRITE, letters_seen, pk="pk")
def letter(request, letter: Letter):
    return _page(request, letter)


@never_cache
@in_scope(Perm.LETTER_WRITE, letters_written, pk="pk")
def edit(request, letter: Letter):
    """Put other words into a draft."""
    status = 200
    if letter.issued_at:
        messages.error(request, "已经编号发文，不能再改。")
        return redirect("desk:letter", pk=letter.pk)
    names = ("title", "to", "body", "present", "appendix_title", "appendix", "copies")
    data = request.POST if request.method == "POST" else None
    form = LetterForm(data, kind=letter.kind, initial={n: getattr(letter, n) for n in names})
    if data is not None:
        status = 422
        if form.is_valid():
            try:
                change_letter(letter, written=form.cleaned_data, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, "草稿改好了。")
                return redirect("desk:letter", pk=letter.pk)
    context = {"form": form, "kind": letter, "letter": letter, "organ": head_of(letter.unit).issuer}
    return render(request, "desk/letters/edit.html", context, status=status)


@require_POST
@in_scope(Perm.LETTER_WRITE, letters_written, pk="pk")
def remove(request, letter: Letter):
    try:
        drop_letter(letter, by=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, letter, refused=str(refused))
    messages.success(request, "草稿删除了，没有占号。")
    return redirect("desk:letters")


@require_POST
@in_scope(Perm.LETTER_ISSUE, letters_written, pk="pk")
def issue(request, letter: Letter):
    form = IssueForm(request.POST)
    if not form.is_valid():
        return _page(request, letter, issue_form=form, status=422)
    try:
        made = issue_letter(letter, on=form.cleaned_data["on"], by=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, letter, refused=str(refused))
    messages.success(request, f"已编号 {made.number}。打印盖章以后，把签章件传上来。")
    return redirect("desk:letter", pk=letter.pk)


@require_POST
@in_scope(Perm.LETTER_ISSUE, letters_written, pk="pk")
def sign(request, letter: Letter):
    form = ScanForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, letter, scan_form=form, status=422)
    try:
        sign_letter(letter, file=form.cleaned_data["file"], by=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, letter, refused=str(refused))
    messages.success(request, "签章件收好了。")
    return redirect("desk:letter", pk=letter.pk)


@require_POST
@in_scope(Perm.LETTER_ISSUE, letters_written, pk="pk")
def void(request, letter: Letter):
    form = VoidForm(request.POST)
    if not form.is_valid():
        return _page(request, letter, void_form=form, status=422)
    try:
        void_letter(letter, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
    except Refused as refused:
        return _page(request, letter, refused=str(refused))
    messages.success(request, "作废了。这个号不会再给别的公文。")
    return redirect("desk:letter", pk=letter.pk)


@require_safe
@never_cache
@in_scope(Perm.LETTER_WRITE, letters_seen, pk="pk")
def file(request, letter: Letter, form: str):
    """The document as Word or PDF: of a draft as it would be, else what was kept; or the copy
    that was signed.
    """
    if form == "signed" and letter.scan:
        return send(letter.scan)
    if form not in ("docx", "pdf"):
        raise Http404
    kept = letter.docx if form == "docx" else letter.pdf
    if kept:
        return send(kept)
    sheet = sheet_of(letter, at=clock.now())
    content = to_docx(sheet) if form == "docx" else letter_pdf(sheet)
    return attached(content, f"草稿 {letter.title}.{form}", KINDS[form])


def _page(request, letter: Letter, *, refused: str = "", status: int = 200, **forms):
    held = held_by(request)
    may_write = letters_written(held.scope(Perm.LETTER_WRITE)).filter(pk=letter.pk).exists()
    may_issue = letters_written(held.scope(Perm.LETTER_ISSUE)).filter(pk=letter.pk).exists()
    context = {
        "letter": letter,
        "head": letter if letter.issued_at else head_of(letter.unit),
        "lines": list(numbered(parse(letter.body))),
        "may_write": may_write,
        "may_issue": may_issue,
        "refused": refused,
        "issue_form": IssueForm(initial={"on": clock.today()}),
        "scan_form": ScanForm(),
        "void_form": VoidForm(),
        **forms,
    }
    status = 422 if refused else status
    return render(request, "desk/letters/letter.html", context, status=status)
