"""Access is decided in one line above each view. A view without a decision stops the application from starting."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, Response, abort, redirect, request, url_for
from flask_login import current_user

from participation.permissions import Permission, may

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def public(view: View) -> View:
    """Anybody may see this, without an account and without leaving a trace."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def requires(permission: Permission, *, even_if: str = "") -> Callable[[View], View]:
    """Only people who hold the permission for some organisation; ``authorise`` then asks for the thing's own.

    Who still has to give a second factor, or to set one up, is sent to the page (its endpoint) where that is done.
    ``even_if``: the page that this view belongs to, so that it can be reached.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return to_sign_in()
            waits_for: str | None = current_user.waits_for
            if waits_for and waits_for != even_if:
                return _sent_to(_with_next(waits_for))
            if not waits_for and not allowed(permission):
                abort(403)
            return view(*args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return decorate


def authorise(permission: Permission, organisation_id: int) -> None:
    """Answers 403 unless the signed-in person holds the permission for that organisation."""
    if not allowed(permission, organisation_id):
        abort(403)


def allowed(permission: Permission, organisation_id: int | None = None) -> bool:
    """Whether the signed-in person holds the permission (for that organisation, or for any)."""
    return current_user.is_authenticated and may(current_user.grants, permission, organisation_id)


def organisations_for(permission: Permission) -> set[int]:
    """Ids of the organisations for which the signed-in person holds the permission."""
    return {
        organisation for grant in current_user.grants if may([grant], permission, None) for organisation in grant.covers
    }


def is_desk() -> bool:
    """Whether this address belongs to the office: only there is anybody's session looked at."""
    return request.path.startswith(("/verwaltung", "/konto"))


def to_sign_in() -> Response:
    """Sends the browser to the sign-in page and back afterwards; htmx is told by a header."""
    return _sent_to(_with_next("accounts.sign_in"))


def _with_next(endpoint: str) -> str:
    return url_for(endpoint, next=request.full_path.rstrip("?") if request.method == "GET" else None)


def _sent_to(address: str) -> Response:
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": address})
    return redirect(address)  # type: ignore[return-value]


def check_every_route(app: Flask) -> None:
    """Raises RuntimeError naming the routes whose view says neither ``@public`` nor ``@requires``."""
    open_doors = [name for name, view in app.view_functions.items() if not hasattr(view, "access") and name != "static"]
    if open_doors:
        raise RuntimeError(f"no access decision on: {', '.join(sorted(open_doors))}")
