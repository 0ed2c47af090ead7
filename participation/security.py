"""Headers that every answer carries, and reading pages that are not sent twice."""

from flask import Flask, Response, current_app, request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), interest-cohort=()",
    "X-Frame-Options": "DENY",
}
TWO_YEARS = "max-age=63072000; includeSubDomains"


def init_app(app: Flask) -> None:
    """Adds the headers to every answer."""
    app.after_request(_headers)


def policy(style_hash: str = "") -> str:
    """The Content-Security-Policy; the respondent's page allows its one style element by hash."""
    return POLICY.format(style=f" {style_hash}" if style_hash else "")


def _headers(response: Response) -> Response:
    headers = response.headers
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", _PLAIN_POLICY)
    if current_app.config["SECURE"]:
        headers.setdefault("Strict-Transport-Security", TWO_YEARS)
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store" if "Set-Cookie" in headers or _is_desk() else "no-cache"
    if (
        request.method == "GET"
        and response.status_code == 200
        and response.cache_control.no_cache
        and not response.is_streamed
    ):
        response.add_etag()
        response.make_conditional(request)
    return response


def _is_desk() -> bool:
    return request.path.startswith(("/verwaltung", "/konto"))


_PLAIN_POLICY = policy()
