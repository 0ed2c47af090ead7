"""Loads the example county: instance, organisations, legal pages, strategy, and staff of each role."""

import json
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from participation.accounts.actions import create_account
from participation.accounts.models import Account
from participation.accounts.queries import account_by_email
from participation.deputies.actions import appoint, enter_absence
from participation.deputies.duties import duties
from participation.deputies.rules import Span
from participation.extensions import db
from participation.organisations.models import Contact, Instance, Organisation
from participation.permissions import Role
from participation.procedures.models import Procedure
from participation.summaries.rules import REVIEW
from participation.texts.actions import save_text
from participation.texts.rules import LegalText
from participation.workstreams.models import Measure, Phase, Section, Workstream
from participation.workstreams.queries import workstreams
from participation.workstreams.rules import MeasureStatus

HOLIDAY_IN, HOLIDAY = timedelta(days=20), timedelta(days=13)
HERE = Path(__file__).parent
STAFF = (
    (Role.COORDINATOR, "koordination@example.org", "Kim Beispiel (Koordination)", "kreis-recklinghausen"),
    (Role.REVIEWER, "pruefung@example.org", "Robin Muster (Prüfung)", "kreis-recklinghausen"),
    (Role.EDITOR, "redaktion@example.org", "Toni Vorlage (Redaktion Marl)", "marl"),
    (Role.ADMINISTRATOR, "verwaltung@example.org", "Sascha Probe (Verwaltung)", "kreis-recklinghausen"),
)


def load_county(now: datetime) -> None:
    """Everything of the platform's own; does nothing when the instance has been named already."""
    if db.session.get(Instance, 1) is not None:
        return
    _instance(now)
    organisations = _organisations()
    _strategy(organisations)
    _procedures(organisations)
    for role, email, name, slug in STAFF:
        owner = next(one for one in organisations.values() if one.slug == slug)
        create_account(email, name, [(role, owner)], now)
    db.session.flush()
    _holiday(organisations["05562000"], now)


def staff(role: Role) -> Account:
    """The example's account of that role."""
    email = next(address for one, address, _name, _slug in STAFF if one == role)
    account = account_by_email(email)
    if account is None:
        raise LookupError(f"the example has no account {email}")
    return account


@cache
def contents(name: str) -> dict[str, Any]:
    """One of the example's files."""
    found: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return found


def _instance(now: datetime) -> None:
    facts = contents("instance.json")["instance"]
    db.session.add(
        Instance(
            id=1,
            name=facts["name"],
            claim=facts["claim"],
            about=facts["about"],
            demo=True,
            time_zone=facts["time_zone"],
            contact_email=facts["contact_email"],
            contact_phone=facts["contact_phone"],
        )
    )
    for page in contents("instance.json")["legal_pages"]:
        for tag, body in page["body"].items():
            save_text(LegalText(page["slug"]), tag, page["title"][tag], body, 0, None, now)


def _organisations() -> dict[str, Organisation]:
    found: dict[str, Organisation] = {}
    for facts in contents("instance.json")["organisations"]:
        above = found.get(facts.get("parent", ""))
        values = {name: facts[name] for name in ("slug", "name", "kind", "ags", "regional_key", "population")}
        contacts = [Contact(**contact) for contact in facts.get("contacts", [])]
        found[facts["ags"]] = Organisation(
            **values, parent=above, website=facts.get("website", ""), contacts=contacts
        )
        db.session.add(found[facts["ags"]])
    db.session.flush()
    return found


def _strategy(organisations: dict[str, Organisation]) -> None:
    strategy = contents("workstreams.json")
    phases = {
        one["slug"]: Phase(slug=one["slug"], title=one["title"], position=place)
        for place, one in enumerate(strategy["phases"], 1)
    }
    sections = {
        one["key"]: Section(slug=one["key"], title=one["title"], position=place)
        for place, one in enumerate(strategy["sections"], 1)
    }
    for place, one in enumerate(strategy["workstreams"], 1):
        workstream = Workstream(
            slug=one["slug"],
            section=sections[one["section"]],
            position=place,
            title=one["title"],
            summary=one["summary"],
            phase=phases[one["phase"]],
        )
        workstream.measures = [_measure(facts, organisations) for facts in one["measures"]]
        db.session.add(workstream)
    db.session.flush()


def _procedures(organisations: dict[str, Organisation]) -> None:
    fields = {one.slug: one for one in workstreams()}
    for facts in contents("instance.json")["procedures"]:
        db.session.add(
            Procedure(
                title=facts["title"],
                text=facts["text"],
                address=facts["address"],
                organisation=organisations[facts["owner"]],
                workstreams=[fields[slug] for slug in facts["workstreams"]],
            )
        )


def _holiday(county: Organisation, now: datetime) -> None:
    """Whoever reviews goes on holiday, and somebody of a town stands in."""
    reviewer, first = staff(Role.REVIEWER), now.date() + HOLIDAY_IN
    away = Span(first, first + HOLIDAY)
    enter_absence(reviewer, away, now)
    appoint(duties()[REVIEW], county, staff(Role.EDITOR), away, reviewer, now)


def _measure(facts: dict[str, Any], organisations: dict[str, Organisation]) -> Measure:
    return Measure(
        title=facts["title"],
        description=facts["description"],
        status=MeasureStatus(facts["status"]),
        organisation=organisations[facts["owner"]],
        starts_on=_day(facts.get("starts_on")),
        due_on=_day(facts.get("due_on")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
