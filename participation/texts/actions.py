"""Named writes of legal texts: they add to the running transaction, the edge commits."""

from datetime import datetime

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.texts.models import TextVersion
from participation.texts.queries import current_text
from participation.texts.rules import LegalText


def save_text(
    slug: LegalText, tag: str, title: str, body: str, based_on: int, account: Account | None, now: datetime
) -> TextVersion | None:
    """The next version; ``based_on`` is the number of the one it was written from, 0 for none.

    None when somebody else saved another version in the meantime.
    """
    version = _follow(slug, tag, title, body, based_on, account, now)
    if version is not None:
        audit(account, "save_text", "text", f"{slug}.{tag}", now, {"version": version.number}, of=None)
    return version


def restore_text(version: TextVersion, account: Account, now: datetime) -> TextVersion:
    """Shows an earlier version again, as a new one with its words."""
    current = current_text(version.slug, version.tag)
    restored = _follow(
        version.slug, version.tag, version.title, version.body, current.number if current else 0, account, now
    )
    if restored is None:
        raise LookupError("the newest version is no longer the newest")
    details = {"version": restored.number, "from": version.number}
    audit(account, "restore_text", "text", f"{version.slug}.{version.tag}", now, details, of=None)
    return restored


def _follow(
    slug: LegalText, tag: str, title: str, body: str, based_on: int, account: Account | None, now: datetime
) -> TextVersion | None:
    current = current_text(slug, tag)
    if (current.number if current else 0) != based_on:
        return None
    version = TextVersion(
        slug=slug, tag=tag, number=based_on + 1, title=title, body=body, saved_at=now, account_id=account and account.id
    )
    db.session.add(version)
    db.session.flush()  # two people who save at once: the second one's number is taken
    return version
