"""First pages for a crowd: what the application has just answered is answered again in front of it.

The first page of an open survey is the same for all who speak one language, but for the attempt in it. When a room full
of people scans one poster, the application answers the first of them. As long as that is all it knows of the survey (a
second, `surveys.answering.state`), this gives the others the same headers and page, with an attempt of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask

from participation.kit.spliced_page import SplicedPage
from participation.languages import negotiate
from surveys.answering.attempts import issue
from surveys.answering.live import Live
from surveys.answering.state import BY_CODE, BY_SLUG, Address, State

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FIRST_PAGE = "surveys.first_page"
"""Where in the request's environment the view leaves the `FirstPage` that it has answered with, compressed."""

MOST_KEPT = 500
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class FirstPage:
    """The page of this survey as it is now in one language; the hole in it takes the attempt."""

    live: Live
    language: str
    page: SplicedPage


@dataclass(frozen=True)
class Ready:
    """A first page with the headers that the application has sent with it."""

    first: FirstPage
    headers: Headers


class ReadyPages:
    """WSGI around the application. Knows nothing for longer than the application, and nothing of any visitor."""

    def __init__(self, application: "WSGIApplication", state: State) -> None:
        self._application = application
        self._state = state
        self._kept: dict[tuple[str, str], Ready] = {}
        """By path and language."""

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The page that is ready, or whatever the application answers."""
        address = _address(environ)
        if address is None:
            return self._application(environ, start_response)
        ready = self._ready(environ, self._state.live.fresh(address))
        if ready is None:
            return self._application(environ, self._keeping(environ, start_response))
        start_response("200 OK", list(ready.headers))
        return [ready.first.page.gzip(self._new_attempt(ready.first.live))]

    def _ready(self, environ: "WSGIEnvironment", live: Live | None) -> Ready | None:
        """The page for this visitor, if it was made from what the application knows of the survey now."""
        if live is None:
            return None
        language = negotiate(None, environ.get("HTTP_ACCEPT_LANGUAGE"), live.offered)
        ready = self._kept.get((environ["PATH_INFO"], language))
        return ready if ready is not None and ready.first.live is live else None

    def _new_attempt(self, live: Live) -> bytes:
        return issue(self._state.attempt_key, live.public_id, live.version, False, self._state.chance.draw()).encode()

    def _keeping(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> "StartResponse":
        """Passes the application's headers on, and keeps the first page that the view may have left with them."""

        def start(status: str, headers: Headers, error: Any = None, /) -> Callable[[bytes], object]:
            first: FirstPage | None = environ.get(FIRST_PAGE)
            if first is not None and status.startswith("200 "):
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                self._kept[environ["PATH_INFO"], first.language] = Ready(first, list(headers))
            return start_response(status, headers, error)

        return start


def init_app(app: Flask, state: State) -> None:
    """Puts the ready pages in front of the application."""
    app.wsgi_app = ReadyPages(app.wsgi_app, state)  # type: ignore[method-assign]  # as Flask wants middleware to be added


def _address(environ: "WSGIEnvironment") -> Address | None:
    """Where the survey is met whose first page is asked for; None for any other request.

    Cookies and queries ask for something of their own, and what is ready is compressed.
    """
    path: str = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING") or "HTTP_COOKIE" in environ:
        return None
    if "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", ""):
        return None
    if path.startswith("/u/"):
        return BY_CODE, path.removeprefix("/u/")
    if path.startswith("/umfragen/") and path.endswith("/"):
        return BY_SLUG, path.removeprefix("/umfragen/").removesuffix("/")
    return None
