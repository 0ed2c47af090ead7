"""Makers of rows, one per model, with plausible values; each commits so that requests see it."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import insert

from participation.accounts.actions import create_account
from participation.accounts.models import Account
from participation.barriers.models import BarrierReport
from participation.extensions import db
from participation.organisations.models import Contact, Instance, Organisation
from participation.permissions import Role
from participation.procedures.models import Procedure
from participation.texts.models import TextVersion
from participation.texts.rules import LegalText
from participation.workstreams.models import Measure, Phase, Section, Workstream
from participation.workstreams.rules import MeasureStatus
from surveys.actions import close_survey, create_poster, import_survey, open_survey, settle_survey
from surveys.models import Answer, FreeText, Poster, Survey, Theme
from surveys.rules import GRACE

Row = TypeVar("Row")
_NUMBERS = count(1)
LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
SMALL_QUESTIONNAIRE = Path(__file__).parent / "surveys" / "small.json"


def make_organisation(name: str = "", parent: Organisation | None = None, kind: str = "town") -> Organisation:
    """A town, or with ``kind="county"`` the county."""
    number = next(_NUMBERS)
    organisation = Organisation(
        slug=f"ort-{number}", name=name or f"Ort {number}", kind=kind, parent=parent, population=10_000 + number
    )
    return _kept(organisation)


def make_contact(organisation: Organisation, name: str = "Kim Beispiel", published: bool = True) -> Contact:
    """Whom to ask in the organisation."""
    return _kept(
        Contact(organisation=organisation, name=name, role="CDO", email="", phone="02365 1", published=published)
    )


def make_county() -> Organisation:
    """The county: the same one when asked again."""
    found = db.session.query(Organisation).filter_by(kind="county").first()
    return found or make_organisation("Beispielkreis", kind="county")


def make_instance(name: str = "Beispiel") -> Instance:
    """The instance's row."""
    return _kept(Instance(id=1, name=name, claim={"de": "Gemeinsam digital"}))


def make_text(slug: LegalText, body: str, tag: str = "de", number: int = 1) -> TextVersion:
    """A version of a legal text."""
    return _kept(TextVersion(slug=slug, tag=tag, number=number, title="Ein Text", body=body, saved_at=LONG_AGO))


def make_barrier_report(text: str = "Ich erreiche den Knopf nicht.", email: str = "") -> BarrierReport:
    """What somebody reported, not answered yet."""
    return _kept(BarrierReport(text=text, page="/umfragen/", email=email, reported_at=LONG_AGO))


def make_account(role: Role = Role.COORDINATOR, organisation: Organisation | None = None) -> Account:
    """Somebody who holds that role (default: for the county, so for all)."""
    number = next(_NUMBERS)
    roles = [(role, organisation or make_county())]
    account = create_account(f"person{number}@example.org", f"Person {number}", roles, LONG_AGO)
    db.session.commit()
    return account


def make_phase(slug: str = "") -> Phase:
    """A phase of the strategy."""
    number = next(_NUMBERS)
    return _kept(Phase(slug=slug or f"phase-{number}", title={"de": f"Phase {number}"}, position=number))


def make_section() -> Section:
    """A section of the strategy."""
    number = next(_NUMBERS)
    return _kept(Section(slug=f"abschnitt-{number}", title={"de": f"Abschnitt {number}"}, position=number))


def make_workstream(slug: str = "", phase: Phase | None = None, section: Section | None = None) -> Workstream:
    """A workstream in some phase."""
    number = next(_NUMBERS)
    return _kept(
        Workstream(
            slug=slug or f"feld-{number}",
            section=section or make_section(),
            position=number,
            title={"de": f"Handlungsfeld {number}", "en": f"Field {number}"},
            summary={"de": "Worum es geht."},
            phase=phase or make_phase(),
        )
    )


def make_measure(workstream: Workstream | None = None, organisation: Organisation | None = None) -> Measure:
    """A planned measure."""
    number = next(_NUMBERS)
    return _kept(
        Measure(
            title={"de": f"Maßnahme {number}"},
            description={"de": "Was getan wird."},
            status=MeasureStatus.PLANNED,
            organisation=organisation or make_county(),
            workstreams=[workstream or make_workstream()],
        )
    )


def make_procedure(
    organisation: Organisation | None = None, workstream: Workstream | None = None, title: str = ""
) -> Procedure:
    """A card that leads elsewhere, shown without end."""
    number = next(_NUMBERS)
    return _kept(
        Procedure(
            title={"de": title or f"Verfahren {number}"},
            text={"de": "Was man dort tun kann."},
            address=f"https://beteiligung.example.org/{number}",
            organisation=organisation or make_county(),
            workstreams=[workstream] if workstream else [],
        )
    )


def _kept(row: Row) -> Row:
    db.session.add(row)
    db.session.commit()
    return row


def make_survey(
    questionnaire: Path = SMALL_QUESTIONNAIRE, slug: str = "", organisation: Organisation | None = None
) -> Survey:
    """A survey in preparation: the small one (town, trust, uses, worry) under a new slug, or that file's."""
    document = json.loads(questionnaire.read_text(encoding="utf-8"))
    document["slug"] = slug or f"{document['slug']}-{next(_NUMBERS)}"
    survey = import_survey(json.dumps(document).encode(), organisation or make_county(), None, LONG_AGO)
    db.session.commit()
    return survey


def make_open_survey(opened_at: datetime = LONG_AGO) -> Survey:
    """A small survey that people can answer."""
    survey = make_survey()
    open_survey(survey, None, opened_at)
    db.session.commit()
    return survey


def make_closed_survey(closed_at: datetime = LONG_AGO) -> Survey:
    """A small survey in its day of grace."""
    survey = make_open_survey(closed_at - timedelta(days=14))
    close_survey(survey, None, closed_at)
    db.session.commit()
    return survey


def make_settled_survey() -> Survey:
    """A small survey whose answers are complete, as far as a test adds any afterwards."""
    survey = make_closed_survey()
    settle_survey(survey, LONG_AGO + GRACE)
    db.session.commit()
    return survey


def make_poster(survey: Survey, place: str = "Rathaus", language: str | None = None, answers: int = 0) -> Poster:
    """A place with a short address."""
    poster = create_poster(survey, place, language, None, LONG_AGO)
    poster.answers = answers
    return _kept(poster)


def make_answers(survey: Survey, number: int) -> None:
    """So many closed answers in the database, all alike."""
    rows = [{"id": uuid4(), "survey_id": survey.id, "version": 1, "payload": '{"trust":3}'} for _ in range(number)]
    db.session.execute(insert(Answer), rows)
    db.session.commit()


def make_free_texts(
    survey: Survey, *texts: str, question: str = "worry", town: str = "05562024", theme: Theme | None = None
) -> list[FreeText]:
    """What somebody wrote, one row per text."""
    rows = [
        FreeText(survey_id=survey.id, question=question, town=town, text=text, theme_id=theme.id if theme else None)
        for text in texts
    ]
    db.session.add_all(rows)
    db.session.commit()
    return rows


def make_theme(survey: Survey, title: str = "Ein Thema", question: str = "worry") -> Theme:
    """What a reader makes of several texts."""
    return _kept(
        Theme(survey_id=survey.id, question=question, title={"de": title}, paraphrase={"de": f"Worum es geht: {title}"})
    )
