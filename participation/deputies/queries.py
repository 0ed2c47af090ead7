"""Named reads of deputies and absences; each is a constant number of queries, however many there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from participation.accounts.models import Account, RoleAssignment
from participation.accounts.queries import grants_of
from participation.deputies.duties import duties
from participation.deputies.models import Absence, Deputy
from participation.deputies.rules import Gap, Holder, Span, gap
from participation.extensions import db
from participation.permissions import ROLE_PERMISSIONS, Grant

MOST_OFFERED = 500


def deputy_grants(account: Account, today: date) -> list[Grant]:
    """What the account may do today as somebody's deputy: the duty's one permission, for that organisation only."""
    found = db.session.scalars(
        _standing(today).where(Deputy.account_id == account.id, Deputy.first_day <= today)
    )
    known = duties()
    return [
        Grant(None, frozenset({one.organisation_id}), only=frozenset({known[one.duty].permission}))
        for one in found
        if one.duty in known
    ]


def deputies(organisation_ids: Collection[int], today: date) -> Select[Deputy]:
    """Deputies of today and later for these organisations, by their days, to be paged by the caller."""
    return (
        _standing(today)
        .options(joinedload(Deputy.organisation), joinedload(Deputy.account), joinedload(Deputy.appointed_by))
        .where(Deputy.organisation_id.in_(organisation_ids))
        .order_by(Deputy.first_day, Deputy.id)
    )


def deputy_by_public_id(public_id: str, today: date) -> Deputy | None:
    """The deputy, unless it has ended."""
    return db.session.scalar(_standing(today).where(Deputy.public_id == public_id))


def deputies_like(duty: str, organisation_id: int, account_id: int, today: date) -> Sequence[Deputy]:
    """Where the same person is deputy for the same already, today or later."""
    same = (Deputy.duty == duty, Deputy.organisation_id == organisation_id, Deputy.account_id == account_id)
    return db.session.scalars(_standing(today).where(*same)).all()


def possible_deputies(but: Account) -> Sequence[Account]:
    """Everybody with an open account and a role somewhere, by name, with the organisations of their roles."""
    return db.session.scalars(
        select(Account)
        .options(selectinload(Account.roles).joinedload(RoleAssignment.organisation))
        .where(Account.closed_at.is_(None), Account.roles.any(), Account.id != but.id)
        .order_by(Account.name, Account.id)
        .limit(MOST_OFFERED)
    ).all()


def absences(account: Account, today: date) -> Select[Absence]:
    """The person's absences of today and later, the next one first, to be paged by the caller."""
    own = select(Absence).where(Absence.account_id == account.id, Absence.last_day >= today)
    return own.order_by(Absence.first_day, Absence.id)


def absence_by_public_id(account: Account, public_id: str) -> Absence | None:
    """That absence of the person."""
    return db.session.scalar(select(Absence).where(Absence.account_id == account.id, Absence.public_id == public_id))


@dataclass(frozen=True)
class SecondPairs:
    """Who may do each kind of duty from today on, and who is away when."""

    holders: dict[str, list[Holder]]
    away: dict[int, list[Span]]

    def gap(self, duty: str, organisation_id: int, within: Span, authors: Collection[int]) -> Gap | None:
        """Why nobody but the authors could do that duty for the organisation within these days; None: somebody can."""
        return gap(self.holders.get(duty, ()), self.away, organisation_id, within, authors)


def second_pairs(today: date) -> SecondPairs:
    """Everybody who may do a duty that needs four eyes, by role or as a deputy, today or later."""
    held = _granted()
    found = {
        duty.key: [Holder(account, grant.covers) for account, grant in held if duty.permission in grant.permissions]
        for duty in duties().values()
    }
    open_accounts = Deputy.account.has(Account.closed_at.is_(None))
    for one in db.session.scalars(_standing(today).where(open_accounts)):
        found.setdefault(one.duty, []).append(Holder(one.account_id, frozenset({one.organisation_id}), one.span))
    away: dict[int, list[Span]] = {}
    for absence in db.session.scalars(select(Absence).where(Absence.last_day >= today)):
        away.setdefault(absence.account_id, []).append(absence.span)
    return SecondPairs(found, away)


def _granted() -> list[tuple[int, Grant]]:
    """The roles of all open accounts that hold a duty's permission: account id and what the role covers."""
    needed = {duty.permission for duty in duties().values()}
    roles = [role for role, permissions in ROLE_PERMISSIONS.items() if needed & permissions]
    able = Account.roles.any(RoleAssignment.role.in_(roles))
    accounts = db.session.scalars(
        select(Account).options(joinedload(Account.roles)).where(Account.closed_at.is_(None), able)
    ).unique()
    return [(account.id, grant) for account, some in grants_of(accounts.all()) for grant in some]


def _standing(today: date) -> Select[Deputy]:
    return select(Deputy).where(Deputy.last_day >= today, Deputy.withdrawn_at.is_(None))
