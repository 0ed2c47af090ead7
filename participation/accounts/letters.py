"""A sign-in link on paper, for people who get no mail: handed over, not posted, as it lasts for a day."""

from datetime import datetime

from flask_babel import gettext as _

from participation.accounts.models import Account
from participation.accounts.rules import LOGIN_LINK_LENGTH
from participation.formatting import moment, zone
from participation.kit.letters.places import filled
from participation.kit.letters.printing import Letter, letters_pdf
from participation.organisations.queries import instance


def login_letter(account: Account, link: str, now: datetime) -> bytes:
    """The letter with this link as PDF; raises as ``letters_pdf`` does."""
    organisation = account.roles[0].organisation.name if account.roles else instance().name
    text = _(
        "Good day {name},\n\nwith this letter you sign in to {instance} once. Please hand it to nobody. "
        "It is valid until {until}; after that the office makes you a new one."
    )
    values = {"name": account.name, "instance": instance().name, "until": moment(now + LOGIN_LINK_LENGTH)}
    letter = Letter((account.name, organisation), _("Your way in"), filled(text, values), link)
    return letters_pdf([letter], instance().name, now.astimezone(zone()).date())
