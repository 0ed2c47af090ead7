"""Promises about all addresses at once: whoever adds one keeps them or learns here what is missing."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from participation.access import PUBLIC
from participation.extensions import db
from participation.permissions import ROLE_PERMISSIONS, Permission, Role
from tests import factories
from tests.visiting import Visitor

ROOT = Path(__file__).parent.parent
NOBODY = "aaaaaaaaaa"
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?|<[a-z_]+>(\.[a-z]+)?|")
PARAMETERS = {"slug", "public_id", "theme_id", "code", "secret", "key", "place", "question", "name"}
HOSTILE = ("%00", "a%00b", "%F0%9F%98%80", "x" * 3000, "..%2F..%2Fetc", "%FF%FE", "'%20OR%201=1--", "%3Cscript%3E")
DOCUMENTED = re.compile(r"^\| `(/[^`]*)` \|", re.MULTILINE)


def rules(app: Flask, method: str = "") -> Iterator[tuple[Rule, str | Permission]]:
    """Our routes that take the method, with who may use them; files of the build are Flask's own."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static" and (not method or method in (rule.methods or ())):
            yield rule, getattr(app.view_functions[rule.endpoint], "access", "undecided")


def filled(rule: Rule, value: str = NOBODY) -> str:
    """The route's path with that value for every parameter."""
    return re.sub(r"<[^>]+>", lambda _: value, rule.rule)


def guarded(app: Flask, method: str) -> list[tuple[str, Permission]]:
    """Paths that only some may use, and the permission."""
    return [(filled(rule), needed) for rule, needed in rules(app, method) if isinstance(needed, Permission)]


def plain(app: Flask) -> list[tuple[str, str | Permission]]:
    """Paths without parameters that can be read."""
    return [(rule.rule, needed) for rule, needed in rules(app, "GET") if not rule.arguments]


def test_each_route_says_who_may_use_it(app: Flask) -> None:
    assert [rule.rule for rule, needed in rules(app) if needed != PUBLIC and not isinstance(needed, Permission)] == []


def test_paths_are_small_letters_and_hyphens(app: Flask) -> None:
    odd = [r.rule for r, _ in rules(app) if not all(SEGMENT.fullmatch(part) for part in r.rule.split("/"))]
    assert odd == []


def test_parameters_have_the_names_of_the_house(app: Flask) -> None:
    assert {rule.rule: rule.arguments - PARAMETERS for rule, _ in rules(app) if rule.arguments - PARAMETERS} == {}


def test_showing_and_acting_are_two_functions(app: Flask) -> None:
    assert [rule.rule for rule, _ in rules(app) if {"GET", "POST"} <= (rule.methods or set())] == []


def test_only_get_and_post_are_spoken(app: Flask) -> None:
    assert {m for rule, _ in rules(app) for m in rule.methods or ()} == {"GET", "HEAD", "OPTIONS", "POST"}


def test_office_pages_are_closed_and_public_pages_open(app: Flask) -> None:
    wrong = [r.rule for r, needed in rules(app) if r.rule.startswith("/verwaltung") == (needed == PUBLIC)]
    assert [path for path in wrong if not path.startswith("/konto")] == []


def test_every_permission_is_asked_for_somewhere(app: Flask) -> None:
    assert {needed for _, needed in rules(app)} == {PUBLIC, *Permission}


def test_strangers_are_sent_to_sign_in(app: Flask, visitor: Visitor) -> None:
    for path, _ in guarded(app, "GET"):
        answer = visitor.get(path, 302)
        assert answer.headers["Location"].startswith("/konto/anmelden?next=/"), path
        assert "no-store" in answer.headers["Cache-Control"], path
    token = visitor.token()
    for path, _ in guarded(app, "POST"):
        assert visitor.post(path, {"csrf_token": token}, 302).headers["Location"] == "/konto/anmelden", path


@pytest.mark.parametrize("role", Role)
def test_who_lacks_the_permission_is_refused(app: Flask, sign_in: Callable[..., Visitor], role: Role) -> None:
    person = sign_in(role)
    token = person.token()
    for path, needed in guarded(app, "GET"):
        if needed not in ROLE_PERMISSIONS[role]:
            person.visit(path, 403)
    for path, needed in guarded(app, "POST"):
        if needed not in ROLE_PERMISSIONS[role]:
            person.post(path, {"csrf_token": token}, 403)


@pytest.mark.parametrize("role", Role)
def test_what_does_not_exist_is_not_found(app: Flask, sign_in: Callable[..., Visitor], role: Role) -> None:
    person = sign_in(role)
    token = person.token()
    for rule, needed in rules(app):
        if rule.arguments and needed in ROLE_PERMISSIONS[role]:
            path = filled(rule)
            if "GET" in (rule.methods or ()):
                person.visit(path, 404)
            else:
                person.post(path, {"csrf_token": token}, 404)


def test_acting_at_the_desk_needs_the_token(app: Flask, sign_in: Callable[..., Visitor]) -> None:
    for role in Role:
        person = sign_in(role)
        for path, needed in guarded(app, "POST"):
            if needed in ROLE_PERMISSIONS[role]:
                person.post(path, {}, 400)


@pytest.mark.parametrize("role", [None, *Role])
def test_reading_changes_nothing(app: Flask, sign_in: Callable[..., Visitor], role: Role | None) -> None:
    factories.make_instance()
    factories.make_measure()
    person = sign_in(role) if role else Visitor(app)
    before = everything()
    for path, needed in plain(app):
        person.client.get(path)
        if needed == PUBLIC or (role and needed in ROLE_PERMISSIONS[role]):
            assert person.client.head(path).status_code in (200, 404), path
    for rule, _ in rules(app, "GET"):
        person.client.get(filled(rule))
    assert everything() == before


def test_public_pages_need_no_cookie(app: Flask) -> None:
    for path, needed in plain(app):
        if needed == PUBLIC and not path.startswith("/konto"):
            answer = Visitor(app).client.get(path)
            assert "Set-Cookie" not in answer.headers, path


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_addresses_get_a_page(app: Flask, sign_in: Callable[..., Visitor], value: str) -> None:
    people = [Visitor(app), *(sign_in(role) for role in (Role.COORDINATOR, Role.REVIEWER))]
    for rule, _ in rules(app, "GET"):
        if rule.arguments:
            for person in people:
                with app.app_context():
                    status = person.client.get(filled(rule, value)).status_code
                assert 300 <= status < 500, f"{rule.rule} with {value[:20]}: {status}"


@pytest.mark.parametrize(
    "query", ["seite=0", "seite=99999999999999999999", "seite=%00", "seite=-1", "sprache=%00", "seite=²"]
)
def test_hostile_queries_get_a_page(app: Flask, sign_in: Callable[..., Visitor], query: str) -> None:
    person = sign_in(Role.COORDINATOR)
    for path, needed in plain(app):
        if needed == PUBLIC or needed in ROLE_PERMISSIONS[Role.COORDINATOR]:
            with app.app_context():
                assert person.client.get(f"{path}?{query}").status_code in (200, 404), path


def test_every_setting_stands_in_the_operators_guide() -> None:
    config = (ROOT / "participation/config.py").read_text(encoding="utf-8")
    guide = (ROOT / "docs/operating.md").read_text(encoding="utf-8")
    settings = {f"PARTICIPATION_{name}" for name in re.findall(r'text\("([A-Z_]+)"', config)}
    assert len(settings) > 5
    assert settings == set(re.findall(r"^\| `(PARTICIPATION_[A-Z_]+)` \|", guide, re.MULTILINE))


def test_every_public_address_is_documented_and_every_documented_one_exists(app: Flask) -> None:
    documented = set(DOCUMENTED.findall((ROOT / "docs/addresses.md").read_text(encoding="utf-8")))
    paths = {rule.rule for rule, _ in rules(app)}
    assert {path for path in paths if not path.startswith("/verwaltung")} - documented == set()
    assert {path for path in documented if path not in paths} == set()


def everything() -> dict[str, list[str]]:
    """All rows of all tables as text."""
    with db.engine.connect() as connection:
        return {
            name: sorted(str(tuple(row)) for row in connection.execute(select(table)))
            for name, table in db.metadata.tables.items()
        }
