"""Former names."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.types import PublicId


class FormerSlug(Model):
    """A name that the thing of that kind and public id gave up."""

    __tablename__ = "former_slug"

    kind: Mapped[str] = mapped_column(String(30), primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, index=True)
