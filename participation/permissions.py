"""Who may do what: permissions and the roles that hold them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What somebody may do with the things of an organisation."""

    SEE_DESK = "see_desk"
    EDIT_SURVEYS = "edit_surveys"
    OPEN_SURVEYS = "open_surveys"
    READ_TEXTS = "read_texts"
    DRAFT_SUMMARIES = "draft_summaries"
    REVIEW_SUMMARIES = "review_summaries"
    EDIT_MEASURES = "edit_measures"
    EDIT_WORKSTREAMS = "edit_workstreams"
    EDIT_INSTANCE = "edit_instance"
    EDIT_ORGANISATIONS = "edit_organisations"
    EDIT_PROCEDURES = "edit_procedures"
    EDIT_FILES = "edit_files"
    SEE_AUDIT = "see_audit"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_MAIL = "manage_mail"
    MANAGE_JOBS = "manage_jobs"
    APPOINT_DEPUTIES = "appoint_deputies"


class Role(StrEnum):
    """A bundle of permissions, held for one organisation (and what lies below it)."""

    COORDINATOR = "coordinator"
    EDITOR = "editor"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.EDITOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.EDIT_SURVEYS,
            Permission.READ_TEXTS,
            Permission.EDIT_MEASURES,
            Permission.EDIT_PROCEDURES,
            Permission.EDIT_FILES,
        }
    ),
    Role.COORDINATOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.EDIT_SURVEYS,
            Permission.OPEN_SURVEYS,
            Permission.READ_TEXTS,
            Permission.DRAFT_SUMMARIES,
            Permission.EDIT_MEASURES,
            Permission.EDIT_WORKSTREAMS,
            Permission.EDIT_FILES,
            Permission.SEE_AUDIT,
            Permission.MANAGE_JOBS,
            Permission.EDIT_INSTANCE,
            Permission.MANAGE_MAIL,
            Permission.EDIT_ORGANISATIONS,
            Permission.EDIT_PROCEDURES,
        }
    ),
    Role.REVIEWER: frozenset(
        {Permission.SEE_DESK, Permission.REVIEW_SUMMARIES, Permission.APPOINT_DEPUTIES, Permission.SEE_AUDIT}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_DESK,
            Permission.MANAGE_ACCOUNTS,
            Permission.MANAGE_JOBS,
            Permission.SEE_AUDIT,
            Permission.EDIT_INSTANCE,
            Permission.MANAGE_MAIL,
            Permission.EDIT_ORGANISATIONS,
            Permission.APPOINT_DEPUTIES,
        }
    ),
}


@dataclass(frozen=True)
class Grant:
    """A role held for an organisation; ``covers`` are the ids of that organisation and those below it.

    A deputy has no role there: ``role`` is None, and ``only`` are the permissions of the task that was handed over.
    """

    role: Role | None
    covers: frozenset[int]
    only: frozenset[Permission] = frozenset()

    @property
    def permissions(self) -> frozenset[Permission]:
        """What may be done."""
        return self.only if self.role is None else ROLE_PERMISSIONS[self.role]


def may(grants: Iterable[Grant], permission: Permission, organisation_id: int | None) -> bool:
    """Whether one of the grants holds the permission, for that organisation, or for any when none is given."""
    return any(
        permission in grant.permissions and (organisation_id is None or organisation_id in grant.covers)
        for grant in grants
    )
