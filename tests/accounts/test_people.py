"""Inviting, giving and taking roles, closing: and who may not."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from participation.accounts.actions import close_account, invite, set_password, take_role
from participation.accounts.mails import answer_requests
from participation.accounts.models import Account, AuditLine, LinkRequest, RoleAssignment, StaffSession
from participation.clock import now
from participation.errors import UserError
from participation.extensions import db
from participation.kit.pdf import LIBRARIES
from participation.kit.personal_links.models import PersonalLink
from participation.mail.models import Mail
from participation.mail.sealing import open_letter
from participation.organisations.models import Organisation
from participation.permissions import Role
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Page, Visitor, text_of

SignIn = Callable[..., Visitor]
PEOPLE = "/verwaltung/konten/"
NEW = {"name": "Nele Neu", "email": "nele@example.org", "role": "editor"}


@pytest.fixture
def marl(app: Flask) -> Organisation:
    """A town."""
    return factories.make_organisation("Marl", parent=factories.make_county())


@pytest.fixture
def administrator(sign_in: SignIn) -> Visitor:
    """Somebody who administers the county."""
    return sign_in(Role.ADMINISTRATOR)


def page_of(account: Account) -> str:
    """Where an account is looked after."""
    return f"{PEOPLE}{account.public_id}"


def joined(account: Account) -> Account:
    """The account once it has been signed in with."""
    account.joined_at = now()
    db.session.commit()
    return account


def link_on(page: Page) -> str:
    """The path of the invitation that the page shows."""
    return next(text_of(code) for code in page.root.iter("code")).removeprefix("http://localhost:8000")


def mailed() -> list[str]:
    """What the outbox holds, in words."""
    return [open_letter(one.public_id, one.sealed).body or "" for one in db.session.scalars(select(Mail))]


def test_from_the_invitation_to_the_first_step(app: Flask, administrator: Visitor, marl: Organisation) -> None:
    shown = administrator.visit(f"{PEOPLE}neu").submit({**NEW, "organisation": marl.slug})
    link = link_on(shown)
    assert link in mailed()[0]
    for _ in range(3):
        Visitor(app).visit(link)
    nele = Visitor(app).visit(link).submit(status=302)
    assert nele.path == "/konto/"
    assert "Noch ein Schritt" in nele.text
    Visitor(app).visit(link, 410)
    assert "in Gebrauch seit" in administrator.visit(PEOPLE).follow("Nele Neu").text


def test_a_new_invitation_kills_the_old_one(app: Flask, administrator: Visitor, marl: Organisation) -> None:
    old = link_on(administrator.visit(f"{PEOPLE}neu").submit({**NEW, "organisation": marl.slug}))
    new = link_on(administrator.visit(PEOPLE).follow("Nele Neu").submit(button="Neu einladen"))
    Visitor(app).visit(old, 410)
    Visitor(app).visit(new).submit(status=302)


def test_who_gets_no_mail_is_invited_by_letter(app: Flask, administrator: Visitor, marl: Organisation) -> None:
    account, secret = invite("neu@example.org", "Neu Dabei", Role.EDITOR, marl, None, now())
    assert secret is not None
    db.session.commit()
    action = f"{page_of(account)}/einladung/brief"
    assert action in administrator.visit(page_of(account)).response.text
    answer = administrator.send(action, {}, 200)
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("application/pdf", "no-store")
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text().replace("\n", "")
    assert "Neu Dabei" in text
    assert "10.07.2026" in text
    Visitor(app).visit(f"/konto/einladung/{secret}", 410)
    Visitor(app).visit(f"/konto/einladung/{text.split('/konto/einladung/')[1][:43]}").submit(status=302)
    administrator.send(action, {}, 409)  # who has been here needs no invitation


def test_where_no_letter_can_be_made_the_old_invitation_lives(
    app: Flask, administrator: Visitor, marl: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    account, secret = invite("neu@example.org", "Neu Dabei", Role.EDITOR, marl, None, now())
    db.session.commit()
    monkeypatch.setitem(LIBRARIES, "Pango", "libnot-on-any-server.so.0")
    answer = administrator.send(f"{page_of(account)}/einladung/brief", {}, 409)
    assert "Pango" in answer.text
    Visitor(app).visit(f"/konto/einladung/{secret}")


@pytest.mark.parametrize("anew", [True, False])
def test_who_was_invited_by_a_town_does_not_come_to_the_county_by_the_towns_link(
    app: Flask, sign_in: SignIn, administrator: Visitor, marl: Organisation, anew: bool
) -> None:
    town = sign_in(Role.ADMINISTRATOR, marl)
    kept = link_on(town.visit(f"{PEOPLE}neu").submit({**NEW, "organisation": marl.slug}))
    more = {"role": "administrator", "organisation": factories.make_county().slug}
    if anew:
        page = administrator.visit(f"{PEOPLE}neu").submit({**NEW, **more})
    else:
        page = administrator.visit(PEOPLE).follow("Nele Neu").submit(more, button="Rolle geben")
    Visitor(app).visit(kept, 410)
    Visitor(app).send(link_on(page), {}, 302)


def test_a_town_gives_a_role_and_is_not_shown_what_opens_the_countys(
    app: Flask, sign_in: SignIn, administrator: Visitor, marl: Organisation
) -> None:
    more = {"role": "administrator", "organisation": factories.make_county().slug}
    first = link_on(administrator.visit(f"{PEOPLE}neu").submit({**NEW, **more}))
    town = sign_in(Role.ADMINISTRATOR, marl)
    page = town.visit(f"{PEOPLE}neu").submit({**NEW, "organisation": marl.slug})
    assert "/konto/einladung/" not in page.text
    Visitor(app).visit(first, 410)
    mail = next(text for text in reversed(mailed()) if "/konto/einladung/" in text)
    link = next(word for word in mail.split() if "/konto/einladung/" in word).removeprefix("http://localhost:8000")
    Visitor(app).send(link, {}, 302)


def test_an_invitation_lasts_two_weeks(app: Flask, marl: Organisation, clock: MovableClock) -> None:
    _, secret = invite("nele@example.org", "Nele", Role.EDITOR, marl, None, now())
    db.session.commit()
    clock.move(timedelta(days=14))
    Visitor(app).visit(f"/konto/einladung/{secret}", 410)


@pytest.mark.parametrize(
    "fields",
    [{"name": " "}, {"email": "nele"}, {"email": ""}, {"role": "emperor"}, {"organisation": "x"}, {"name": "x" * 121}],
)
def test_nonsense_invites_nobody(administrator: Visitor, marl: Organisation, fields: dict[str, str]) -> None:
    before = len(db.session.scalars(select(Account)).all())
    administrator.visit(f"{PEOPLE}neu").submit({**NEW, "organisation": marl.slug, **fields}, status=422)
    assert len(db.session.scalars(select(Account)).all()) == before


def test_who_has_an_account_gets_the_role_and_keeps_the_name(administrator: Visitor, marl: Organisation) -> None:
    known = joined(factories.make_account(Role.EDITOR))
    fields = {**NEW, "email": known.email.upper(), "organisation": marl.slug}
    page = administrator.visit(f"{PEOPLE}neu").submit(fields, status=302)
    assert page.h1 == known.name
    assert "Marl" in page.text


def test_roles_are_given_and_taken_away(administrator: Visitor, marl: Organisation) -> None:
    person = joined(factories.make_account(Role.EDITOR, marl))
    page = administrator.visit(page_of(person))
    page.submit({"role": "reviewer", "organisation": marl.slug}, button="Rolle geben", status=302)
    administrator.visit(page_of(person)).submit(button="Entziehen", status=302)
    db.session.expire_all()
    assert [one.role for one in person.roles] == ["reviewer"]
    administrator.send(f"{page_of(person)}/rollen/entfernen", {"role": "reviewer", "organisation": marl.slug}, 409)
    actions = db.session.scalars(select(AuditLine.action).where(AuditLine.organisation_id == marl.id)).all()
    assert {"give_role", "take_role"} <= set(actions)


def test_a_town_gives_no_role_above_her_own(sign_in: SignIn, marl: Organisation) -> None:
    town, person = sign_in(Role.ADMINISTRATOR, marl), factories.make_account(Role.EDITOR, marl)
    fields = {"role": "editor", "organisation": factories.make_county().slug}
    town.visit(page_of(person)).submit(fields, button="Rolle geben", status=422)
    town.send(f"{PEOPLE}neu", {**NEW, "organisation": factories.make_county().slug}, 422)
    assert len(db.session.scalars(select(RoleAssignment)).all()) == 2


def test_a_town_touches_nobody_of_the_county(sign_in: SignIn, marl: Organisation) -> None:
    town, county = sign_in(Role.ADMINISTRATOR, marl), factories.make_account(Role.ADMINISTRATOR)
    town.visit(page_of(county), 403)
    for deed in ("schliessen", "zweiter-faktor", "einladung", "einladung/brief", "rollen"):
        town.send(f"{page_of(county)}/{deed}", {"role": "editor", "organisation": marl.slug}, 403)


def test_who_works_for_others_too_is_closed_by_who_manages_all(sign_in: SignIn, marl: Organisation) -> None:
    person = factories.make_account(Role.EDITOR, marl)
    person.roles.append(RoleAssignment(role=Role.EDITOR, organisation=factories.make_county()))
    db.session.commit()
    town = sign_in(Role.ADMINISTRATOR, marl)
    assert "Konto schließen" not in town.visit(page_of(person)).text
    for deed in ("schliessen", "zweiter-faktor", "einladung", "einladung/brief"):
        town.send(f"{page_of(person)}/{deed}", {}, 403)
    county = {"role": "editor", "organisation": factories.make_county().slug}
    town.send(f"{page_of(person)}/rollen/entfernen", county, 403)


def test_nobody_raises_herself(app: Flask, marl: Organisation) -> None:
    own = factories.make_account(Role.ADMINISTRATOR, marl)
    visitor = Visitor(app)
    visitor.sign_in(own)
    assert "Rolle geben" not in visitor.visit(page_of(own)).text
    role = {"role": "reviewer", "organisation": marl.slug}
    visitor.send(f"{page_of(own)}/rollen", role, 409)
    visitor.send(f"{PEOPLE}neu", {**NEW, **role, "email": own.email}, 409)
    visitor.send(f"{page_of(own)}/schliessen", {}, 409)
    db.session.expire_all()
    assert [one.role for one in own.roles] == ["administrator"]


def test_the_countys_last_administrator_stays(app: Flask) -> None:
    last, other = factories.make_account(Role.ADMINISTRATOR), factories.make_account(Role.ADMINISTRATOR)
    last.roles.append(RoleAssignment(role=Role.EDITOR, organisation=factories.make_county()))
    db.session.commit()
    with pytest.raises(UserError):  # the other one has never signed in
        close_account(last, other, now())
    with pytest.raises(UserError):
        take_role(last, last.roles[0], other, now())
    other.joined_at = now()
    db.session.commit()
    close_account(last, other, now())


def test_closing_ends_everything_at_once_and_an_invitation_opens_anew(
    app: Flask, administrator: Visitor, marl: Organisation
) -> None:
    leaver = factories.make_account(Role.EDITOR, marl)
    set_password(leaver, "korrekt Pferd Batterie")
    db.session.commit()
    visitor = Visitor(app)
    visitor.sign_in(leaver)
    administrator.visit(page_of(leaver)).submit(button="Konto schließen", status=302)
    visitor.get("/verwaltung/", 302)
    db.session.expire_all()
    assert leaver.password_hash is None
    assert leaver.name in administrator.visit(PEOPLE).text
    assert "Rolle geben" not in administrator.visit(page_of(leaver)).text
    fields = {**NEW, "email": leaver.email, "organisation": marl.slug, "role": "reviewer"}
    link = link_on(administrator.visit(f"{PEOPLE}neu").submit(fields))
    anew = Visitor(app)
    anew.send(link, {}, 302)
    db.session.expire_all()
    assert [one.role for one in leaver.roles] == ["reviewer"]
    assert anew.get("/verwaltung/", 302).headers["Location"].startswith("/konto/einrichten")


def test_the_overview_says_who_may_do_what_and_who_holds_it(administrator: Visitor, marl: Organisation) -> None:
    person = factories.make_account(Role.EDITOR, marl)
    page = administrator.visit(f"{PEOPLE}rollen")
    assert "Braucht einen zweiten Faktor." in page.text
    row = next(row for row in page.root.iter("tr") if text_of(row.find("th")) == "Marl")
    assert person.name in text_of(row)


def test_the_overview_asks_as_often_for_many(administrator: Visitor, statements: list[str]) -> None:
    def asked() -> int:
        statements.clear()
        administrator.visit(f"{PEOPLE}rollen")
        return len(statements)

    factories.make_account(Role.EDITOR)
    few = asked()
    for _ in range(20):
        factories.make_account(Role.EDITOR, factories.make_organisation(parent=factories.make_county()))
    assert asked() == few


def ask(app: Flask, email: str) -> str:
    """Asks for a link and reads the answer."""
    page = Visitor(app).visit("/konto/anmelden").submit({"email": email}, button="Link zuschicken", status=302)
    return page.text


def test_a_link_is_mailed_and_signs_in(app: Flask) -> None:
    account = factories.make_account()
    ask(app, f" {account.email.upper()} ")
    answer_requests(now())
    link = next(line for line in mailed()[0].splitlines() if "/konto/link/" in line).removeprefix("http://localhost:8000")
    assert Visitor(app).visit(link).submit(status=302).path == "/verwaltung/"
    assert not db.session.scalars(select(LinkRequest)).all()


def test_asking_for_a_link_tells_nothing_and_costs_the_same(app: Flask, statements: list[str]) -> None:
    closed = factories.make_account()
    closed.closed_at = now()
    db.session.commit()
    known = factories.make_account().email
    answers, work = set(), set()
    for email in (known, "niemand@example.org", closed.email):
        statements.clear()
        answers.add(ask(app, email))
        work.add(tuple(statements))
    assert len(answers) == len(work) == 1
    answer_requests(now())
    assert len(mailed()) == 1


def test_who_asks_again_and_again_spoils_no_link(app: Flask, clock: MovableClock) -> None:
    account = factories.make_account()
    ask(app, account.email)
    answer_requests(now())
    first = db.session.scalars(select(PersonalLink.secret_hash)).one()
    for _ in range(3):
        clock.move(timedelta(minutes=3))
        ask(app, account.email)
        answer_requests(now())
    assert db.session.scalars(select(PersonalLink.secret_hash)).one() == first
    assert len(mailed()) == 1
    assert not db.session.scalars(select(StaffSession)).all()
