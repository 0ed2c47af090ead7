"""Named writes of the instance: they add to the running transaction, the edge commits."""

from dataclasses import dataclass
from datetime import datetime

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.languages import merged
from participation.organisations.models import Instance
from participation.types import Text


@dataclass(frozen=True)
class InstanceFacts:
    """What the office says about its instance; without a colour pages keep KERN's own."""

    name: str
    claim: Text
    about: Text
    colour_light: str | None
    colour_dark: str | None
    contact_email: str
    contact_phone: str


def update_instance(facts: InstanceFacts, account: Account, now: datetime) -> Instance:
    """Sets name, words, colours and contact; texts in other languages stay."""
    instance = db.session.get(Instance, 1) or Instance(id=1, claim={}, about={})
    instance.name = facts.name
    instance.claim, instance.about = merged(instance.claim, facts.claim), merged(instance.about, facts.about)
    instance.colour_light, instance.colour_dark = facts.colour_light, facts.colour_dark
    instance.contact_email, instance.contact_phone = facts.contact_email, facts.contact_phone
    db.session.add(instance)
    audit(account, "update_instance", "instance", "1", now, of=None)
    return instance
