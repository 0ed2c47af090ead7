"""Stories at the desk: two people bring a summary out, or one of them stops it."""

from collections.abc import Callable

import pytest

from participation.extensions import db
from participation.permissions import Role
from participation.summaries import queries
from tests.factories import make_county, make_organisation
from tests.jobs.steps import tick
from tests.summaries.county_source import CountySource
from tests.summaries.steps import EVERYTHING, drawn, released, seen
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
DESK = "/verwaltung/zusammenfassungen/"


def drawn_at_the_desk(author: Visitor) -> Page:
    """The page of the first draft that can be drawn: ordered there, drawn by the process that does tasks."""
    started = author.visit(DESK).submit(button="Entwurf ziehen", status=302)
    tick(author.app)
    return started.follow("Neu laden").follow("Zum Ergebnis")


def test_a_draft_ordered_twice_is_drawn_once(source: CountySource, sign_in: SignIn) -> None:
    source.add()
    author = sign_in(Role.COORDINATOR)
    page = author.visit(DESK)
    orders = [page.submit(button="Entwurf ziehen", status=302) for _ in range(2)]
    tick(author.app)
    assert "Fertig." in orders[0].follow("Neu laden").text
    assert "gibt es schon einen Entwurf" in orders[1].follow("Neu laden").text
    assert len(source.counted) == 1
    page.submit(button="Entwurf ziehen", status=409)


def test_two_people_bring_a_summary_out(source: CountySource, sign_in: SignIn) -> None:
    source.add(title="Digital im Kreis")
    author, reviewer = sign_in(Role.COORDINATOR), sign_in(Role.REVIEWER)

    draft = drawn_at_the_desk(author)
    assert "Eine zweite Person muss ihn prüfen und freigeben." in draft.text
    assert not draft.forms()

    read = reviewer.visit("/verwaltung/").follow("Digital im Kreis")
    assert "Wer hat mitgemacht" in read.text
    again = read.submit(button="Endgültig freigeben", status=422)
    assert "Bitte bestätigen Sie jeden Punkt" in again.text
    done = again.submit({"checklist": EVERYTHING}, button="Endgültig freigeben", status=302)
    assert "Diese Zusammenfassung ist freigegeben." in done.text

    public = done.follow("Zur Veröffentlichung")
    assert public.h1 == "Digital im Kreis"
    assert "Viele wünschen sich Sitzplätze." in public.text
    assert not author.visit(DESK).forms()


def test_a_second_person_stops_a_draft(source: CountySource, sign_in: SignIn) -> None:
    draft = drawn(source)
    reviewer = sign_in(Role.REVIEWER)
    page = reviewer.visit(DESK + draft.public_id)
    assert "Bitte nennen Sie den Grund" in page.submit(button="Entwurf verwerfen", status=422).text
    listed = page.submit({"reason": "Ein Thema ist erkennbar."}, button="Entwurf verwerfen", status=302)
    assert "Verworfen" in listed.text
    assert "Ein Thema ist erkennbar." in reviewer.visit(DESK + draft.public_id).text


def test_the_author_cannot_release_even_by_hand(source: CountySource, sign_in: SignIn) -> None:
    author = sign_in(Role.COORDINATOR)
    source.add()
    drawn_at_the_desk(author)
    (public_id,) = queries.undecided_drafts({make_county().id}).values()
    author.send(f"{DESK}{public_id}/freigeben", {}, 403)
    author.send(f"{DESK}{public_id}/verwerfen", {}, 403)


def test_what_is_not_ready_says_why(source: CountySource, sign_in: SignIn) -> None:
    source.add(why_not="Die Umfrage läuft noch bis Freitag.")
    page = sign_in(Role.COORDINATOR).visit(DESK)
    assert "Die Umfrage läuft noch bis Freitag." in page.text
    assert not page.forms()


def test_a_tampered_draft_offers_no_release(source: CountySource, sign_in: SignIn) -> None:
    draft = drawn(source)
    draft.content = {**draft.content, "n": 1499}
    db.session.commit()
    page = sign_in(Role.REVIEWER).visit(DESK + draft.public_id)
    assert "draft.n" in page.text
    assert "Endgültig freigeben" not in page.text


def test_a_second_decision_is_a_conflict(source: CountySource, sign_in: SignIn) -> None:
    draft = drawn(source)
    page = sign_in(Role.REVIEWER).visit(DESK + draft.public_id)
    released(source, draft)
    page.submit({"checklist": EVERYTHING}, button="Endgültig freigeben", status=409)


def test_drawing_what_was_released_is_a_conflict(source: CountySource, sign_in: SignIn) -> None:
    subject = source.add()
    page = sign_in(Role.COORDINATOR).visit(DESK)
    released(source, drawn(source, subject))
    page.submit(button="Entwurf ziehen", status=409)


def test_towns_see_and_touch_their_own_only(source: CountySource, sign_in: SignIn) -> None:
    here, there = make_organisation("Haan", make_county()), make_organisation("Hilden", make_county())
    subject, draft = source.add(there, "Hilden fragt"), drawn(source, source.add(there, "Hilden wartet"))
    coordinator, reviewer = sign_in(Role.COORDINATOR, here), sign_in(Role.REVIEWER, here)
    assert "Hilden" not in coordinator.visit(DESK).text
    form = {"kind": "sample", "subject": subject.public_id}
    coordinator.send(DESK, form, 404)
    reviewer.visit(DESK + draft.public_id, 403)
    reviewer.send(f"{DESK}{draft.public_id}/freigeben", {"seen": seen(source, draft)}, 403)
    assert "Hilden wartet" in sign_in(Role.REVIEWER, make_county()).visit(DESK).text


@pytest.mark.parametrize("fields", [{}, {"kind": "sample"}, {"kind": "x" * 99, "subject": "y"}])
def test_a_malformed_order_is_refused(source: CountySource, sign_in: SignIn, fields: dict[str, str]) -> None:
    sign_in(Role.COORDINATOR).send(DESK, fields, 400)


def test_nobody_gets_in_without_signing_in(source: CountySource, visitor: Visitor) -> None:
    draft = drawn(source)
    visitor.get(DESK, 302)
    visitor.get(DESK + draft.public_id, 302)


def test_the_desk_costs_the_same_for_one_and_for_many(
    source: CountySource, sign_in: SignIn, statements: list[str]
) -> None:
    visitor = sign_in(Role.COORDINATOR)
    counts = []
    for more in (1, 6):
        for _ in range(more):
            source.add()
            drawn(source)
            released(source)
        db.session.expire_all()
        statements.clear()
        visitor.visit(DESK)
        counts.append(len(statements))
    assert counts[0] == counts[1]
