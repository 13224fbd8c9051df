"""Four real clients, each a process with a connection and a login of its own, released together."""

import http.client
import multiprocessing
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

CLIENTS = 4
FIGHTS = ("accept", "dispatch", "hand_back", "book", "submit")
WAIT = 120
WON = "WON"
REFUSAL = re.compile(r'role="alert".*?<div>(.*?)</div>', re.DOTALL)
"""What a page says in red: a message after a redirect, or the errors of a form."""


@dataclass
class Client:
    """A browser without a screen: cookies, forms and redirects."""

    port: int
    address: str = "10.9.0.1"
    wants: str = ""
    """``part``: as the desk's own forms ask, for the part of the page that changes."""
    cookies: dict[str, str] = field(default_factory=dict)
    sent_to: str = ""
    """Where the last answer sent the browser."""
    _http: http.client.HTTPConnection | None = None

    def send(self, method: str, path: str, form: dict | None = None) -> tuple[int, str]:
        body = ""
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": self.cookies["csrftoken"]})
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-Forwarded-For": self.address,
            "Content-Type": "application/x-www-form-urlencoded",
            **({"HX-Request": "true"} if self.wants == "part" else {}),
        }
        for attempt in (1, 2):
            if self._http is None:
                self._http = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self._http.request(method, path, body or None, headers)
                answer = self._http.getresponse()
                break
            except ConnectionError:  # the server ended an idle connection
                self._http = None
                if attempt == 2:
                    raise
        text = answer.read().decode()
        self.sent_to = answer.headers.get("Location") or ""
        for line in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(line).items():
                self.cookies[name] = morsel.value
        return answer.status, text

    def sign_in(self, username: str, password: str) -> None:
        self.send("GET", "/desk/login/")
        form = {"username": username, "password": password}
        for _ in range(10):  # without locks SQLite turns some writers away
            status, _ = self.send("POST", "/desk/login/", form)
            if status != 500:
                break
        assert status == 302, f"{username} cannot sign in: {status}"


def fight(port: int, told: dict) -> dict[str, list[list[int | str]]]:
    """Let the clients fight over every round; the answers by fight and round.

    Their status, and in the fights of teams what the page says: WON, or why not.
    """
    context = multiprocessing.get_context("fork")
    barrier, queue = context.Barrier(CLIENTS), context.Queue()
    fighters = [
        context.Process(target=_client, args=(number, port, told, barrier, queue), daemon=True)
        for number in range(CLIENTS)
    ]
    for fighter in fighters:
        fighter.start()
    told_back = [queue.get(timeout=600) for _ in fighters]
    for fighter in fighters:
        fighter.join(WAIT)
    broken = [answer for answer in told_back if isinstance(answer, str)]
    assert not broken, broken
    return {
        name: list(zip(*(answers[name] for answers in told_back), strict=True))
        for name in (*FIGHTS, *told["teams"])
    }


def _client(number: int, port: int, told: dict, barrier, queue) -> None:
    try:
        queue.put(_fight(number, port, told, barrier))
    except Exception as error:
        barrier.abort()
        queue.put(f"{type(error).__name__}: {error}")


def _fight(number: int, port: int, told: dict, barrier) -> dict[str, list[int]]:
    liaison, handler, public = (Client(port, f"10.9.1.{number}") for _ in range(3))
    liaison.sign_in(f"liaison{number}", told["password"])
    handler.sign_in(f"handler{number}", told["password"])
    liaison.wants = handler.wants = "part"
    submit = f"/rooms/{told['room']}/submit/"
    _, page = public.send("GET", submit)
    assert re.search('name="key"', page), "the form has no key"
    answers: dict[str, list[int]] = {name: [] for name in FIGHTS}

    def together(name: str, client: Client, path: str, form: dict) -> None:
        barrier.wait(WAIT)
        answers[name].append(client.send("POST", path, form)[0])

    for ref, seen in told["registered"]:
        form = {"title": "楼道灯坏了", "opinion_type": "HELP", "seen": seen}
        together("accept", liaison, f"/desk/matters/{ref}/acceptance/", form)
    for ref, seen in told["accepted"]:
        form = {"lead": told["lead"], "extract": "修灯", "seen": seen}
        together("dispatch", liaison, f"/desk/matters/{ref}/dispatch/", form)
    for ref, seen in told["handled"]:
        form = {"reason": "不是本单位的职责", "proposed_unit": told["proposed"], "seen": seen}
        together("hand_back", handler, f"/desk/matters/{ref}/hand-back/", form)
    for place, slot in enumerate(told["slots"]):
        public.address = f"10.{place // 200 + 20}.{place % 200}.{number}"
        form = {"name": f"来人{number}", "key": f"book-{place:04}-{number}-0123456789"}
        together("book", public, f"/rooms/{told['room']}/book/{slot}/", form)
    for place in range(len(told["slots"])):
        public.address = f"10.{place // 200 + 40}.{place % 200}.{number}"
        form = {"content": f"第{place}件：路灯不亮", "key": f"submit-{place:04}-0123456789"}
        together("submit", public, submit, form)
    return answers | _fight_of_teams(number, port, told, barrier)


def _fight_of_teams(number: int, port: int, told: dict, barrier) -> dict[str, list[str]]:
    logins: dict[str, Client] = {}
    answers: dict[str, list[str]] = {}
    for name, rounds in told["teams"].items():
        answers[name] = []
        for login, path, form in (moves[number] for moves in rounds):
            if login not in logins:
                logins[login] = Client(port, f"10.9.2.{number}")
                logins[login].sign_in(login, told["password"])
            barrier.wait(WAIT)
            answers[name].append(_said(logins[login], path, form))
    return answers


def _said(client: Client, path: str, form: dict) -> str:
    """What somebody is told: WON, the sentence that refuses it, or a bare status."""
    status, text = client.send("POST", path, form)
    if status == 302:
        status, text = client.send("GET", client.sent_to)
    if status not in (200, 409, 422):
        return str(status)
    said = "".join(re.sub("<[^>]*>", "", "".join(REFUSAL.findall(text))).split())
    if not said:
        return WON if status == 200 else str(status)
    return said
