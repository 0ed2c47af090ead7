"""Static files by their logical name; the build gave them names that change with their content."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for

STATIC = Path(__file__).parent / "static"
A_YEAR = 31_536_000


def init_app(app: Flask) -> None:
    """Registers ``asset(name)`` for templates and lets browsers keep hashed files for a year."""
    app.jinja_env.globals["asset"] = asset
    app.after_request(_keep_hashed)


@cache
def manifest() -> dict[str, str]:
    """Logical name to file below ``static/``; empty before the assets were built."""
    path = STATIC / "vendor" / "manifest.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return found


def asset(name: str) -> str:
    """The address of a built file, such as ``asset("desk.css")``; raises KeyError for a name the build did not make."""
    return url_for("static", filename=manifest()[name])


@cache
def content(name: str) -> str:
    """The text of a built file, for the one page that carries its style sheet inside."""
    return (STATIC / manifest()[name]).read_text(encoding="utf-8")


@cache
def csp_hash(name: str) -> str:
    """The file's hash as a Content-Security-Policy source (CSP 3, hash-source)."""
    from_bytes = hashlib.sha256(content(name).encode())
    return f"'sha256-{_base64(from_bytes.digest())}'"


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _keep_hashed(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200:
        response.cache_control.public = True
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
    return response
