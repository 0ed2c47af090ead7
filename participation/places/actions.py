"""Named writes of organisations and contact persons: they add to the running transaction, the edge commits."""

from dataclasses import asdict, dataclass
from datetime import datetime

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.kit.former_slugs.actions import forget_names, keep_leading
from participation.kit.references import is_referred_to
from participation.organisations.models import Contact, Organisation
from participation.places.queries import KIND


@dataclass(frozen=True)
class OrganisationFacts:
    """What is known of an organisation. ``parent_id``: the one above it; None for the county."""

    name: str
    slug: str
    kind: str
    parent_id: int | None
    ags: str | None
    regional_key: str | None
    population: int | None
    website: str


@dataclass(frozen=True)
class ContactFacts:
    """What is known of a contact person; ``published``: they agreed to stand on public pages."""

    name: str
    role: str
    email: str
    phone: str
    published: bool


def create_organisation(facts: OrganisationFacts, account: Account, now: datetime) -> Organisation:
    """A new organisation."""
    organisation = Organisation(**asdict(facts))
    db.session.add(organisation)
    db.session.flush()
    audit(account, "create_organisation", KIND, organisation.public_id, now, of=organisation.id)
    return organisation


def update_organisation(organisation: Organisation, facts: OrganisationFacts, account: Account, now: datetime) -> None:
    """Sets what is known; a name in addresses that is given up goes on leading here."""
    keep_leading(KIND, organisation.public_id, organisation.slug, facts.slug)
    for name, value in asdict(facts).items():
        setattr(organisation, name, value)
    audit(account, "update_organisation", KIND, organisation.public_id, now, of=organisation.id)


def delete_organisation(organisation: Organisation, account: Account, now: datetime) -> bool:
    """Deletes an organisation and its contact persons if nothing else refers to it; whether it could be."""
    if is_referred_to(organisation, besides=("contact",)):
        return False
    forget_names(KIND, organisation.public_id)
    audit(account, "delete_organisation", KIND, organisation.public_id, now, {"name": organisation.name}, of=None)
    db.session.delete(organisation)
    return True


def create_contact(organisation: Organisation, facts: ContactFacts, account: Account, now: datetime) -> Contact:
    """A new contact person of the organisation."""
    contact = Contact(**asdict(facts))
    organisation.contacts.append(contact)
    db.session.flush()
    audit(account, "create_contact", KIND, organisation.public_id, now, of=organisation.id)
    return contact


def update_contact(contact: Contact, facts: ContactFacts, account: Account, now: datetime) -> None:
    """Sets what is known of the person."""
    for name, value in asdict(facts).items():
        setattr(contact, name, value)
    audit(account, "update_contact", KIND, contact.organisation.public_id, now, of=contact.organisation_id)


def delete_contact(contact: Contact, account: Account, now: datetime) -> None:
    """Removes the person for good."""
    audit(account, "delete_contact", KIND, contact.organisation.public_id, now, of=contact.organisation_id)
    db.session.delete(contact)
