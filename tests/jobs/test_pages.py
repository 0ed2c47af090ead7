"""The page of background work, a task's own page, and what the desk's first page says of both."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.accounts.models import Account, AuditLine
from participation.clock import now
from participation.extensions import db
from participation.jobs import Job
from participation.jobs.models import JobRecord, Task
from participation.jobs.progress import Progress
from participation.jobs.rules import FILES_KEPT, NEWS
from participation.jobs.running import Runner
from participation.jobs.tidying import delete_old
from participation.kit.pdf import LIBRARIES
from participation.permissions import Permission, Role
from participation.types import Json
from tests import factories
from tests.conftest import MovableClock
from tests.jobs.steps import kind_of, tick, waiting
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
PAGE = "/verwaltung/aufgaben/"


def works(_now: datetime) -> str:
    return "Drei Dateien gelöscht."


def fails(_now: datetime) -> str:
    raise ValueError("Ottokar aus Herten")


def newest_account() -> Account:
    return db.session.scalars(select(Account).order_by(Account.id.desc())).first() or factories.make_account()


def test_the_page_tells_how_each_job_went(
    app: Flask, sign_in: SignIn, jobs: list[Job], clock: MovableClock
) -> None:
    jobs += [
        Job("test: works", 3_600, works, "Alte Dateien löschen"),
        Job("test: fails", 300, fails, "Briefe versenden"),
        Job("test: node", 5, works, "Antworten einsammeln", per_node=True),
    ]
    coordinator = sign_in(Role.COORDINATOR)
    assert "noch nie" in coordinator.visit(PAGE).text
    tick(app)
    Runner(app).run_node_job(jobs[2])
    page = coordinator.visit(PAGE)
    for words in ("Alte Dateien löschen", "stündlich", "Drei Dateien gelöscht.", "unter einer Sekunde", "11:00",
                  "alle 5 Minuten", "Fehlgeschlagen", "ValueError", "auf jedem Server"):  # fmt: skip
        assert words in page.text, words
    assert "Ottokar" not in page.text
    assert len(page.forms()) == 2, "a node's own work is not started by hand"


def test_a_job_started_by_hand_runs_at_the_next_tick(app: Flask, sign_in: SignIn, jobs: list[Job]) -> None:
    jobs.append(Job("test: works", 3_600, works, "Alte Dateien löschen"))
    administrator = sign_in(Role.ADMINISTRATOR)
    tick(app)
    assert tick(app) == 0
    page = administrator.visit(PAGE).submit(button="Jetzt ausführen", status=302)
    assert "in wenigen Sekunden" in page.text
    assert "sofort" in page.text
    assert "Aufgabe von Hand gestartet" in administrator.visit("/verwaltung/protokoll").text
    assert [tick(app), tick(app)] == [1, 0]


def test_who_does_not_run_the_instance_neither_sees_nor_starts_jobs(
    app: Flask, sign_in: SignIn, jobs: list[Job]
) -> None:
    jobs.append(Job("test: works", 3_600, works, "Alte Dateien löschen"))
    jobs.append(Job("test: node", 5, works, "Antworten einsammeln", per_node=True))
    town = factories.make_organisation(parent=factories.make_county())
    for person in (sign_in(Role.EDITOR), sign_in(Role.COORDINATOR, town)):
        assert "Alte Dateien" not in person.visit(PAGE).text
        person.send(PAGE + "test-works/ausfuehren", {}, 403)
    sign_in(Role.COORDINATOR).send(PAGE + "test-node/ausfuehren", {}, 404)
    assert db.session.query(JobRecord).count() == 0


@pytest.mark.usefixtures("jobs")
def test_a_task_is_left_and_found_again(app: Flask, sign_in: SignIn, clock: MovableClock) -> None:
    editor = sign_in(Role.EDITOR)
    account = newest_account()

    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        progress.report(3, 12, "Brief 3 wird gesetzt.")
        return {"address": "/handlungsfelder/"}

    waiting(kind_of(app, run), account)
    page = editor.visit("/verwaltung/").follow("Briefe drucken")
    assert "in wenigen Sekunden" in page.text
    assert 'http-equiv="refresh"' in page.response.text
    assert page.response.headers.get("Refresh") is None

    runner = Runner(app)
    (work,) = runner.look()
    next(iter(runner.tasks.values())).report(3, 12, "Brief 3 wird gesetzt.")
    runner.pulse()
    assert "3 von 12" in editor.visit("/verwaltung/").text
    running = editor.visit(PAGE).follow("Briefe drucken")
    assert "Brief 3 wird gesetzt." in running.text
    bar = next(running.root.iter("progress"))
    assert (bar.get("value"), bar.get("max")) == ("3", "12")

    work()
    done = running.follow("Neu laden")
    assert 'http-equiv="refresh"' not in done.response.text
    assert "hx-get" not in done.response.text
    assert done.follow("Zum Ergebnis").path == "/handlungsfelder/"
    assert "Abgeschlossen" in editor.visit("/verwaltung/").text
    clock.move(timedelta(hours=1))
    assert "Briefe drucken" in editor.visit("/verwaltung/").text


def test_the_news_of_a_task_end_after_a_day(app: Flask, clock: MovableClock) -> None:
    account = factories.make_account(Role.EDITOR)
    waiting(kind_of(app), account)
    tick(app)
    clock.move(NEWS)
    editor = Visitor(app)
    editor.sign_in(account)
    assert "Briefe drucken" not in editor.visit("/verwaltung/").text
    assert "Briefe drucken" in editor.visit(PAGE).text


def test_the_fragment_is_what_the_page_contains(app: Flask, sign_in: SignIn) -> None:
    editor = sign_in(Role.EDITOR)
    task = waiting(kind_of(app))
    whole = editor.visit(PAGE + task.public_id).response
    editor.headers["HX-Request"] = "true"
    fragment = editor.get(PAGE + task.public_id)
    assert "<html" not in fragment.text
    assert fragment.text.strip() in whole.text
    assert fragment.headers["Vary"].startswith("HX-Request")


def test_a_failed_task_says_why_or_that_it_was_not_the_users_fault(app: Flask, sign_in: SignIn) -> None:
    def run(_input: Json, _progress: Progress, _now: datetime) -> Json:
        raise ValueError("Ottokar aus Herten")

    editor = sign_in(Role.EDITOR)
    task = waiting(kind_of(app, run))
    tick(app)
    page = editor.visit(PAGE + task.public_id)
    assert "Das hat nicht geklappt." in page.text
    assert "schiefgegangen" in page.text
    assert "Ottokar" not in page.text


def test_a_file_can_be_downloaded_for_a_week(app: Flask, sign_in: SignIn, clock: MovableClock) -> None:
    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        progress.attach("Briefe für Städte.pdf", "application/pdf", b"%PDF")
        return {}

    account = factories.make_account(Role.EDITOR)
    task = waiting(kind_of(app, run), account)
    tick(app)
    editor = Visitor(app)
    editor.sign_in(account)
    page = editor.visit(PAGE + task.public_id)
    answer = editor.get(page.links["Briefe für Städte.pdf herunterladen"])
    assert (answer.data, answer.mimetype) == (b"%PDF", "application/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer.headers["Cache-Control"]
    clock.move(FILES_KEPT)
    delete_old(now())
    later = Visitor(app)
    later.sign_in(account)
    assert "nach einer Woche gelöscht" in later.visit(PAGE + task.public_id).text
    later.get(f"{PAGE}{task.public_id}/datei", 404)


def test_towns_see_their_own_tasks_and_secret_ones_need_the_permission(app: Flask, sign_in: SignIn) -> None:
    here = factories.make_organisation(parent=factories.make_county())
    there = factories.make_organisation(parent=factories.make_county())
    own = waiting(kind_of(app), organisation_id=here.id, title="Hier")
    other = waiting(kind_of(app, name="other"), organisation_id=there.id, title="Dort")
    secret = waiting(
        kind_of(app, permission=Permission.REVIEW_SUMMARIES, name="secret"), organisation_id=here.id, title="Geheim"
    )
    editor = sign_in(Role.EDITOR, here)
    for path in ("/verwaltung/", PAGE):
        text = editor.visit(path).text
        assert ("Hier" in text, "Dort" in text, "Geheim" in text) == (True, False, False), path
    editor.visit(PAGE + own.public_id)
    for task in (other, secret):
        editor.visit(PAGE + task.public_id, 403)
        editor.visit(f"{PAGE}{task.public_id}/datei", 403)


def test_tasks_are_paged_in_constant_queries(app: Flask, sign_in: SignIn, statements: list[str]) -> None:
    coordinator, kind = sign_in(Role.COORDINATOR), kind_of(app)

    def with_tasks(number: int) -> list[int]:
        for _ in range(number):
            owner = factories.make_organisation(parent=factories.make_county())
            waiting(kind, factories.make_account(Role.EDITOR), owner.id)
        counts = []
        for path in (PAGE, "/verwaltung/"):
            statements.clear()
            coordinator.visit(path)
            counts.append(len(statements))
        return counts

    few = with_tasks(2)
    assert with_tasks(28) == few
    assert max(few) <= 20
    assert len(coordinator.visit(PAGE).root.findall(".//main//tbody/tr")) >= 25
    assert "Briefe drucken" in coordinator.visit(PAGE + "?seite=2").text


def test_starting_a_task_leaves_an_audit_line(app: Flask) -> None:
    task = waiting(kind_of(app), factories.make_account())
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "start_task")).one()
    assert (line.subject_kind, line.subject_id) == ("task", task.public_id)
    assert db.session.query(Task).count() == 1


def test_the_page_says_what_keeps_pdf_files_from_being_made(
    sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    coordinator, editor = sign_in(Role.COORDINATOR), sign_in(Role.EDITOR)
    assert "PDF-Dateien" not in coordinator.visit(PAGE).text
    monkeypatch.setitem(LIBRARIES, "Pango", "libnot-on-any-server.so.0")
    page = coordinator.visit(PAGE).text
    assert "Es fehlen: Pango." in page
    assert "apt install libpango" in page
    assert "libpango" not in editor.visit(PAGE).text
