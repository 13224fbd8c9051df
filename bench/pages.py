"""The pages that are measured, and how each is asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bench.client import Answer, Client
from bench.texts import FREQUENT, RARE

LIST = "/desk/matters/"
Ask = Callable[[], Answer]


@dataclass(frozen=True)
class Page:
    """One line of the table: a page, as whom it is asked for, and what answer is right.

    before: what happens ahead of each answer and is not measured.
    """

    name: str
    ask: Ask
    right: int = 200
    before: Callable[[], object] = lambda: None


def reading(clients: dict[str, Client], facts: dict[str, Any]) -> Iterator[Page]:
    """Pages that only read; each can be asked for any number of times."""
    office, liaison, unit, visitor = (
        clients[role] for role in ("office", "liaison", "unit", "visitor")
    )

    def page(name: str, client: Client, path: str) -> Page:
        return Page(name, lambda: client.get(path))

    yield page("list", office, LIST)
    yield page("list_newest", office, f"{LIST}?order=newest")
    yield page("list_filtered", office, f"{LIST}?status=open&type=HELP&unit={facts['unit']}")
    yield page("list_of_topic", office, f"{LIST}?topic={facts['topic']}")
    yield page("list_late", office, f"{LIST}?late=late")
    yield page("list_year", office, f"{LIST}?since={facts['since']}&until={facts['until']}")
    yield page("list_of_room", liaison, LIST)
    yield page("list_of_unit", unit, LIST)
    yield page("search_frequent", office, f"{LIST}?q={quote(FREQUENT)}")
    yield page("search_usual", office, f"{LIST}?q={quote('电梯')}")
    yield page("search_rare", office, f"{LIST}?q={quote(RARE)}")
    yield page("search_none", office, f"{LIST}?q={quote('鑫淼焱')}")
    yield page("search_number", office, f"{LIST}?q={facts['ref']}")
    yield page("search_filtered", office, f"{LIST}?q={quote('电梯')}&status=open")
    yield page("search_of_room", liaison, f"{LIST}?q={quote('电梯')}")
    yield page("search_of_unit", unit, f"{LIST}?q={quote('电梯')}")
    yield page("detail", office, f"{LIST}{facts['ref']}/")
    yield page("detail_open", office, f"{LIST}{facts['open_ref']}/")
    yield page("board", office, "/desk/board/")
    yield page("today_liaison", liaison, "/desk/")
    yield page("inbox_unit", unit, "/desk/inbox/")
    yield page("portal_home", visitor, f"/d/{facts['district']}/")
    yield page("portal_answers", visitor, f"/d/{facts['district']}/answers/")
    yield page("portal_room", visitor, facts["room_url"])


def writing(clients: dict[str, Client], facts: dict[str, Any], run: str) -> Iterator[Page]:
    """One matter after the other: taken down, accepted, dispatched; always in this order."""
    liaison, made, accepted = clients["liaison"], [], []
    numbers = iter(range(10**6))

    def create() -> Answer:
        number = next(numbers)
        answer = liaison.post(
            f"{LIST}new/",
            {
                "key": f"bench-{run}-{number}",
                "content": f"第{number}件：楼道的灯坏了半年，晚上看不见，老人上下楼不安全。",
                "opinion_type": "HELP",
                "channel": "PHONE",
            },
        )
        if answer.status == 302:
            made.append(answer.location.removeprefix(LIST).split("/")[0])
        return answer

    def accept() -> Answer:
        ref = made.pop(0)
        accepted.append(ref)
        fields = {"title": "楼道的灯坏了半年", "opinion_type": "HELP", "seen": "0"}
        return liaison.post(f"{LIST}{ref}/acceptance/", fields)

    def dispatch() -> Answer:
        fields = {
            "extract": "楼道照明损坏半年，影响老人出行，请查修。",
            "lead": str(facts["unit_pk"]),
            "seen": "1",
        }
        return liaison.post(f"{LIST}{accepted.pop(0)}/dispatch/", fields)

    yield Page("create", create, right=302)
    yield Page("accept", accept, right=302)
    yield Page("dispatch", dispatch, right=302)
    office = clients["office"]
    yield Page("board_after_a_move", lambda: office.get("/desk/board/"), before=create)
