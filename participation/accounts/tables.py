"""Accounts and the audit trail as tables to take away."""

from flask_babel import gettext as _

from participation.accounts.models import Account, AuditLine
from participation.accounts.words import ROLE_NAMES, action_word, person
from participation.kit.tables import Cell


def account_columns() -> list[str]:
    """What the columns of ``account_row`` are called."""
    return [_("Name"), _("E-mail address"), _("Roles"), _("Since"), _("Closed since")]


def account_row(account: Account) -> list[Cell]:
    """An account with its roles in words."""
    roles = ", ".join(f"{ROLE_NAMES[held.role]} ({held.organisation.name})" for held in account.roles)
    return [account.name, account.email, roles, account.created_at, account.closed_at]


def audit_columns() -> list[str]:
    """What the columns of ``audit_row`` are called."""
    return [_("When"), _("Who"), _("What"), _("Which"), _("Identifier"), _("Organisation"), _("Details")]


def audit_row(line: AuditLine) -> list[Cell]:
    """A line of the audit trail in words."""
    whose = line.organisation.name if line.organisation else _("the whole instance")
    details = ", ".join(f"{action_word(name)}: {_plain(value)}" for name, value in line.details.items() if value)
    what, which = action_word(line.action), action_word(line.subject_kind)
    return [line.at, person(line.account), what, which, line.subject_id, whose, details]


def _plain(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
