"""Whatever is sent to a form: a Chinese sentence, what was typed stays, nothing half stored.

The forms are found on the pages themselves, as every role sees them; each is posted filled in with
what is in it, and then again with one kind of nonsense in all of its fields at a time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from tests.security.ground import Ground
from tests.security.spider import addresses_of
from zhushi.core.models import AuditEntry
from zhushi.matters.models import Matter
from zhushi.people.models import Person, Posting
from zhushi.rooms.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

ROLES = ("乙", "甲", "己", "庚", "丙", "壬", "安全", "审计", "")
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
XSS = "<script>alert('芟')</script>\"'><img src=x onerror=芟>{{ 7|add:芟 }}{% 芟 %}"
LIVE = ("<script>alert(", "<img src=x", "onerror=芟>")


@dataclass
class Form:
    """One form as a page shows it: where it goes and the values a browser would send."""

    page: str
    action: str
    method: str = "get"
    values: dict[str, list[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def shape(self) -> tuple:
        """Forms that differ in numbers of the address alone are one form."""
        place = re.sub(r"[0-9a-f-]{36}|[A-Z]+-\d{4}-\d+|\d+|/[A-Z]{2,6}/", "·", self.action)
        return place, self.method, tuple(sorted(set(self.values) | set(self.files)))


class Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms = page, []
        self.form = self.select = self.area = None
        self.by_id: dict[str, Form] = {}

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if tag == "form":
            action = a.get("action") or self.page
            action = action if action.startswith("/") else self.page + action
            self.form = Form(self.page, urlsplit(action).path, (a.get("method") or "get").lower())
            self.forms.append(self.form)
            return
        name, form = a.get("name"), self.form
        if tag == "option" and self.select and form:
            if "selected" in a or not form.values[self.select]:
                form.values[self.select] = [a.get("value") or ""]
            elif form.values[self.select] == [""] and a.get("value"):
                form.values[self.select] = [a["value"]]
        if not name or form is None:
            return
        kind = a.get("type", tag).lower()
        if kind == "file":
            form.files.append(name)
        elif tag == "select":
            self.select = name
            form.values.setdefault(name, [])
            form.kinds[name] = "select"
        elif tag == "textarea":
            self.area = name
            form.values[name] = [""]
            form.texts.append(name)
            form.kinds[name] = "text"
        elif tag in ("input", "button"):
            self._input(form, name, kind, a)

    def _input(self, form, name, kind, a):
        value = a.get("value", "")
        form.kinds[name] = kind
        if kind in ("radio", "checkbox"):
            chosen = form.values.setdefault(name, [])
            if "checked" in a or (kind == "radio" and not chosen):
                form.values[name] = [value or "on"]
        elif kind != "submit" or value:
            form.values[name] = [value]
            if kind in ("text", "search", "tel", "email", "input"):
                form.texts.append(name)

    def handle_data(self, data):
        if self.area and self.form:
            self.form.values[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None
        elif tag == "textarea":
            self.area = None


@pytest.fixture(scope="module")
def forms(ground, clients) -> dict[str, list[Form]]:
    """For each role one form of each shape that its pages hold."""
    found, known = {}, set()
    for who in ROLES:
        found[who] = []
        for url in addresses_of(ground):
            answer = clients[who].get(url)
            if answer.status_code != 200 or "html" not in answer["Content-Type"]:
                continue
            for form in _forms_of(url, answer.content.decode()):
                if form.shape not in known and "logout" not in form.action:
                    known.add(form.shape)
                    found[who].append(form)
    return found


def _forms_of(url: str, text: str) -> list[Form]:
    reader = Reader(url)
    reader.feed(text)
    return reader.forms


def test_there_are_forms_to_attack(forms):
    total = sum(len(of) for of in forms.values())
    print(f"\n{total} different forms")
    assert total > 60


# --- nonsense ---------------------------------------------------------------------------------

LONG = "长" * 12_000
NONSENSE = {
    "nothing": "",
    "long": LONG,
    "NUL": "a\0b",
    "direction and zero width": "\u202eabc\u200b\u2066好\ufeff",
    "rare": "𠮷野家𡈽\U0001f468\u200d\U0001f469",
    "SQL": "' OR 1=1; DROP TABLE matters_matter; --",
    "markup": XSS,
    "template": "{{ settings.SECRET_KEY }}{% debug %}${7*7}#{7*7}",
    "negative": "-1",
    "huge number": "9" * 30,
    "endless number": "9" * 5000,
    "not a number": "1e999",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "no day": "2026-02-30",
    "spaces": "\u3000 \t\r\n",
    "surrogate": "\udcff",
    "full-width digits": "１２３４",
    "path": "../../../../etc/passwd",
    "list": "[]",
}


STORED = ("long", "markup", "NUL", "surrogate")


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_in_every_field_is_refused_or_stored_as_text(ground, clients, forms, kind):
    wrong, sent = [], 0
    for who, of in forms.items():
        for form in of:
            for data in _bad(form, NONSENSE[kind], is_text_only=kind in STORED):
                sent += 1
                wrong += _judged(ground, clients[who], form, data, f"{who} {kind}")
    print(f"\n{kind}: {sent} forms sent")
    assert wrong == [], "\n".join(wrong)


def _bad(form: Form, value: str, *, is_text_only: bool) -> Iterator[dict]:
    """All fields at once; what may be stored as text also alone, among good ones."""
    yield dict.fromkeys(form.values, value)
    good = {name: of[0] if of else "" for name, of in form.values.items()}
    for name in form.texts if is_text_only else ():
        yield {**good, name: value}


def _judged(ground: Ground, client: Client, form: Form, data: dict, what: str) -> list[str]:
    """What is wrong with the answer to one form; the request is undone."""
    data = {k: v.encode("utf-8", "surrogatepass") if "\udcff" in v else v for k, v in data.items()}
    before, wrong = _counts(), []
    with transaction.atomic():
        send = client.post if form.method == "post" else client.get
        answer = send(form.action, data)
        code = answer.status_code
        grown = _counts() != before
        transaction.set_rollback(True)
    said = f"{what}: {form.method} {form.action} {_short(data)} → {code}"
    if code >= 500:
        wrong.append(said)
    elif code >= 400:
        text = answer.content.decode(errors="replace")
        if not CHINESE.search(re.sub(r"<[^>]+>", "", text)):
            wrong.append(f"{said}: no sentence")
        if grown and code not in (429,):
            wrong.append(f"{said}: refused and yet stored")
    if code == 403:
        wrong.append(f"{said}: forbidden")
    if not answer.streaming and any(
        live in answer.content.decode(errors="ignore") for live in LIVE
    ):
        wrong.append(f"{said}: live markup")
    return wrong


def _short(data: dict) -> str:
    return str({k: v[:12] for k, v in data.items() if v})[:150]


def _counts() -> tuple:
    """How many rows there are of what a form may make."""
    return tuple(m.objects.count() for m in (Matter, Person, Posting, Unit, AuditEntry))


def test_a_form_without_its_fields_or_with_unknown_ones_is_refused(ground, clients, forms):
    """No field at all; and fields no form has: they change nothing."""
    wrong = []
    extra = {
        "id": "1", "pk": "1", "district": "1", "status": "CLOSED", "visibility": "NORMAL",
        "is_active": "1", "is_superuser": "1", "room_id": "1", "by": "1", "receipt_seed": "x",
        "masked_name": "x", "session_epoch": "0", "role": "OFFICE",
    }  # fmt: skip
    for who, of in forms.items():
        for form in of:
            wrong += _judged(ground, clients[who], form, {}, f"{who} nothing")
            unknown = {k: v for k, v in extra.items() if k not in form.values}
            good = {name: given[0] if given else "" for name, given in form.values.items()}
            wrong += _judged(ground, clients[who], form, {**good, **unknown}, f"{who} unknown")
    assert wrong == []


def test_keys_of_other_districts_rooms_and_units_are_no_choice(ground, clients, forms):
    """A foreign key in a form is one of the own district's or none."""
    world = ground.world
    foreign = [
        str(world.units["外局"].pk), world.units["外局"].slug, str(world.rooms["外室"].pk), "WJ",
        str(world.topics["教育"].pk + 1000), ground.matters["outside"].ref,
        ground.matters["sealed"].ref, world.people["丑"].ref, str(ground.turns["外室"].pk),
    ]  # fmt: skip
    wrong = []
    for who, of in forms.items():
        for form in of:
            good = {name: given[0] if given else "" for name, given in form.values.items()}
            for name, kind in form.kinds.items():
                if kind not in ("select", "radio", "hidden", "text") or name == "q":
                    continue
                for value in foreign if kind != "text" else foreign[5:8]:
                    wrong += _foreign(clients[who], form, {**good, name: value}, name, who)
    assert wrong == []


def _foreign(client, form: Form, data: dict, name: str, who: str) -> list[str]:
    with transaction.atomic():
        send = client.post if form.method == "post" else client.get
        answer = send(form.action, data)
        linked = _crossings()
        transaction.set_rollback(True)
    said = f"{who} {form.action} {name}={data[name]} → {answer.status_code}"
    return [said] if answer.status_code >= 500 or linked else []


CROSSINGS = (
    "SELECT COUNT(*) FROM matters_dispatch d JOIN matters_matter m ON m.id = d.matter_id "
    "JOIN rooms_unit u ON u.id = d.unit_id WHERE u.district_id <> m.district_id",
    "SELECT COUNT(*) FROM people_posting p JOIN people_person q ON q.id = p.person_id "
    "WHERE p.district_id <> q.district_id",
    "SELECT COUNT(*) FROM matters_matter m JOIN rooms_workroom r ON r.id = m.room_id "
    "WHERE r.district_id <> m.district_id",
    "SELECT COUNT(*) FROM matters_matter m JOIN matters_matter i ON i.id = m.merged_into_id "
    "WHERE i.district_id <> m.district_id",
    "SELECT COUNT(*) FROM matters_matter m JOIN matters_topic t ON t.id = m.topic_id "
    "WHERE t.district_id <> m.district_id",
    "SELECT COUNT(*) FROM activities_duty d JOIN activities_receptionday y ON y.id = d.day_id "
    "JOIN people_person p ON p.id = d.person_id WHERE p.district_id <> y.district_id",
)


def _crossings() -> int:
    """Rows that tie one district to another: there are never any."""
    with connection.cursor() as cursor:
        total = 0
        for sql in CROSSINGS:
            cursor.execute(sql)
            total += cursor.fetchone()[0]
        return total


# --- addresses --------------------------------------------------------------------------------

QUERIES = (
    "after=%00", "after=" + "A" * 9000, "after=WzEsImEiLDFd",
    "after=WzEsIjIwMjYtMDEtMDEiLCJcdTAwMDAiXQ",
    "after=WzEsMTAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMCwxMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwXQ",
    "after=WzEsIm5vIGRheSIsIm5vIG51bWJlciJd", "after=WzEsIjk5OTktMTItMzEiLCI5OTk5LTEyLTMxIiwxXQ",
    "after=WzEsTmFOLDFd", "after=WzEsSW5maW5pdHksMV0", "after=WzEsMWU5OTksMWU5OTld",
    "after=WzEsIlx1ZDgwMCIsMV0", "after=WzEsInp6eiJd", "after=WzEsLTFd",
    "q=%00", "q=" + "a" * 20000, "q=%ED%A0%80", "q=%25%5F%27%22%5C", "q=*+OR+NEAR(a+b)", "q=%22",
    "since=0001-01-01", "since=9999-12-31", "until=9999-12-31", "until=0001-01-01",
    "closed_until=9999-12-31&answered_until=9999-12-31", "took=0-99999999", "took=9-1",
    "status=%00&status=x&room=%00&unit=%00&topic=99999999999999999999&delegate=%00",
    "month=0000-13", "month=9999-12", "month=1900-01", "month=%00", "show=%00", "as=%00",
    "turn=" + "9" * 5000, "turn=-1", "turn=%00", "turn=99999999999999999999",
    "sheet=%00&line=000001" + "9" * 5000, "line=0", "line=9", "fresh=a:b:c", "fresh=%00",
    "street=%00&community=%00", "street=" + "x" * 5000, "unit=%00", "unit=99999999999999999999",
    "role=%00&state=%00&room=%00&level=%00&team=%00", "parent=%00", "parent=9" * 3,
    "next=//evil.example",
    "event=%00&target=%00&actor=%00", "ended=%00&closed=%00&new=%00", "channel=%00", "back=%00",
    "a=" + "&a=".join("x" * 10 for _ in range(3000)), "%00=%00", "&&&===", "%", "%zz=%zz",
)  # fmt: skip


@pytest.mark.parametrize("who", ["乙", "己", "庚", "审计", ""])
def test_no_query_string_breaks_a_page(ground, clients, who):
    wrong, pages = [], []
    for url in addresses_of(ground):
        if clients[who].get(url).status_code == 200:
            pages.append(url)
    for url in _one_of_each(pages):
        for query in QUERIES:
            answer = clients[who].get(f"{url}?{query}")
            if answer.status_code >= 500 or answer.status_code == 403:
                wrong.append(f"{url}?{query[:60]} → {answer.status_code}")
    assert wrong == []


def _one_of_each(pages: list[str]) -> list[str]:
    """One address of each kind: numbers in it do not matter."""
    kinds = {re.sub(r"[0-9a-f-]{36}|[A-Z]+-\d{4}-\d+|\d+|/[A-Z]{2,6}/", "·", p): p for p in pages}
    return list(kinds.values())


PARTS = (
    "%00",
    "a" * 3000,
    "..%2f..%2fetc",
    "%ED%A0%80",
    "9" * 30,
    "9" * 5000,
    "-1",
    "%3Cscript%3E",
    "𠮷",
)


def test_no_part_of_an_address_breaks_a_page(ground, clients):
    from tests.security.test_crawl import routes

    wrong = []
    for route in routes():
        for part in PARTS:
            url = re.sub(r"<[^>]+>", part, "/" + route.address)
            url = re.sub(r"\(\?P<code>[^)]*\)|\(\?P[^)]*\)", part, url).replace("^", "").rstrip("$")
            for who in ("乙", "己", "壬", "安全", ""):
                answer = clients[who].get(url)
                if answer.status_code >= 500:
                    wrong.append(f"{who} {url[:80]} → {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b'{"content": "x"}'),
        ("text/plain", b"\xff\xfe\x00"),
        ("multipart/form-data; boundary=x", b"--x\r\nnot a part"),
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=" + "x" * 500, b""),
        ("application/x-www-form-urlencoded; charset=utf-7", b"content=+ADw-script+AD4-"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=%d" % n for n in range(2500))),
        ("application/x-www-form-urlencoded", b"content=" + b"x" * (11 * 2**20)),
        ("", b"content=x"),
    ],
)
def test_a_body_that_is_no_form_is_refused_in_words(ground, clients, kind, body):
    for who, url in (("乙", "/desk/matters/new/"), ("", "/rooms/DJ/submit/"), ("", "/desk/login/")):
        answer = clients[who].generic("POST", url, body, content_type=kind)
        assert 400 <= answer.status_code < 500, (url, answer.status_code)
        assert CHINESE.search(answer.content.decode())


def test_wrong_files_are_refused_by_every_form_that_takes_some(ground, clients, forms):
    bad = {
        "脚本.exe": b"MZ\x90\x00", "图.svg": b"<svg onload='alert(1)'/>", "页.html": b"<html>",
        "假.png": b"not a picture", "假.pdf": b"%PDF-1.4 <script>", "空.txt": b"",
        "表.xlsx": b"PK\x03\x04broken", "a" * 300 + ".txt": b"x", "../../x.txt\r\nX: y": b"\0",
    }  # fmt: skip
    wrong, sent = [], 0
    for who, of in forms.items():
        for form in (form for form in of if form.files):
            good = {name: given[0] if given else "" for name, given in form.values.items()}
            good |= dict.fromkeys(form.texts, "写得够长的一段话，二十个字以上总有了吧。")
            for name, content in bad.items():
                given = {f: SimpleUploadedFile("x", content) for f in form.files}
                for one in given.values():
                    one.name = name
                before = _counts()
                with transaction.atomic():
                    answer = clients[who].post(form.action, {**good, **given}, follow=True)
                    grown = _counts() != before
                    transaction.set_rollback(True)
                sent += 1
                is_odd = name.startswith(("aaa", "../"))  # a long name alone is no reason
                if answer.status_code >= 500 or (not is_odd and answer.status_code < 400):
                    wrong.append(f"{who} {form.action} {name[:20]} → {answer.status_code}")
                if grown and not is_odd and answer.status_code >= 400:
                    wrong.append(f"{who} {form.action} {name[:20]}: half stored")
    print(f"\n{sent} files sent")
    assert wrong == [], "\n".join(wrong)


# --- markup that is stored --------------------------------------------------------------------


def test_markup_that_was_stored_comes_out_as_text_on_every_page(ground, clients):
    """In every text column of every table, then every page of every role."""
    from django.apps import apps
    from django.db.models import CharField, QuerySet, TextField

    kept_apart = {"slug", "code", "ref", "username", "token_hash", "code_hash", "receipt_seed"}
    kept_apart |= {"series"}
    with transaction.atomic():
        for model in apps.get_models():
            if not model._meta.managed or not model.__module__.startswith("zhushi."):
                continue
            for column in model._meta.concrete_fields:
                plain = isinstance(column, (CharField, TextField)) and not column.choices
                if not plain or column.unique or column.name in kept_apart:
                    continue
                if column.name.endswith(("_hash", "_index", "sha256", "stamp", "path", "four")):
                    continue
                if column.name in ("kind", "colour", "link", "fields", "verb", "event", "query"):
                    continue
                limit = getattr(column, "max_length", None) or 400
                rows = QuerySet(model)  # around the manager: the trail's own one changes nothing
                if limit >= 30 and column.name in _unique_together(model):
                    for number, pk in enumerate(rows.values_list("pk", flat=True)):
                        rows.filter(pk=pk).update(**{column.name: f"{number}{XSS}"[:limit]})
                elif limit >= 30:
                    rows.update(**{column.name: XSS[:limit]})
        leaks, opened = [], 0
        for who in ROLES:
            for url in addresses_of(ground):
                answer = clients[who].get(url)
                if answer.status_code >= 500:
                    leaks.append(f"{who} {url} → {answer.status_code}")
                if "html" not in answer.get("Content-Type", "") or answer.streaming:
                    continue
                opened += 1
                text = answer.content.decode()
                leaks += [f"{who} {url}: {live}" for live in LIVE if live in text]
                if re.search(r"""(src|href)=["']?\s*javascript:""", text):
                    leaks.append(f"{who} {url}: script address")
        transaction.set_rollback(True)
    print(f"\n{opened} pages")
    assert leaks == []


def _unique_together(model) -> set[str]:
    """Columns whose value may not be the same in all rows."""
    from django.db.models import UniqueConstraint

    listed = [c.fields for c in model._meta.constraints if isinstance(c, UniqueConstraint)]
    return {name for names in (*listed, *model._meta.unique_together) for name in names}


# --- what protects forms ----------------------------------------------------------------------


def test_every_post_wants_the_token_of_its_form(ground, forms):
    """Absent, wrong or another session's: refused in words, nothing stored."""
    wrong = []
    for who, of in forms.items():
        client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        if who:
            client.force_login(ground.world.users[who])
        client.get("/desk/login/" if not who else "/desk/me/")
        for form in (form for form in of if form.method == "post"):
            good = {name: given[0] if given else "" for name, given in form.values.items()}
            for token in (None, "x" * 64, "short"):
                data = {k: v for k, v in good.items() if k != "csrfmiddlewaretoken"}
                data |= {"csrfmiddlewaretoken": token} if token else {}
                before = _counts()
                answer = client.post(form.action, data)
                if answer.status_code != 403 or _counts() != before:
                    wrong.append(f"{who} {form.action} {token} → {answer.status_code}")
                elif not CHINESE.search(answer.content.decode()):
                    wrong.append(f"{who} {form.action}: no sentence")
    assert wrong == []


def test_the_same_receipt_form_twice_is_one_matter(ground, clients):
    with transaction.atomic():
        form = clients["乙"].get("/desk/matters/new/").context["form"]
        data = {name: form[name].value() or "" for name in form.fields if name != "files"}
        data = {k: v for k, v in data.items() if not isinstance(v, (list, bool))}
        data |= {
            "content": "同一张表交两次，只算一件。",
            "channel": "PHONE",
            "opinion_type": "HELP",
        }
        before = Matter.objects.count()
        answers = [clients["乙"].post("/desk/matters/new/", data) for _ in range(2)]
        assert [a.status_code for a in answers] == [302, 302], answers[0].content.decode()[:3000]
        assert Matter.objects.count() == before + 1
        transaction.set_rollback(True)


def test_a_stale_form_is_told_and_keeps_its_words(ground, clients):
    matter = ground.matters["new"]
    url = reverse("desk:matter_answer", kwargs={"ref": matter.ref})
    with transaction.atomic():
        data = {"text": "写好的一大段答复", "seen": matter.version - 1}
        answer = clients["乙"].post(url, data)
        assert answer.status_code == 409
        assert "写好的一大段答复" in answer.content.decode()
        transaction.set_rollback(True)
