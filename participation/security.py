"""Headers that every answer carries, reading pages that are not sent twice, and no session for who has none."""

from urllib.parse import urlsplit, urlunsplit

from flask import Flask, Request, Response, abort, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from werkzeug.routing import RequestRedirect

from participation.access import is_desk

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), geolocation=(), microphone=(), interest-cohort=(), "
        "publickey-credentials-get=(self), publickey-credentials-create=(self)"
    ),
    "X-Frame-Options": "DENY",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


class SparingSessions(SecureCookieSessionInterface):
    """Flask's signed cookies, without any of their work for the many visitors who neither bring nor get one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of the cookie; an empty one without it."""
        if "HTTP_COOKIE" not in request.environ:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Sets the cookie and its Vary header if the request has so much as looked at the session."""
        if session.accessed or session.modified:
            super().save_session(app, session, response)


def init_app(app: Flask) -> None:
    """Adds the headers to every answer."""
    app.session_interface = SparingSessions()
    app.after_request(_headers)


def policy(style_hash: str = "") -> str:
    """The Content-Security-Policy; the respondent's page allows its one style element by hash."""
    return POLICY.format(style=f" {style_hash}" if style_hash else "")


def refuse_foreign() -> None:
    """Answers 403 to a form sent from another site (Fetch Metadata; older browsers: Origin).

    Takes the place of a token where there is no session that a forger could use.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in ("same-origin", "none"):
            abort(403)
        return
    origin = request.headers.get("Origin")
    own = urlsplit(current_app.extensions["settings"].base_url).netloc
    if origin is not None and origin.partition("://")[2] not in (request.host, own):
        abort(403)


def _headers(response: Response) -> Response:
    _name_no_host(response)
    headers = response.headers
    present = {name.lower() for name in headers.keys()}  # noqa: SIM118  # iterating headers gives pairs
    added = [(name, value) for name, value in _ALWAYS if name.lower() not in present]
    if current_app.config["SECURE"] and "strict-transport-security" not in present:
        added.append(("Strict-Transport-Security", TWO_YEARS))
    if "cache-control" not in present and request.endpoint != "static":
        added.append(("Cache-Control", "no-store" if "set-cookie" in present or is_desk() else "no-cache"))
    headers.extend(added)  # one walk through the headers instead of one for each
    if (
        request.method == "GET"
        and response.status_code == 200
        and not response.is_streamed
        and response.cache_control.no_cache
    ):
        response.add_etag()
        response.make_conditional(request)
    return response


def _name_no_host(response: Response) -> None:
    """Keeps only the path of the router's redirects: they repeat the Host header, which anybody may forge."""
    if isinstance(request.routing_exception, RequestRedirect) and response.location:
        parts = urlsplit(response.location)
        response.location = urlunsplit(("", "", "/" + parts.path.lstrip("/"), parts.query, ""))
        response.set_data(b"")


_ALWAYS = (*HEADERS.items(), ("Content-Security-Policy", policy()))
