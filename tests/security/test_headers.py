"""What every answer says to browsers, whoever asks and whatever comes back; and that nobody is sent elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation import create_app
from participation.accounts.actions import create_login_link
from participation.assets import manifest
from participation.clock import now
from participation.config import read_settings
from participation.extensions import db
from participation.permissions import Role
from tests import factories
from tests.conftest import make_app
from tests.security.things import Place, address, maker_of
from tests.visiting import Visitor, held

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
FORGED = {
    "Host": "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "gopher",
    "X-Forwarded-Prefix": "//evil.example",
    "X-Original-URL": "//evil.example/",
    "Forwarded": "host=evil.example",
    "Referer": "https://evil.example/",
}
FOREIGN = re.compile(r"""(?:href|src|action)=["'](?:https?:)?//evil""")
ELSEWHERE = (
    "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example", "/%09/evil.example",
    "/\t/evil.example", "https:evil.example", "javascript:alert(1)", " //evil.example", "%2F%2Fevil.example",
)  # fmt: skip
ODD = ("/nirgends", "/verwaltung", "/umfragen", "/dateien/a/b", "/static/nirgends.css")


def faults(answer: TestResponse) -> list[str]:
    """What the headers of this answer lack."""
    given = answer.headers
    found = [f"{name}: {given.get(name)}" for name, value in EXPECTED.items() if given.get(name) != value]
    policy = given.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or re.search(r"unsafe|\*|https?:", policy):
        found.append(f"policy: {policy}")
    if not {"camera=()", "microphone=()", "geolocation=()"} <= set(given.get("Permissions-Policy", "").split(", ")):
        found.append("Permissions-Policy")
    return [f"{answer.request.method} {answer.request.path} {answer.status_code}: {one}" for one in found]


def answers(app: Flask, visitor: Visitor, headers: dict[str, str], query: str = "") -> Iterator[TestResponse]:
    """The answers of every address, to the method it takes, its things made; and of errors."""
    place = Place(factories.make_county(), factories.make_account())
    fields = {"csrf_token": visitor.token(), "next": "//evil.example/"}
    signing_out_last = sorted(app.url_map.iter_rules(), key=lambda one: (one.endpoint == "accounts.sign_out", one.rule))
    for rule in signing_out_last:
        made = address(rule, place) if maker_of(rule) and "<" in rule.rule else rule.rule
        path = re.sub(r"<[^>]+>", "aaaaaaaaaa", made) + query
        with app.app_context():
            if "GET" in (rule.methods or ()):
                yield visitor.client.get(path, headers=headers, buffered=True)
                yield visitor.client.head(path, headers=headers, buffered=True)
            else:
                yield visitor.client.post(path, data=fields, headers=headers, buffered=True)
            yield visitor.client.put(path, headers=headers, buffered=True)
    for path in (*ODD, f"/static/{next(iter(manifest().values()))}"):
        yield visitor.client.get(path, headers=headers, buffered=True)


def office(app: Flask) -> Visitor:
    """Somebody of the county's office."""
    person = Visitor(app)
    account = factories.make_account(Role.COORDINATOR)
    person.sign_in(account)
    return person


def test_every_answer_carries_the_headers(app: Flask) -> None:
    factories.make_instance()
    for visitor in (Visitor(app), office(app)):
        assert [fault for answer in answers(app, visitor, {}) for fault in faults(answer)] == []


def test_control_all_kinds_of_answers_are_looked_at(app: Flask) -> None:
    factories.make_instance()
    found = list(answers(app, office(app), {}))
    assert {200, 302, 308, 400, 403, 404, 405, 422} <= {answer.status_code for answer in found}
    assert len([one for one in found if one.status_code == 200 and one.request.path.startswith("/verwaltung/")]) > 50


def test_control_an_answer_without_them_is_noticed(app: Flask) -> None:
    bare = Flask(__name__)
    bare.add_url_rule("/", view_func=lambda: "bare")
    assert len(faults(bare.test_client().get("/"))) == len(EXPECTED) + 2
    assert app


def test_an_error_of_ours_carries_them_too(app: Flask, tmp_path: Path) -> None:
    """A database that is not there: the page cannot even ask for its own name."""
    broken = make_app(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path, app.extensions["clock"])
    broken.config["PROPAGATE_EXCEPTIONS"] = False
    with broken.app_context():
        answer = broken.test_client().get("/umfragen/")
        db.engine.dispose()
    assert answer.status_code >= 500
    assert faults(answer) == []


@pytest.mark.parametrize(
    ("base", "expected"), [("https://mitmachen.example.org", True), ("http://localhost:8000", False)]
)
def test_browsers_are_bound_to_https_where_we_are(tmp_path: Path, base: str, *, expected: bool) -> None:
    given = {"PARTICIPATION_DATA_DIR": str(tmp_path), "PARTICIPATION_SECRET_KEY": "a secret of the tests only"}
    app = create_app(read_settings({**given, "PARTICIPATION_BASE_URL": base}))
    for path in ("/static/nirgends", "/nirgends", "/umfragen", "/verwaltung/"):
        answer = app.test_client().get(path)
        assert ("max-age=63072000" in answer.headers.get("Strict-Transport-Security", "")) == expected, path
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("query", ["", "?next=//evil.example/", "?next=https://evil.example/&url=//evil.example/"])
def test_no_address_sends_anybody_elsewhere(app: Flask, query: str) -> None:
    factories.make_instance()
    for visitor in (Visitor(app), office(app)):
        for answer in answers(app, visitor, FORGED, query):
            target = urlsplit(answer.headers.get("Location", "/"))
            assert (target.scheme, target.netloc) in (("", ""), ("http", "localhost:8000")), answer.request.path
            assert "\\" not in answer.headers.get("Location", "")
            if answer.mimetype == "text/html":
                assert not FOREIGN.search(answer.text), answer.request.path


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_leads_nowhere_else(app: Flask, target: str) -> None:
    factories.make_instance()
    person = Visitor(app)
    secret = create_login_link(factories.make_account(), now())
    db.session.commit()
    page = person.visit(f"/konto/link/{secret}")
    answer = person.client.post(page.path, query_string={"next": target}, data=dict(held(page.forms()[0])))
    assert answer.status_code == 302
    location = answer.headers["Location"]
    assert urlsplit(location).netloc == "", location
    assert location.startswith("/"), location
    assert not re.match(r"/[\s\\/]", location), location
