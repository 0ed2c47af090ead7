"""A name that was given up goes on leading to its thing, until the thing takes it again or is gone."""

from flask import Flask

from participation.extensions import db
from participation.kit.former_slugs.actions import forget_names, keep_leading
from participation.kit.former_slugs.queries import formerly
from participation.kit.references import is_referred_to
from tests import factories


def test_names_lead_on_and_come_back(app: Flask) -> None:
    keep_leading("town", "aaaaaaaaaa", "alt", "neu")
    assert (formerly("town", "alt"), formerly("town", "neu"), formerly("other", "alt")) == ("aaaaaaaaaa", None, None)
    keep_leading("town", "aaaaaaaaaa", "neu", "alt")
    assert (formerly("town", "alt"), formerly("town", "neu")) == (None, "aaaaaaaaaa")
    keep_leading("town", "aaaaaaaaaa", "alt", "alt")
    assert formerly("town", "alt") is None
    forget_names("town", "aaaaaaaaaa")
    assert formerly("town", "neu") is None


def test_whatever_points_to_a_row_is_found(app: Flask) -> None:
    county = factories.make_county()
    assert not is_referred_to(county)
    contact = factories.make_contact(county)
    assert is_referred_to(county)
    assert not is_referred_to(county, besides=("contact",))
    assert not is_referred_to(contact)
    factories.make_organisation(parent=county)
    db.session.commit()
    assert is_referred_to(county, besides=("contact",))
