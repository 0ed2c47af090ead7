"""People follow a field or a result without an account, hear once of what happens, and leave by one click."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import event, func, select

from participation.clock import now
from participation.extensions import db
from participation.following.actions import delete_unconfirmed, tell
from participation.following.models import NewsItem, Subscription, Told
from participation.following.rules import ASKED_AGAIN_AFTER, TOLD_KEPT, TOLD_TOGETHER, UNCONFIRMED_KEPT
from participation.following.sealing import address_hash, seal_address
from participation.mail.models import Mail
from participation.mail.sealing import open_letter
from participation.permissions import Role
from participation.types import new_public_id
from participation.workstreams.actions import create_measure, update_measure
from participation.workstreams.models import Workstream
from participation.workstreams.rules import MeasureFacts, MeasureStatus
from tests import factories
from tests.conftest import MovableClock
from tests.following.steps import ADDRESS, asked, followed, happened, link_in, told
from tests.mail_server import Mailbox, body_of
from tests.summaries.county_source import CountySource
from tests.summaries.county_source import source as source
from tests.summaries.steps import released
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]


def number(model: type[Subscription] | type[NewsItem] | type[Told] | type[Mail]) -> int:
    """How many rows there are."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_from_asking_to_leaving(app: Flask, sign_in: SignIn, mail_server: Mailbox) -> None:
    workstream = factories.make_workstream()
    measure = factories.make_measure(workstream)
    page = asked(app, workstream)
    assert page.h1 == "Bitte sehen Sie in Ihr Postfach"
    (mail,) = mail_server.deliver()
    assert mail["To"] == ADDRESS
    assert "folgen" in mail["Subject"]
    page = Visitor(app).visit(link_in(mail_server))
    assert workstream.title["de"] in page.h1
    assert page.submit(button="Bestätigen").h1 == "Sie folgen jetzt"

    edit = sign_in(Role.EDITOR).visit(f"/verwaltung/massnahmen/{measure.public_id}")
    edit.submit({"status": "done"}, status=302)
    ((to, text),) = told(mail_server)
    assert to == ADDRESS
    assert f"- Maßnahme „{measure.title['de']}“: Abgeschlossen" in text
    assert f"http://localhost:8000/handlungsfelder/{workstream.slug}/" in text

    news = mail_server.server.arrived()[-1]
    assert news["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = str(news["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")
    assert leave in text
    assert Visitor(app).visit(leave).submit(button="Beenden").h1 == "Sie bekommen dazu keine Mails mehr"
    assert number(Subscription) == 0
    happened("workstream", workstream.public_id, "another")
    assert told(mail_server) == []
    assert "gelöscht" in Visitor(app).visit(leave).text


def test_a_mail_program_leaves_with_one_post(app: Flask, mail_server: Mailbox) -> None:
    followed(app, mail_server, factories.make_workstream())
    leave = str(mail_server.server.arrived()[-1]["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")
    for _ in range(2):
        foreign = {"Origin": "https://mail.example", "Sec-Fetch-Site": "cross-site"}
        answer = app.test_client().post(leave, data={"List-Unsubscribe": "One-Click"}, headers=foreign)
        assert answer.status_code == 200
        assert number(Subscription) == 0


def test_a_release_is_told_to_those_who_follow_its_fields(
    app: Flask, source: CountySource, mail_server: Mailbox
) -> None:
    spoken_of, other = factories.make_workstream("leben"), factories.make_workstream("klima")
    followed(app, mail_server, spoken_of)
    followed(app, mail_server, other, "herr.beispiel@example.org")
    released(source)
    ((to, text),) = told(mail_server)
    assert to == ADDRESS
    assert "- Ergebnis veröffentlicht: Leben im Kreis\n" in text


def test_a_new_measure_of_a_followed_field_is_news(app: Flask, sign_in: SignIn, mail_server: Mailbox) -> None:
    old, joined = factories.make_workstream(), factories.make_workstream()
    account = factories.make_account()
    facts = MeasureFacts({"de": "Radweg"}, {"de": ""}, MeasureStatus.PLANNED, factories.make_county().id, None, None)
    followed(app, mail_server, old)
    measure = create_measure(facts, [old], account, now())
    db.session.commit()
    ((_, text),) = told(mail_server)
    assert "- Neue Maßnahme: „Radweg“\n" in text
    followed(app, mail_server, joined, "herr.beispiel@example.org")
    update_measure(measure, facts, [old, joined], account, now())
    db.session.commit()
    ((to, text),) = told(mail_server)
    assert to == "herr.beispiel@example.org"
    assert "- Neue Maßnahme: „Radweg“\n" in text
    update_measure(measure, facts, [old, joined], account, now())
    db.session.commit()
    assert told(mail_server) == [], "nothing has changed"


def follow_at_once(workstream: Workstream, number: int) -> None:
    """So many addresses that follow the workstream for certain."""
    for one in range(number):
        address, public_id = f"person{one}@example.org", new_public_id()
        db.session.add(
            Subscription(
                public_id=public_id,
                kind="workstream",
                subject_id=workstream.public_id,
                address_hash=address_hash(address),
                sealed_address=seal_address(public_id, address),
                language="de",
                asked_at=now(),
                confirmed_at=now(),
            )
        )
    db.session.commit()


def test_many_followers_are_told_in_portions(app: Flask) -> None:
    workstream = factories.make_workstream()
    follow_at_once(workstream, 2 * TOLD_TOGETHER + 1)
    happened("workstream", workstream.public_id, "something")
    mails = select(func.count()).select_from(Mail)
    committed: list[int] = []

    def note(_connection: object) -> None:
        committed.append(db.session.scalar(mails) or 0)

    event.listen(db.session, "before_commit", note)
    tell(now())
    event.remove(db.session, "before_commit", note)
    assert committed == [TOLD_TOGETHER, 2 * TOLD_TOGETHER, 2 * TOLD_TOGETHER + 1, 2 * TOLD_TOGETHER + 1]


def test_telling_that_was_broken_off_goes_on_where_it_was(app: Flask) -> None:
    workstream = factories.make_workstream()
    follow_at_once(workstream, TOLD_TOGETHER + 5)
    happened("workstream", workstream.public_id, "something")
    commits: list[int] = []

    def break_off(_session: object) -> None:
        commits.append(1)
        if len(commits) == 2:
            raise InterruptedError

    event.listen(db.session, "before_commit", break_off)
    with pytest.raises(InterruptedError):
        tell(now())
    event.remove(db.session, "before_commit", break_off)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Mail)) == TOLD_TOGETHER
    tell(now())
    letters = [open_letter(one.public_id, one.sealed).to for one in db.session.scalars(select(Mail))]
    assert sorted(letters) == sorted(f"person{one}@example.org" for one in range(TOLD_TOGETHER + 5))


def test_an_event_is_told_once_to_an_address_whatever_it_follows(app: Flask, mail_server: Mailbox) -> None:
    first, second = factories.make_workstream(), factories.make_workstream()
    followed(app, mail_server, first)
    followed(app, mail_server, second)
    for _ in range(2):
        happened("workstream", first.public_id, "release x")
        happened("workstream", second.public_id, "release x")
    assert number(NewsItem) == 2
    assert len(told(mail_server)) == 1
    assert told(mail_server) == []


def test_what_happened_together_is_one_mail(app: Flask, mail_server: Mailbox) -> None:
    workstream = factories.make_workstream()
    followed(app, mail_server, workstream)
    for one in ("Eins", "Zwei", "Drei"):
        happened("workstream", workstream.public_id, one, one)
    ((_, text),) = told(mail_server)
    assert "- Eins\n- Zwei\n- Drei\n" in text


def test_news_goes_with_the_event(app: Flask, mail_server: Mailbox) -> None:
    workstream = factories.make_workstream()
    followed(app, mail_server, workstream)
    happened("workstream", workstream.public_id, "kept")
    from_here = number(NewsItem)
    db.session.rollback()
    assert number(NewsItem) == from_here


def test_what_happened_before_is_not_told(app: Flask, mail_server: Mailbox, clock: MovableClock) -> None:
    workstream = factories.make_workstream()
    happened("workstream", workstream.public_id, "earlier")
    clock.move(timedelta(minutes=1))
    followed(app, mail_server, workstream)
    assert told(mail_server) == []


def test_unconfirmed_addresses_are_told_nothing_and_forgotten(
    app: Flask, mail_server: Mailbox, clock: MovableClock
) -> None:
    workstream = factories.make_workstream()
    asked(app, workstream)
    link = link_in(mail_server)
    happened("workstream", workstream.public_id, "something")
    assert told(mail_server) == []
    clock.move(UNCONFIRMED_KEPT)
    assert "gilt nicht mehr" in Visitor(app).visit(link, 410).h1
    delete_unconfirmed(now())
    assert number(Subscription) == 0


def test_whom_was_told_what_is_forgotten(app: Flask, mail_server: Mailbox, clock: MovableClock) -> None:
    workstream = factories.make_workstream()
    followed(app, mail_server, workstream)
    happened("workstream", workstream.public_id, "something")
    told(mail_server)
    clock.move(TOLD_KEPT)
    delete_unconfirmed(now())
    assert (number(Told), number(Subscription)) == (0, 1)
    assert told(mail_server) == [], "news itself is told once"


def test_a_link_confirms_once(app: Flask, mail_server: Mailbox) -> None:
    asked(app, factories.make_workstream())
    link = link_in(mail_server)
    page = Visitor(app).visit(link)
    page.submit(button="Bestätigen")
    assert "schon bestätigt" in page.submit(button="Bestätigen", status=410).text
    assert "schon bestätigt" in Visitor(app).visit(link, 410).text


def test_nobody_learns_who_follows(app: Flask, mail_server: Mailbox, clock: MovableClock) -> None:
    workstream = factories.make_workstream()
    first = asked(app, workstream)
    Visitor(app).visit(link_in(mail_server)).submit(button="Bestätigen")
    clock.move(timedelta(hours=2))
    again = asked(app, workstream)
    assert again.response.text == first.response.text
    mail = mail_server.deliver()[-1]
    assert "schon" in mail["Subject"]
    assert "/folgen/abmelden/" in body_of(mail)
    assert number(Subscription) == 1


def test_upper_and_lower_case_are_one_address(app: Flask, mail_server: Mailbox, clock: MovableClock) -> None:
    workstream = factories.make_workstream()
    asked(app, workstream)
    clock.move(timedelta(hours=2))
    asked(app, workstream, ADDRESS.upper())
    assert number(Subscription) == 1


def test_nobody_can_flood_a_mailbox(app: Flask, mail_server: Mailbox, clock: MovableClock) -> None:
    workstreams = [factories.make_workstream() for _ in range(8)]
    for workstream in (workstreams[0], *workstreams):
        asked(app, workstream)
        clock.move(timedelta(seconds=61))
    assert len(mail_server.deliver()) == 5
    clock.move(timedelta(hours=1))
    asked(app, workstreams[-1])
    assert len(mail_server.deliver()) == 6


def test_who_asks_too_often_waits(app: Flask) -> None:
    path = f"/folgen/workstream/{factories.make_workstream().public_id}"
    client = app.test_client()
    answers = [client.post(path, data={"email": f"a{one}@example.org"}).status_code for one in range(12)]
    assert answers == [302] * 10 + [429] * 2


@pytest.mark.parametrize("address", ["", "niemand", "a@b\r\nBcc: c@d.example", "a@b.example,c@d.example", "x" * 300])
def test_what_is_no_address_is_said_beside_the_field(app: Flask, mail_server: Mailbox, address: str) -> None:
    workstream = factories.make_workstream()
    page = Visitor(app).visit(f"/handlungsfelder/{workstream.slug}/")
    answer = page.submit({"email": address}, button="Folgen", status=422)
    assert answer.h1 == workstream.title["de"]
    assert answer.root.find(".//*[@id='email-error']") is not None
    assert number(Subscription) == 0


def test_without_a_mail_server_there_is_the_feed_only(app: Flask) -> None:
    page = Visitor(app).visit(f"/handlungsfelder/{factories.make_workstream().slug}/")
    assert page.forms() == []
    assert "Als Feed (Atom)" in page.links


def test_another_site_cannot_ask_for_its_visitors(app: Flask) -> None:
    path = f"/folgen/workstream/{factories.make_workstream().public_id}"
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert app.test_client().post(path, data={"email": ADDRESS}, headers=headers).status_code == 403
    assert number(Subscription) == 0


@pytest.mark.parametrize("thing", ["workstream/aaaaaaaaaa", "nothing/aaaaaaaaaa", "workstream/a%20b", "measure/aaa"])
def test_only_what_is_public_can_be_followed(app: Flask, thing: str) -> None:
    client = app.test_client()
    assert client.get(f"/folgen/{thing}").status_code == 404
    assert client.post(f"/folgen/{thing}", data={"email": ADDRESS}).status_code == 404


def test_a_survey_in_preparation_has_no_result_to_follow_yet_but_a_page(app: Flask, mail_server: Mailbox) -> None:
    survey = factories.make_open_survey()
    page = Visitor(app).visit(f"/umfragen/{survey.slug}/ergebnis")
    page.submit({"email": ADDRESS}, button="Folgen", status=302)
    Visitor(app).visit(link_in(mail_server)).submit(button="Bestätigen")
    happened("survey", survey.public_id, "release x", "Ergebnis veröffentlicht: Klein")
    ((_, text),) = told(mail_server)
    assert f"http://localhost:8000/umfragen/{survey.slug}/ergebnis" in text


def test_addresses_cannot_be_read_in_the_database(app: Flask, mail_server: Mailbox) -> None:
    followed(app, mail_server, factories.make_workstream())
    with db.engine.connect() as connection:
        rows = repr(connection.execute(select(Subscription.__table__)).all())
    assert "workstream" in rows
    assert "muster" not in rows


@pytest.mark.parametrize("secret", ["aaaaaaaaaa", "a" * 32, "x" * 3000, "%00", "ü"])
def test_a_forged_leave_link_leads_nowhere(app: Flask, mail_server: Mailbox, secret: str) -> None:
    followed(app, mail_server, factories.make_workstream())
    assert app.test_client().get(f"/folgen/abmelden/{secret}").status_code == 404
    assert app.test_client().post(f"/folgen/abmelden/{secret}").status_code == 404
    assert number(Subscription) == 1


def test_nobody_gets_a_cookie(app: Flask, mail_server: Mailbox) -> None:
    workstream = factories.make_workstream()
    asked(app, workstream)
    pages = (f"/handlungsfelder/{workstream.slug}/", f"/folgen/workstream/{workstream.public_id}")
    for path in (*pages, link_in(mail_server)):
        assert "Set-Cookie" not in app.test_client().get(path).headers


def test_each_reads_the_language_she_asked_in(app: Flask, mail_server: Mailbox) -> None:
    workstream = factories.make_workstream()
    page = Visitor(app, "en").visit(f"/handlungsfelder/{workstream.slug}/")
    page.submit({"email": ADDRESS}, button="Follow", status=302)
    assert mail_server.deliver()[-1]["Subject"] == f"Please confirm: follow “{workstream.title['en']}”"
    Visitor(app, "en").visit(link_in(mail_server)).submit(button="Confirm")
    happened("workstream", workstream.public_id, "something")
    assert told(mail_server)[0][1].startswith("Good day,")


@pytest.mark.parametrize("known", [True, False])
def test_asking_twice_at_the_same_moment_does_not_tell_who_follows(
    app: Flask, clock: MovableClock, mail_server: Mailbox, known: bool
) -> None:
    workstream = factories.make_workstream()
    path = f"/folgen/workstream/{workstream.public_id}"
    if known:
        followed(app, mail_server, workstream)
        clock.move(ASKED_AGAIN_AFTER)
    before = number(Mail)
    db.session.remove()
    together = Barrier(4)

    def ask(_number: int) -> int:
        together.wait(timeout=30)
        return app.test_client().post(path, data={"email": ADDRESS}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(4))) == [302] * 4
    assert number(Subscription) == 1
    assert number(Mail) == before + 1
