"""Guard in front of all pages: nobody but the one who has the address comes in, from no page but our own."""

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from itaxl.texts import both

MOST = 1 << 20  # bytes of a form
METHODS = ("GET", "HEAD", "POST")
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Not `no-referrer`: browsers would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_MOVE_ON = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>itaxl</title>'
    '<meta http-equiv="refresh" content="0;url=/"><a href="/">itaxl</a></html>'
)


class TooLargeError(Exception):
    """Form that is larger than any of ours."""


@dataclass(frozen=True)
class Keys:
    """Secrets of one run: `address` is in the line that is printed, `cookie` in the browser, `token` in each form."""

    port: int
    address: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    cookie: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/?key={self.address}"

    @property
    def hosts(self) -> tuple[str, ...]:
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie_name(self) -> str:
        """Return a name of this port's own: cookies do not tell ports apart."""
        return f"itaxl-{self.port}"


class Guard:
    """Guard that refuses requests that are not ours, and puts the headers on whatever goes out.

    `touched` is called for each request; forms to a path that is `unbounded` have limits of their own.
    """

    def __init__(
        self, app: ASGIApp, keys: Keys, touched: Callable[[], None], unbounded: Callable[[str], bool]
    ) -> None:
        self._app, self._keys, self._touched, self._unbounded = app, keys, touched, unbounded

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            return
        answer = self._answer(HTTPConnection(scope), scope["method"])
        if answer is None:
            self._touched()
            bounded = receive if self._unbounded(scope["path"]) else _bounded(receive)
            await self._app(scope, bounded, _with_headers(send))
        else:
            await answer(scope, receive, _with_headers(send))

    def _answer(self, request: HTTPConnection, method: str) -> Response | None:
        """Return the answer where the request is not handed on."""
        query = parse_qs(request.url.query)
        if not self._is_ours(request.headers):
            return _refused()
        if request.url.path == "/" and _same(query, "key", self._keys.address):
            return self._entered(request.headers)
        cookie = request.cookies.get(self._keys.cookie_name, "")
        if not hmac.compare_digest(cookie.encode(), self._keys.cookie.encode()) or _is_foreign(
            request.headers
        ):
            return _refused()
        if method not in METHODS:
            return PlainTextResponse("", 405)
        if method == "POST" and not _same(query, "token", self._keys.token):
            return _refused()
        return None

    def _is_ours(self, headers: Headers) -> bool:
        """Tell whether the request is for this address, and from no page of another one."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        return len(hosts) == 1 and hosts[0] in self._keys.hosts and set(origins) <= {f"http://{hosts[0]}"}

    def _entered(self, headers: Headers) -> Response:
        """Return the way in with the cookie. A browser that comes from elsewhere sends it from our own page alone."""
        answer = (
            Response(_MOVE_ON, media_type="text/html") if _is_foreign(headers) else RedirectResponse("/", 303)
        )
        answer.set_cookie(self._keys.cookie_name, self._keys.cookie, httponly=True, samesite="strict")
        return answer


def _is_foreign(headers: Headers) -> bool:
    return headers.get("sec-fetch-site", "none") not in ("same-origin", "none")


def _same(query: dict[str, list[str]], name: str, secret: str) -> bool:
    return hmac.compare_digest(query.get(name, [""])[0].encode(), secret.encode())


def _refused() -> Response:
    text = both("workbench", "refused")
    return PlainTextResponse(f"{text.th}\n{text.en}\n", 403)


def _bounded(receive: Receive) -> Receive:
    """Return the same, which raises TooLargeError for more than a form of ours holds."""
    size = 0

    async def bounded() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > MOST:
            raise TooLargeError
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sent
