"""Links on paper, for people who get no mail: handed over, not posted, as whoever opens one first is in."""

from datetime import datetime

from flask_babel import gettext as _

from participation.accounts.models import Account
from participation.accounts.rules import INVITATION_LENGTH, LOGIN_LINK_LENGTH
from participation.formatting import day, moment, zone
from participation.kit.letters.places import filled
from participation.kit.letters.printing import Letter, letters_pdf
from participation.organisations.queries import instance


def login_letter(account: Account, link: str, now: datetime) -> bytes:
    """The letter with this sign-in link as PDF; raises as ``letters_pdf`` does."""
    text = _(
        "Good day {name},\n\nwith this letter you sign in to {instance} once. Please hand it to nobody. "
        "It is valid until {until}; after that the office makes you a new one."
    )
    return _letter(account, _("Your way in"), text, moment(now + LOGIN_LINK_LENGTH), link, now)


def invitation_letter(account: Account, link: str, now: datetime) -> bytes:
    """The letter with this invitation as PDF; raises as ``letters_pdf`` does."""
    text = _(
        "Good day {name},\n\nthere is an account for you at {instance}. With this letter you open it, once, until "
        "{until}. Please hand it to nobody: whoever opens it first has the account. Then choose how you want to sign "
        "in from now on."
    )
    return _letter(account, _("Your account"), text, day(now + INVITATION_LENGTH), link, now)


def _letter(account: Account, subject: str, text: str, until: str, link: str, now: datetime) -> bytes:
    organisation = account.roles[0].organisation.name if account.roles else instance().name
    values = {"name": account.name, "instance": instance().name, "until": until}
    letter = Letter((account.name, organisation), subject, filled(text, values), link)
    return letters_pdf([letter], instance().name, now.astimezone(zone()).date())
