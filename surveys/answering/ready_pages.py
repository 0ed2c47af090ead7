"""First pages for a crowd: what the application has just answered is answered again in front of it.

The first page of an open survey is the same for all who speak one language, but for the attempt in it. When a room full
of people scans one poster, the application answers the first of them. As long as that is all it knows of the survey (a
second, `surveys.answering.state`), this gives the others the same headers and page, with an attempt of their own.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask

from participation.kit.spliced_page import SplicedPage
from participation.languages import negotiate
from surveys.answering.attempts import issue
from surveys.answering.state import FRESH_SECONDS, Live, State

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


class ReadyPages:
    """WSGI around the application. Knows nothing for longer than the application, and nothing of any visitor."""

    def __init__(self, application: "WSGIApplication", state: State) -> None:
        self._application = application
        self._state = state
        self._kept: dict[tuple[str, str], tuple[FirstPage, Headers]] = {}

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """The page that is ready, or whatever the application answers."""
        key = _key(environ)
        if key is None:
            return self._application(environ, start_response)
        path, live = environ["PATH_INFO"], self._fresh(key)
        language = negotiate(None, environ.get("HTTP_ACCEPT_LANGUAGE"), live.offered) if live else ""
        first, headers = self._kept.get((path, language), (None, []))
        if live is None or first is None or first.live is not live:
            return self._application(environ, self._keeping(path, environ, start_response))
        start_response("200 OK", list(headers))
        attempt = issue(self._state.attempt_key, live.public_id, live.version, False, self._state.chance.draw())
        return [first.page.gzip(attempt.encode())]

    def _fresh(self, key: tuple[str, str]) -> Live | None:
        """The survey, if the application would not look anew either."""
        found = self._state.live.get(key)
        return found[1] if found and time.monotonic() - found[0] <= FRESH_SECONDS else None

    def _keeping(self, path: str, environ: "WSGIEnvironment", start_response: "StartResponse") -> "StartResponse":
        def start(status: str, headers: Headers, error: Any = None, /) -> Callable[[bytes], object]:
            first: FirstPage | None = environ.get(FIRST_PAGE)
            if first is not None and status.startswith("200 "):
                if len(self._kept) >= MOST_KEPT:
                    self._kept.clear()
                self._kept[path, first.language] = (first, list(headers))
            return start_response(status, headers, error)

        return start


def init_app(app: Flask, state: State) -> None:
    """Puts the ready pages in front of the application."""
    app.wsgi_app = ReadyPages(app.wsgi_app, state)  # type: ignore[method-assign]  # as Flask wants middleware to be added


def _key(environ: "WSGIEnvironment") -> tuple[str, str] | None:
    """Under which name the state knows the survey whose first page is asked for; None for any other request."""
    path: str = environ["PATH_INFO"]
    if environ["REQUEST_METHOD"] != "GET" or environ.get("QUERY_STRING") or "HTTP_COOKIE" in environ:
        return None
    if "gzip" not in environ.get("HTTP_ACCEPT_ENCODING", ""):
        return None
    if path.startswith("/u/"):
        return "code", path[3:]
    if path.startswith("/umfragen/") and path.endswith("/"):
        return "slug", path[10:-1]
    return None
