"""How much a request may bring: a megabyte, unless its view takes more and the person may use that view."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, current_app, request

from participation.access import allowed
from participation.permissions import Permission

View = TypeVar("View", bound=Callable[..., Any])


def takes(size: int) -> Callable[[View], View]:
    """Lets the view take requests of so many bytes. Stands below ``@requires``: strangers stay at the common limit."""

    def decorate(view: View) -> View:
        view.takes = size  # type: ignore[attr-defined]
        return view

    return decorate


def init_app(app: Flask) -> None:
    """Sets the limit of each request before anything reads its body."""
    app.url_value_preprocessor(_set_limit)


def _set_limit(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    view = current_app.view_functions.get(endpoint or "")
    size = getattr(view, "takes", None)
    permission = getattr(view, "access", None)
    if size is not None and request.method == "POST" and isinstance(permission, Permission) and allowed(permission):
        request.max_content_length = size
