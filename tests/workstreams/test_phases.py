"""The coordinator moves a field of action from phase to phase."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from tests import factories
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
PAGE = "/verwaltung/handlungsfelder/"


def test_the_coordinator_changes_the_phase(sign_in: SignIn, visitor: Visitor) -> None:
    first, second = factories.make_phase("erste"), factories.make_phase("zweite")
    field = factories.make_workstream("mobil", phase=first)
    sign_in(Role.COORDINATOR).visit(PAGE).submit({"phase": "zweite"}, status=302)
    db.session.expire_all()
    assert field.phase == second
    line = db.session.scalars(select(AuditLine).where(AuditLine.subject_kind == "workstream")).one()
    assert (line.action, line.subject_id, line.details) == ("enter_phase", field.public_id, {"phase": "zweite"})
    assert second.title["de"] in visitor.visit("/handlungsfelder/").text


def test_a_phase_that_does_not_exist_is_refused(sign_in: SignIn) -> None:
    factories.make_workstream("mobil")
    page = sign_in(Role.COORDINATOR).visit(PAGE)
    page.submit({"phase": "nirgends"}, status=400)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_other_roles_do_not(sign_in: SignIn, role: Role) -> None:
    field = factories.make_workstream("mobil")
    other = sign_in(role)
    other.visit(PAGE, 403)
    other.send(f"{PAGE}mobil/phase", {"phase": field.phase.slug}, 403)


def test_a_towns_coordinator_reads_but_does_not_change(sign_in: SignIn) -> None:
    field = factories.make_workstream("mobil")
    town = factories.make_organisation("Marl", parent=factories.make_county())
    coordinator = sign_in(Role.COORDINATOR, town)
    page = coordinator.visit(PAGE)
    assert page.forms() == []
    coordinator.send(f"{PAGE}mobil/phase", {"phase": field.phase.slug}, 403)
