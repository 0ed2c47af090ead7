"""Makers of what addresses of the office speak about: a route with a parameter needs a maker before it passes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from participation.access import PUBLIC
from participation.accounts import actions as account_actions
from participation.accounts.models import Account, Passkey, StaffSession
from participation.clock import now
from participation.deputies.duties import duties
from participation.deputies.models import Absence, Deputy
from participation.extensions import db
from participation.jobs.actions import start_task
from participation.jobs.models import TaskFile
from participation.jobs.registry import all_jobs, task_kinds
from participation.kit.uploads.actions import checked, keep_upload
from participation.mail.actions import queue_trial
from participation.organisations.models import Organisation
from participation.permissions import Permission, Role
from participation.summaries.models import Draft
from participation.summaries.rules import DraftStatus
from participation.texts.models import TextVersion
from participation.texts.rules import LegalText
from participation.types import new_public_id
from surveys.rules import SurveyStatus
from tests import factories
from tests.kit.files import picture

Row = TypeVar("Row", Draft, Deputy, Absence, Passkey)
Values = dict[str, str]
QUESTION = "worry"


@dataclass(frozen=True)
class Place:
    """Where a thing is made: its organisation, and the account whose own it is if it is somebody's."""

    organisation: Organisation
    account: Account


def survey(place: Place) -> Values:
    """A survey in preparation with a poster."""
    made = factories.make_survey(organisation=place.organisation)
    return {"public_id": made.public_id, "code": factories.make_poster(made).code}


def read_survey(place: Place) -> Values:
    """A survey whose texts are read, with a theme."""
    made = factories.make_survey(organisation=place.organisation)
    made.status = SurveyStatus.SETTLED
    theme = factories.make_theme(made, question=QUESTION)
    return {"public_id": made.public_id, "question": QUESTION, "theme_id": theme.public_id}


def upload(place: Place) -> Values:
    """A picture that only the office may see."""
    file = checked(picture())
    made = keep_upload(file, "bild.jpg", {"de": "Ein Bild"}, place.organisation, None, now(), public=False)
    return {"public_id": made.public_id, "name": made.name}


def draft(place: Place) -> Values:
    """A draft that was discarded: it can be read, and nobody decides on it again."""
    made = Draft(
        source="sample",
        subject_id=new_public_id(),
        title={"de": "Ein Entwurf"},
        organisation=place.organisation,
        author=place.account,
        drawn_at=now(),
        status=DraftStatus.DISCARDED,
        content={},
        decided_at=now(),
        reviewer=place.account,
        reason="Ein Grund.",
    )
    return {"public_id": _identified(made).public_id}


def task(place: Place) -> Values:
    """A task of the first kind there is, with a file."""
    kind = next(iter(task_kinds().values()))
    made = start_task(kind, {"de": "Etwas Langes"}, {}, None, place.organisation.id, now(), "de")
    db.session.add(TaskFile(task=made, name="datei.pdf", media_type="application/pdf", content=b"%PDF-1.7"))
    return {"public_id": made.public_id}


def deputy(place: Place) -> Values:
    """Somebody in another's place."""
    duty, today = next(iter(duties())), now().date()
    made = Deputy(
        duty=duty, organisation=place.organisation, account=place.account, first_day=today, last_day=today
    )
    return {"public_id": _identified(made).public_id}


def absence(place: Place) -> Values:
    """Days on which the account's owner is away."""
    made = Absence(account_id=place.account.id, first_day=now().date(), last_day=now().date())
    return {"public_id": _identified(made).public_id}


def passkey(place: Place) -> Values:
    """A second factor of the account."""
    made = Passkey(
        account=place.account, credential_id=new_public_id(), public_key=b"k", sign_count=0, name="P", created_at=now()
    )
    return {"public_id": _identified(made).public_id}


def session(place: Place) -> Values:
    """Another browser of the account."""
    account_actions.start_session(place.account, now() - timedelta(minutes=1))
    found = select(StaffSession).where(StaffSession.account_id == place.account.id).order_by(StaffSession.started_at)
    return {"public_id": db.session.scalars(found).first().public_id}  # type: ignore[union-attr]


def text(_place: Place) -> Values:
    """A legal text with a version."""
    number = (db.session.scalar(select(func.max(TextVersion.number))) or 0) + 1
    made = factories.make_text(LegalText.IMPRINT, "Wer wir sind.", number=number)
    return {"slug": LegalText.IMPRINT.value, "key": "de", "public_id": made.public_id}


def contact(place: Place) -> Values:
    """A contact person of the organisation."""
    return {
        "public_id": place.organisation.public_id,
        "key": factories.make_contact(place.organisation).public_id,
    }


def mail(place: Place) -> Values:
    """A mail that waits."""
    return {"public_id": queue_trial(place.account, "de", now()).public_id}


def job(_place: Place) -> Values:
    """A job that runs by the clock."""
    return {"key": next(one.key for one in all_jobs() if not one.per_node)}


def account(place: Place) -> Values:
    """Somebody who works for the organisation."""
    return {"public_id": factories.make_account(Role.EDITOR, place.organisation).public_id}


MAKERS: dict[str, Callable[[Place], Values]] = {
    "/konto/abwesenheit/<public_id>": absence,
    "/konto/passkeys/<public_id>": passkey,
    "/konto/sitzungen/<public_id>": session,
    "/verwaltung/aufgaben/<key>": job,
    "/verwaltung/aufgaben/<public_id>": task,
    "/verwaltung/barrieren/<public_id>": lambda _: {"public_id": factories.make_barrier_report().public_id},
    "/verwaltung/dateien/<public_id>": upload,
    "/verwaltung/handlungsfelder/<slug>": lambda _: {"slug": factories.make_workstream().slug},
    "/verwaltung/konten/<public_id>": account,
    "/verwaltung/massnahmen/<public_id>": lambda place: {
        "public_id": factories.make_measure(organisation=place.organisation).public_id
    },
    "/verwaltung/organisationen/<public_id>": lambda place: {"public_id": place.organisation.public_id},
    "/verwaltung/organisationen/<public_id>/personen/<key>": contact,
    "/verwaltung/post/<public_id>": mail,
    "/verwaltung/strategie/<key>": lambda _: {"key": "phasen", "slug": factories.make_phase().slug},
    "/verwaltung/texte/<slug>": text,
    "/verwaltung/umfragen/<public_id>": survey,
    "/verwaltung/umfragen/<public_id>/lesesaal": read_survey,
    "/verwaltung/verfahren/<public_id>": lambda place: {
        "public_id": factories.make_procedure(place.organisation).public_id
    },
    "/verwaltung/vertretungen/<public_id>": deputy,
    "/verwaltung/zusammenfassungen/<public_id>": draft,
}
"""Beginning of an address to what makes the thing it is about; the longest one counts."""

OF_THE_COUNTY = (
    "/verwaltung/aufgaben/<key>",
    "/verwaltung/barrieren/",
    "/verwaltung/handlungsfelder/<slug>",
    "/verwaltung/handlungsfelder/neu",
    "/verwaltung/instanz/marke",
    "/verwaltung/organisationen/neu",
    "/verwaltung/organisationen/<public_id>/bearbeiten",
    "/verwaltung/organisationen/<public_id>/loeschen",
    "/verwaltung/post/",
    "/verwaltung/strategie/",
    "/verwaltung/texte/",
)
"""Beginnings of addresses whose matter is the whole county's, whatever organisation the thing names."""

OWN = ("/konto/abwesenheit/<", "/konto/passkeys/<", "/konto/sitzungen/<")
"""Beginnings of addresses of what belongs to one account: to others it does not exist."""


def doors(app: Flask) -> list[tuple[Rule, str, Permission]]:
    """Every address of the office, with its method and the permission it asks for, in a fixed order."""
    found = []
    for rule in app.url_map.iter_rules():
        needed = getattr(app.view_functions[rule.endpoint], "access", PUBLIC)
        if isinstance(needed, Permission):
            found.append((rule, "POST" if "POST" in (rule.methods or ()) else "GET", needed))
    return sorted(found, key=lambda door: (door[0].rule, door[1]))


def maker_of(rule: Rule) -> Callable[[Place], Values] | None:
    """What makes the thing that the address is about; None when nobody has said it."""
    known = [beginning for beginning in MAKERS if rule.rule.startswith(beginning)]
    return MAKERS[max(known, key=len)] if known else None


def address(rule: Rule, place: Place) -> str:
    """The path of a thing made for it there; committed, so that a request sees it."""
    path, maker = rule.rule, maker_of(rule)
    if rule.arguments and maker:
        for name, value in maker(place).items():
            path = path.replace(f"<{name}>", value)
        db.session.commit()
    return path


def permissions_beyond_the_door(rule: Rule, needed: Permission) -> set[Permission]:
    """Any of these, held for the thing's organisation, opens the thing itself."""
    if rule.endpoint in ("jobs.show", "jobs.file"):
        return {next(iter(task_kinds().values())).permission}
    if rule.endpoint == "summaries.show":
        return {needed, Permission.REVIEW_SUMMARIES}
    return {needed}


def _identified(row: Row) -> Row:
    db.session.add(row)
    db.session.flush()
    return row
