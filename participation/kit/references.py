"""Whether anything still refers to a row: asked of every table that may, so that no new one is forgotten."""

from collections.abc import Collection

from sqlalchemy import exists, select

from participation.extensions import Model, db


def is_referred_to(row: Model, besides: Collection[str] = ()) -> bool:
    """Whether a row of any table points to this one; ``besides``: tables whose rows go with it."""
    table = row.__table__
    pointing = [
        foreign.parent
        for other in Model.metadata.tables.values()
        if other.name not in besides
        for foreign in other.foreign_keys
        if foreign.column.table is table
    ]
    key = row.id  # type: ignore[attr-defined]  # every table that is pointed to has one
    return any(db.session.scalar(select(exists().where(column == key))) for column in pointing)
