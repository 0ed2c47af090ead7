"""What concerns the whole instance is decided for the county: a town's people may not change it."""

from flask import abort

from participation.access import allowed, authorise
from participation.organisations.queries import county
from participation.permissions import Permission


def authorise_for_county(permission: Permission) -> None:
    """Answers 403 unless the signed-in person holds the permission for the county; 404 while there is none."""
    authorise(permission, (county() or abort(404)).id)


def allowed_for_county(permission: Permission) -> bool:
    """Whether the signed-in person holds the permission for the county."""
    found = county()
    return found is not None and allowed(permission, found.id)
