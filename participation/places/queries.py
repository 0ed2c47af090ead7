"""Named reads of places and organisations."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation.extensions import db
from participation.kit.former_slugs.queries import formerly
from participation.organisations.models import Contact, Organisation
from participation.places.rules import PLACES

KIND = "organisation"


def places() -> Sequence[Organisation]:
    """The county and its towns: the county first, then by name."""
    return db.session.scalars(
        select(Organisation)
        .where(Organisation.kind.in_(PLACES))
        .order_by(Organisation.parent_id.is_not(None), Organisation.name)
    ).all()


def place_by_slug(slug: str) -> Organisation | None:
    """The county or town of that name in addresses, with its contact persons."""
    return db.session.scalar(
        select(Organisation)
        .options(selectinload(Organisation.contacts), joinedload(Organisation.parent))
        .where(Organisation.slug == slug, Organisation.kind.in_(PLACES))
    )


def place_formerly(slug: str) -> Organisation | None:
    """The place that once had this name."""
    public_id = formerly(KIND, slug)
    return organisation_by_public_id(public_id) if public_id else None


def organisations_at_desk(organisation_ids: Collection[int]) -> Select[Organisation]:
    """These organisations with their contact persons, the county first, then by name, to be paged by the caller."""
    return (
        select(Organisation)
        .options(selectinload(Organisation.contacts))
        .where(Organisation.id.in_(organisation_ids))
        .order_by(Organisation.parent_id.is_not(None), Organisation.name, Organisation.id)
    )


def organisation_by_public_id(public_id: str) -> Organisation | None:
    """The organisation with its contact persons."""
    return db.session.scalar(
        select(Organisation).options(selectinload(Organisation.contacts)).where(Organisation.public_id == public_id)
    )


def contact_of(organisation: Organisation, public_id: str) -> Contact | None:
    """The contact person, if they belong to the organisation."""
    return next((one for one in organisation.contacts if one.public_id == public_id), None)


def taken_by(slug: str, ags: str | None) -> Organisation | None:
    """An organisation that has this name or, if one is given, this official key."""
    same = or_(Organisation.slug == slug, Organisation.ags == ags) if ags else Organisation.slug == slug
    return db.session.scalar(select(Organisation).where(same).order_by(Organisation.slug != slug).limit(1))
