"""Named writes of procedures elsewhere: they add to the running transaction, the edge commits."""

from datetime import datetime

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.languages import merged
from participation.procedures.models import Procedure
from participation.procedures.rules import ProcedureFacts
from participation.workstreams.models import Workstream

KIND = "procedure"


def create_procedure(
    facts: ProcedureFacts, workstreams: list[Workstream], account: Account, now: datetime
) -> Procedure:
    """A new card that leads elsewhere."""
    procedure = Procedure(title={}, text={})
    _set_facts(procedure, facts, workstreams)
    db.session.add(procedure)
    db.session.flush()
    audit(account, "create_procedure", KIND, procedure.public_id, now, of=procedure.organisation_id)
    return procedure


def update_procedure(
    procedure: Procedure, facts: ProcedureFacts, workstreams: list[Workstream], account: Account, now: datetime
) -> None:
    """Sets what is known of it; texts in other languages stay."""
    _set_facts(procedure, facts, workstreams)
    audit(account, "update_procedure", KIND, procedure.public_id, now, of=procedure.organisation_id)


def delete_procedure(procedure: Procedure, account: Account, now: datetime) -> None:
    """Takes the card away for good; what it led to stays where it is."""
    audit(account, "delete_procedure", KIND, procedure.public_id, now, of=procedure.organisation_id)
    db.session.delete(procedure)


def _set_facts(procedure: Procedure, facts: ProcedureFacts, workstreams: list[Workstream]) -> None:
    procedure.title, procedure.text = merged(procedure.title, facts.title), merged(procedure.text, facts.text)
    procedure.address, procedure.organisation_id = facts.address, facts.organisation_id
    procedure.opens_on, procedure.closes_on = facts.opens_on, facts.closes_on
    procedure.workstreams = workstreams
