"""Named reads of organisations and the instance."""

from collections.abc import Collection, Sequence

from sqlalchemy import select, text

from participation.extensions import db
from participation.organisations.models import Instance, Organisation

UNNAMED = Instance(
    id=1,
    name="Beteiligung",
    claim={},
    about={},
    demo=False,
    time_zone="Europe/Berlin",
    contact_email="",
    contact_phone="",
)
"""What pages show before the instance has been named."""


def instance() -> Instance:
    """The instance's row, or an unnamed one while there is none."""
    return db.session.get(Instance, 1) or UNNAMED


def organisations() -> Sequence[Organisation]:
    """All organisations, the county first, then by name."""
    return db.session.scalars(
        select(Organisation).order_by(Organisation.parent_id.is_not(None), Organisation.name)
    ).all()


def organisations_by_id(ids: Collection[int]) -> Sequence[Organisation]:
    """These organisations, in the same order."""
    return [one for one in organisations() if one.id in ids]


def county() -> Organisation | None:
    """The organisation that all others lie below."""
    return db.session.scalar(select(Organisation).where(Organisation.parent_id.is_(None)).order_by(Organisation.id))


def organisation_by_slug(slug: str) -> Organisation | None:
    """The organisation of that name in addresses."""
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def populations() -> dict[str, int]:
    """Official key to number of inhabitants, for organisations that have both."""
    rows = db.session.execute(select(Organisation.ags, Organisation.population))
    return {ags: people for ags, people in rows if ags and people}


def database_answers() -> None:
    """Asks the database for nothing; raises SQLAlchemyError when it does not answer."""
    db.session.execute(text("SELECT 1"))
