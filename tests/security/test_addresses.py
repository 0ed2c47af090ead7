"""Who asks and under which name: neither a forged Host nor a mapped address gets anywhere."""

import pytest
from flask import Flask

from participation.addresses import client_key


@pytest.mark.parametrize("path", ["/umfragen", "/verwaltung", "/verwaltung//umfragen/", "/daten?seite=2"])
def test_a_redirect_to_the_right_spelling_never_names_a_host(app: Flask, path: str) -> None:
    response = app.test_client().get(path, headers={"Host": "evil.example"})
    assert response.status_code == 308
    location = response.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith("//")
    assert "evil" not in response.text


def key_of(app: Flask, address: str) -> str:
    """What limits count an address by."""
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        return client_key()


def test_people_behind_a_mapped_address_are_told_apart(app: Flask) -> None:
    """A server that listens on IPv6 sees IPv4 visitors as ::ffff:a.b.c.d; one must not use up the limit of all."""
    assert key_of(app, "::ffff:192.0.2.1") != key_of(app, "::ffff:192.0.2.2")
    assert key_of(app, "::ffff:192.0.2.1") == key_of(app, "192.0.2.1")


def test_a_household_is_one_visitor(app: Flask) -> None:
    assert key_of(app, "2001:db8::1") == key_of(app, "2001:db8::2")
    assert key_of(app, "2001:db8::1") != key_of(app, "2001:db8:0:1::1")
