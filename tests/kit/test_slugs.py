"""Speaking names in addresses, and addresses of other people's pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kit.slugs import is_slug, slug_of
from participation.kit.web_addresses import host_of, is_https


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Haltern am See", "haltern-am-see"), ("Größe & Übermaß", "groesse-uebermass"), ("É-Gov", "e-gov"), ("地", "")],
)
def test_a_title_becomes_a_name(title: str, slug: str) -> None:
    assert slug_of(title) == slug


@given(st.text(max_size=200))
def test_whatever_the_title_the_name_fits_or_is_empty(title: str) -> None:
    found = slug_of(title)
    assert found == "" or is_slug(found)


@pytest.mark.parametrize("entry", ["", "-a", "a-", "a--b", "A", "ä", "a/b", "a b", "x" * 61, "a\n"])
def test_what_does_not_fit_is_refused(entry: str) -> None:
    assert not is_slug(entry)


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.org", "javascript:alert(1)", "https://", "https://localhost", "//example.org", "example.org"),
        *("https://user:pw@example.org", "https://exa mple.org", "https://example.org\n", "https://example.org:x"),
        *('https://example.org/"', "https://example.org/<script>", "https:\\\\example.org", "ftp://example.org", ""),
        *("https://[::1", "https://example.org@evil.example", "https://example.org/\u202e"),
    ],
)
def test_addresses_that_are_not_linked_to(address: str) -> None:
    assert not is_https(address)


def test_addresses_that_are_linked_to_say_whose_they_are() -> None:
    assert is_https("https://www.example.org:8443/pfad?a=1#b")
    assert host_of("https://www.example.org:8443/pfad") == "example.org"
