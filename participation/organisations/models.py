"""Organisations, and the one row that makes this instance theirs."""

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.extensions import Model
from participation.types import PublicId, Text, new_public_id


class Organisation(Model):
    """A county, a town, a council: whoever owns surveys, events, measures and releases."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))
    ags: Mapped[str | None] = mapped_column(String(8), unique=True)
    regional_key: Mapped[str | None] = mapped_column(String(12))
    population: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    website: Mapped[str] = mapped_column(String(300), default="", server_default="")

    parent: Mapped["Organisation | None"] = relationship(remote_side=lambda: Organisation.id)
    contacts: Mapped[list["Contact"]] = relationship(
        back_populates="organisation", cascade="all, delete-orphan", order_by=lambda: (Contact.name, Contact.id)
    )


class Contact(Model):
    """Whom to ask about digital matters in an organisation, such as its CDO; public only if they agreed to it."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[str] = mapped_column(String(120))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(40))
    published: Mapped[bool]

    organisation: Mapped[Organisation] = relationship(back_populates="contacts")


class Instance(Model):
    """Brand and words of this instance: always exactly one row, with id 1."""

    __tablename__ = "instance"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    claim: Mapped[Text] = mapped_column(JSON, default=dict)
    about: Mapped[Text] = mapped_column(JSON, default=dict)
    demo: Mapped[bool] = mapped_column(default=False)
    time_zone: Mapped[str] = mapped_column(String(40), default="Europe/Berlin")
    colour_light: Mapped[str | None] = mapped_column(String(7))
    colour_dark: Mapped[str | None] = mapped_column(String(7))
    contact_email: Mapped[str] = mapped_column(String(254), default="", server_default="")
    contact_phone: Mapped[str] = mapped_column(String(40), default="", server_default="")
