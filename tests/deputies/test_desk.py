"""Deputies: what they may, for whom, and until when; absences; and what the office sees in advance."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from participation.accounts.models import Account, AuditLine, StaffSession
from participation.clock import now
from participation.deputies import actions
from participation.deputies.duties import Duty, duties, register_duty
from participation.deputies.models import Absence, Deputy
from participation.deputies.rules import KEPT, Span
from participation.errors import UserError
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Permission, Role
from participation.summaries.models import Draft
from participation.summaries.rules import REVIEW, DraftStatus
from tests import factories
from tests.conftest import MovableClock
from tests.mail_server import Mailbox, body_of
from tests.summaries.conftest import source as source
from tests.summaries.county_source import CountySource
from tests.summaries.steps import EVERYTHING, drawn
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
PAGE = "/verwaltung/vertretungen/"
TODAY = date(2026, 6, 26)
NEXT_WEEK = TODAY + timedelta(days=7)


def town(name: str) -> Organisation:
    """A town of the county."""
    return factories.make_organisation(name, parent=factories.make_county())


def appointed(
    deputy: Account, organisation: Organisation | None = None, first: date = TODAY, last: date = NEXT_WEEK
) -> Deputy:
    """The deputy for reviews of the organisation (default: the county)."""
    by = factories.make_account(Role.REVIEWER)
    owner = organisation or factories.make_county()
    made = actions.appoint(duties()[REVIEW], owner, deputy, Span(first, last), by, now())
    db.session.commit()
    return made


def visiting(app: Flask, account: Account) -> Visitor:
    """The account, signed in."""
    visitor = Visitor(app)
    visitor.sign_in(account)
    return visitor


def path_of(draft: Draft) -> str:
    """The page of a draft."""
    return f"/verwaltung/zusammenfassungen/{draft.public_id}"


def fill(page: Page, deputy: Account, **changes: str) -> dict[str, str]:
    """What somebody enters to appoint that deputy for the coming week."""
    options = {o.get("value", ""): "".join(o.itertext()) for o in page.root.iter("option")}
    assert deputy.public_id in options
    return {"account": deputy.public_id, "first_day": str(TODAY), "last_day": str(NEXT_WEEK), **changes}


def test_a_reviewer_hands_reviews_to_somebody_of_another_town(
    app: Flask, sign_in: SignIn, source: CountySource
) -> None:
    deputy = factories.make_account(Role.EDITOR, town("Marl"))
    draft = drawn(source)
    stranger = visiting(app, deputy)
    stranger.visit(path_of(draft), 403)
    reviewer = sign_in(Role.REVIEWER)
    page = reviewer.visit(PAGE)
    page = page.submit(fill(page, deputy), button="Einsetzen", status=302)
    assert deputy.name in page.text
    assert "26.06.2026 bis 03.07.2026" in page.text
    assert "Zusammenfassung prüfen" in stranger.visit("/verwaltung/").text
    shown = stranger.visit("/verwaltung/").follow("Leben im Kreis")
    shown.submit({"checklist": EVERYTHING}, button="Endgültig freigeben", status=302)
    db.session.expire_all()
    assert (draft.status, draft.reviewer_id) == (DraftStatus.RELEASED, deputy.id)
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "appoint_deputy")).one()
    assert line.details["deputy"] == deputy.public_id
    assert line.organisation_id == draft.organisation_id


def test_a_deputy_may_do_that_and_nothing_else(app: Flask, source: CountySource) -> None:
    deputy = factories.make_account(Role.EDITOR, town("Marl"))
    other = drawn(source, source.add(town("Herten"), "Herten"))
    own = drawn(source, source.add(title="Kreis"))
    survey = factories.make_survey()
    appointed(deputy)
    person = visiting(app, deputy)
    person.visit(path_of(own))
    person.visit(path_of(other), 403)  # a deputy of the county is not one of its towns
    person.visit(f"/verwaltung/umfragen/{survey.public_id}/", 403)
    person.send("/verwaltung/zusammenfassungen/", {"kind": "sample", "subject": own.subject_id}, 403)
    listed = person.visit("/verwaltung/zusammenfassungen/").text
    assert "Kreis" in listed
    assert "Herten" not in listed
    person.send(PAGE, {}, 403)  # nobody passes on what was handed to them


@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2026, 6, 27, 21, 59, tzinfo=UTC), 403),  # the day before the first, in Berlin
        (datetime(2026, 6, 27, 22, 1, tzinfo=UTC), 200),
        (datetime(2026, 7, 3, 21, 59, tzinfo=UTC), 200),
        (datetime(2026, 7, 3, 22, 1, tzinfo=UTC), 403),  # the last day has ended in Berlin
    ],
)
def test_it_begins_and_ends_with_its_days(
    app: Flask, clock: MovableClock, source: CountySource, moment: datetime, status: int
) -> None:
    deputy = factories.make_account(Role.EDITOR, town("Marl"))
    draft = drawn(source)
    appointed(deputy, first=date(2026, 6, 28), last=date(2026, 7, 3))
    clock.moment = moment
    visiting(app, deputy).visit(path_of(draft), status)


def test_it_can_be_withdrawn_at_once(app: Flask, sign_in: SignIn, source: CountySource) -> None:
    deputy = factories.make_account(Role.EDITOR, town("Marl"))
    draft = drawn(source)
    appointed(deputy)
    person = visiting(app, deputy)
    person.visit(path_of(draft))
    page = sign_in(Role.ADMINISTRATOR).visit(PAGE).submit(button="Beenden", status=302)
    assert deputy.name not in page.text.split("Vertretung einsetzen")[0]
    person.visit(path_of(draft), 403)
    assert db.session.scalars(select(AuditLine).where(AuditLine.action == "withdraw_deputy")).one()


def test_the_author_cannot_review_as_a_deputy_either(app: Flask, source: CountySource) -> None:
    author = factories.make_account(Role.COORDINATOR)
    draft = drawn(source, author=author)
    appointed(author)
    person = visiting(app, author)
    assert "Zusammenfassung prüfen" not in person.visit("/verwaltung/").text.split("Umfragen")[0]
    page = person.visit(path_of(draft))
    assert "Endgültig freigeben" not in [" ".join("".join(b.itertext()).split()) for b in page.root.iter("button")]
    person.send(f"{path_of(draft)}/verwerfen", {"reason": "x"}, 409)
    db.session.expire_all()
    assert draft.status == DraftStatus.IN_REVIEW


def test_whoever_wrote_the_words_cannot_release_as_a_deputy(app: Flask, source: CountySource) -> None:
    writer = factories.make_account(Role.EDITOR, town("Marl"))
    source.wrote = {writer.id}
    draft = drawn(source)
    appointed(writer)
    page = visiting(app, writer).visit(path_of(draft))
    page.submit({"checklist": EVERYTHING}, button="Endgültig freigeben", status=409)
    db.session.expire_all()
    assert draft.status == DraftStatus.IN_REVIEW


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"account": ""}, "Bitte wählen Sie jemanden."),
        ({"account": "aaaaaaaaaa"}, ""),
        ({"duty": "alles"}, ""),
        ({"last_day": "2026-06-25"}, "Dieser Tag ist schon vorbei."),
        ({"first_day": "2026-07-10"}, "vor dem ersten"),
        ({"last_day": "2027-06-28"}, "Höchstens ein Jahr auf einmal."),
        ({"last_day": ""}, "Bitte geben Sie den letzten Tag ein."),
        ({"last_day": "9999-12-31"}, "Höchstens ein Jahr auf einmal."),
        ({"first_day": "gestern"}, ""),
    ],
)
def test_bad_entries_are_told_beside_the_field(sign_in: SignIn, changes: dict[str, str], said: str) -> None:
    deputy = factories.make_account(Role.EDITOR)
    page = sign_in(Role.REVIEWER).visit(PAGE)
    page = page.submit(fill(page, deputy, **changes), button="Einsetzen", status=422)
    assert said in page.text
    assert page.root.find(".//*[@aria-invalid='true']") is not None
    assert db.session.query(Deputy).count() == 0


def test_the_same_person_is_not_appointed_twice_for_the_same_days(sign_in: SignIn) -> None:
    deputy = factories.make_account(Role.EDITOR)
    appointed(deputy, last=TODAY)
    page = sign_in(Role.REVIEWER).visit(PAGE)
    page = page.submit(fill(page, deputy), button="Einsetzen", status=422)
    assert "bereits dasselbe" in page.text
    later = fill(page, deputy, first_day=str(TODAY + timedelta(days=1)))
    page.submit(later, button="Einsetzen", status=302)


def test_nobody_is_their_own_deputy_nor_is_a_closed_account(app: Flask) -> None:
    reviewer, gone = factories.make_account(Role.REVIEWER), factories.make_account(Role.EDITOR)
    gone.closed_at = now()
    db.session.commit()
    duty, county = duties()[REVIEW], factories.make_county()
    for deputy in (reviewer, gone):
        with pytest.raises(UserError):
            actions.appoint(duty, county, deputy, Span(TODAY, NEXT_WEEK), reviewer, now())
    offered = [option.get("value") for option in visiting(app, reviewer).visit(PAGE).root.iter("option")]
    assert reviewer.public_id not in offered
    assert gone.public_id not in offered


def test_a_towns_reviewer_hands_over_only_the_towns_reviews(sign_in: SignIn) -> None:
    marl, county = town("Marl"), factories.make_county()
    deputy = factories.make_account(Role.EDITOR)
    standing = appointed(deputy)
    visitor = sign_in(Role.REVIEWER, marl)
    page = visitor.visit(PAGE)
    page.submit(fill(page, deputy, organisation=county.public_id), button="Einsetzen", status=422)
    visitor.send(f"{PAGE}{standing.public_id}/beenden", {}, 403)
    page.submit(fill(page, deputy), button="Einsetzen", status=302)


def test_coordinators_see_deputies_but_do_not_choose_who_reviews_them(sign_in: SignIn) -> None:
    deputy = factories.make_account(Role.EDITOR)
    appointed(deputy)
    coordinator = sign_in(Role.COORDINATOR)
    page = coordinator.visit(PAGE)
    assert deputy.name in page.text
    assert page.forms() == []
    coordinator.send(PAGE, {}, 403)


def test_deputies_are_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    visitor = sign_in(Role.ADMINISTRATOR)

    def with_deputies(number: int) -> int:
        for _ in range(number):
            appointed(factories.make_account(Role.EDITOR))
        statements.clear()
        visitor.visit(PAGE)
        return len(statements)

    few = with_deputies(2)
    assert with_deputies(26) == few <= 20


def test_absences_are_entered_and_deleted_by_oneself(app: Flask, sign_in: SignIn) -> None:
    person = factories.make_account(Role.REVIEWER)
    visitor = visiting(app, person)
    page = visitor.visit("/konto/abwesenheit").submit(
        {"first_day": "2026-07-01", "last_day": "2026-07-14"}, button="Eintragen", status=302
    )
    assert "01.07.2026 bis 14.07.2026" in page.text
    absence = db.session.query(Absence).one()
    sign_in(Role.ADMINISTRATOR).send(f"/konto/abwesenheit/{absence.public_id}/loeschen", {}, 404)
    assert "keine Abwesenheit" in page.submit(button="Löschen", status=302).text
    assert "schon vorbei" in page.submit({"first_day": "2026-06-01", "last_day": "2026-06-02"}, status=422, form=1).text


def test_the_office_sees_in_advance_when_a_second_pair_of_eyes_is_missing(
    app: Flask, sign_in: SignIn, source: CountySource
) -> None:
    reviewer = factories.make_account(Role.REVIEWER)
    coordinator = sign_in(Role.COORDINATOR)
    drawn(source)
    assert "zweites Augenpaar" not in coordinator.visit("/verwaltung/").text
    actions.enter_absence(reviewer, Span(TODAY, TODAY + timedelta(days=30)), now())
    db.session.commit()
    for path in ("/verwaltung/", "/verwaltung/termine/"):
        assert "Alle, die das prüfen könnten, sind dann abwesend." in coordinator.visit(path).text
    deputy = appointed(factories.make_account(Role.EDITOR, town("Marl")))
    db.session.get_one(Account, deputy.appointed_by_id).closed_at = now()  # else that one could do it too
    db.session.commit()
    assert "zweites Augenpaar" not in coordinator.visit("/verwaltung/").text
    actions.withdraw(deputy, reviewer, now())
    reviewer.closed_at = now()
    db.session.commit()
    assert "Niemand darf das dann" in coordinator.visit("/verwaltung/").text


def test_a_planned_survey_warns_long_before_there_is_a_draft(sign_in: SignIn) -> None:
    survey = factories.make_survey()
    survey.opens_on, survey.closes_on = TODAY + timedelta(days=100), TODAY + timedelta(days=120)
    db.session.commit()
    coordinator = sign_in(Role.COORDINATOR)
    assert "Niemand darf das dann" in coordinator.visit("/verwaltung/").text
    reviewer = factories.make_account(Role.REVIEWER)
    assert "zweites Augenpaar" not in coordinator.visit("/verwaltung/").text
    actions.enter_absence(reviewer, Span(TODAY + timedelta(days=90), TODAY + timedelta(days=180)), now())
    db.session.commit()
    assert "sind dann abwesend" in coordinator.visit("/verwaltung/").text


def test_the_only_reviewer_who_wrote_the_words_is_no_second_pair(sign_in: SignIn, source: CountySource) -> None:
    source.wrote = {factories.make_account(Role.REVIEWER).id}
    drawn(source)
    assert "selbst daran gearbeitet" in sign_in(Role.COORDINATOR).visit("/verwaltung/termine/").text


def test_what_is_over_is_deleted(app: Flask) -> None:
    person = factories.make_account(Role.REVIEWER)
    actions.enter_absence(person, Span(TODAY, TODAY), now())
    appointed(factories.make_account(Role.EDITOR), last=TODAY)
    for today, left in ((TODAY, (1, 1)), (NEXT_WEEK, (0, 1)), (TODAY + KEPT + timedelta(days=1), (0, 0))):
        actions.delete_past(today)
        assert (db.session.query(Absence).count(), db.session.query(Deputy).count()) == left


def test_a_deputy_is_told_by_mail(app: Flask, mail_server: Mailbox) -> None:
    deputy = factories.make_account(Role.EDITOR, town("Marl"))
    made = appointed(deputy, town("Herten"))
    (mail,) = mail_server.deliver()
    assert (mail["To"], mail["Subject"]) == (deputy.email, "Sie vertreten: Prüfung von Zusammenfassungen")
    assert made.appointed_by is not None
    for words in (made.appointed_by.name, "Für: Herten", "26.06.2026 bis 03.07.2026", "http://localhost:8000/verwaltung/"):
        assert words in body_of(mail), words


def test_a_deputy_needs_a_second_factor_as_reviewers_do(app: Flask, clock: MovableClock) -> None:
    deputy = factories.make_account(Role.EDITOR, town("Marl"))
    appointed(deputy, first=TODAY + timedelta(days=1))
    person = visiting(app, deputy)
    db.session.execute(update(StaffSession).values(second_factor_at=None))
    db.session.commit()
    person.visit("/verwaltung/umfragen/")
    clock.move(timedelta(hours=20))
    person = visiting(app, deputy)
    db.session.execute(update(StaffSession).values(second_factor_at=None))
    db.session.commit()
    assert person.get("/verwaltung/umfragen/", 302).headers["Location"].startswith("/konto/einrichten")
    factories.make_instance().demo = True
    db.session.commit()
    person.visit("/verwaltung/umfragen/")


def test_a_kind_of_duty_is_registered_once(app: Flask) -> None:
    with pytest.raises(ValueError, match=REVIEW):
        register_duty(app, Duty(REVIEW, duties()[REVIEW].label, Permission.REVIEW_SUMMARIES))
