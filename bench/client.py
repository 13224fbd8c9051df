"""A browser's part in a measurement: cookies, tokens, one connection that stays open."""

import http.client
import re
from dataclasses import dataclass
from time import perf_counter
from urllib.parse import urlencode

IDLE = 1.0
SESSION, CSRF = "__Host-session", "__Host-csrf"


@dataclass(frozen=True)
class Answer:
    """One answer of the server with what it took."""

    status: int
    seconds: float
    statements: int
    size: int
    location: str
    text: str


class Client:
    """Talks to the server as the proxy before it would: plain HTTP, said to be HTTPS."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.used = perf_counter()

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, fields: dict[str, str]) -> Answer:
        fields = {**fields, "csrfmiddlewaretoken": self.cookies.get(CSRF, "")}
        return self._ask("POST", path, urlencode(fields).encode())

    def sign_in(self, username: str, password: str) -> None:
        self.get("/desk/login/")
        answer = self.post("/desk/login/", {"username": username, "password": password})
        if answer.status != 302:
            raise RuntimeError(f"{username} cannot sign in: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes = b"") -> Answer:
        headers = {
            "Host": "localhost",
            "X-Forwarded-Proto": "https",
            "Referer": "https://localhost/",
            "Accept-Encoding": "identity",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if perf_counter() - self.used > IDLE:
            self.connection.close()  # the server has hung up by now; it opens again by itself
        began = perf_counter()
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        content = response.read()
        self.used = perf_counter()
        seconds = self.used - began
        for cookie in response.headers.get_all("Set-Cookie") or ():
            if found := re.match(r"([^=]+)=([^;]*)", cookie):
                self.cookies[found[1]] = found[2]
        return Answer(
            response.status,
            seconds,
            int(response.headers.get("X-Statements", 0)),
            len(content),
            response.headers.get("Location", ""),
            content.decode(errors="replace"),
        )
