"""Named writes of following: they add to the running transaction, the edge commits."""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from sqlalchemy import Executable, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.extensions import Model, db
from participation.following import queries
from participation.following.followables import Followable, followable
from participation.following.models import NewsItem, Subscription, Told
from participation.following.queries import Untold
from participation.following.rules import TOLD_KEPT, TOLD_TOGETHER, UNCONFIRMED_KEPT, News, may_ask
from participation.following.sealing import address_hash, leave_secret, open_address, seal_address
from participation.i18n import speaking
from participation.kit.personal_links.actions import issue
from participation.kit.sealing import SealError
from participation.languages import DESK_LANGUAGES, pick
from participation.mail.actions import queue_mail
from participation.mail.message import Message
from participation.mail.texts import absolute, mail_text
from participation.types import Text, new_public_id

PURPOSE = "following"


def subscribe(kind: str, subject_id: str, thing: Followable, address: str, language: str, now: datetime) -> None:
    """Asks the address by mail whether it wants to follow, and tells one that does already that it does.

    Returns nothing, because who asks may not learn which of them it was. ``address`` is a checked one. Writes no mail
    when the address has been asked too often lately. Of several who ask at the same moment one writes it, and no
    other notices: an error for them would tell strangers that the address is a new one.
    """
    known = address_hash(address)
    subscription = queries.subscription_of(kind, subject_id, known)
    if not may_ask(subscription.asked_at if subscription else None, queries.asked_lately(known, now), now):
        return
    facts = {"language": language, "asked_at": now}
    asks: Executable
    if subscription is None:
        public_id = new_public_id()
        sealed = seal_address(public_id, address)
        row = _insert(Subscription).values(public_id=public_id, sealed_address=sealed, **facts)
        row = row.values(kind=kind, subject_id=subject_id, address_hash=known)
        asks = row.on_conflict_do_nothing().returning(Subscription.id)
    else:
        same = (Subscription.id == subscription.id, Subscription.asked_at == subscription.asked_at)
        asks = update(Subscription).where(*same).values(facts).returning(Subscription.id)
    mine = db.session.execute(asks, execution_options={"synchronize_session": False}).scalar()
    if mine is not None:
        _ask(db.session.get_one(Subscription, mine, populate_existing=True), thing, address, now)


def confirm(subscription: Subscription, now: datetime) -> None:
    """From now on the address is told what is new."""
    subscription.confirmed_at = subscription.confirmed_at or now


def leave(public_id: str) -> None:
    """Ends the subscription and forgets the address; does nothing when that has been done."""
    db.session.execute(delete(Subscription).where(Subscription.public_id == public_id))


def tell_followers(kind: str, public_id: str, happened: News, now: datetime) -> None:
    """Notes what happened to the thing, in the transaction in which it happens: feeds show it, a job writes the mails.

    The same event of the same thing is noted once, and told once to each address, whichever things it follows.
    """
    row = _insert(NewsItem).values(
        public_id=new_public_id(),
        kind=kind,
        subject_id=public_id,
        event=happened.event,
        title=happened.title,
        happened_at=now,
    )
    db.session.execute(row.on_conflict_do_nothing(index_elements=["kind", "subject_id", "event"]))


def in_languages(sentence: Callable[[str], str]) -> Text:
    """The sentence, which is given a language tag, in each language that our pages speak."""
    spoken: Text = {}
    for tag in DESK_LANGUAGES:
        with speaking(tag):
            spoken[tag] = sentence(tag)
    return spoken


def tell(now: datetime) -> None:
    """Writes to followers what has happened: one mail for each thing they follow.

    The job's work, so it commits: after each hundred followers, that nobody who wants to write waits for long. Broken
    off anywhere it goes on where it was, as with each mail is noted who has been told what.
    """
    for (kind, subject_id), items in groupby(queries.untold_news(), key=attrgetter("kind", "subject_id")):
        news = list(items)
        thing = followable(kind, subject_id)
        if thing is not None:
            _tell_all(kind, subject_id, thing, news, now)
        db.session.execute(update(NewsItem).where(NewsItem.id.in_([one.id for one in news])).values(told_at=now))
        db.session.commit()


def delete_unconfirmed(now: datetime) -> int:
    """Forgets addresses that nobody confirmed, and whom was told what long ago; commits, and returns how many."""
    waiting = (Subscription.confirmed_at.is_(None), Subscription.asked_at <= now - UNCONFIRMED_KEPT)
    addresses = db.session.execute(delete(Subscription).where(*waiting).returning(Subscription.id)).all()
    told = db.session.execute(delete(Told).where(Told.told_at <= now - TOLD_KEPT).returning(Told.event)).all()
    db.session.commit()
    return len(addresses) + len(told)


def _insert(model: type[Model]) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(model) if db.engine.dialect.name == "sqlite" else postgresql.insert(model)


def _ask(subscription: Subscription, thing: Followable, address: str, now: datetime) -> None:
    title = pick(thing.title, subscription.language)
    leave_url = _leave_url(subscription)
    if subscription.confirmed_at is None:
        secret = issue(PURPOSE, subscription.public_id, now, lasts=UNCONFIRMED_KEPT, once=True)
        link = absolute(f"/folgen/bestaetigen/{secret}")
        subject, body = mail_text("following/confirm", subscription.language, title=title, link=link)
    else:
        subject, body = mail_text("following/already", subscription.language, title=title, leave=leave_url)
    message = Message("following_confirm", address, subscription.language, subject, body, leave_url, secret=True)
    queue_mail(message, now)


def _tell_all(kind: str, subject_id: str, thing: Followable, news: Sequence[Untold], now: datetime) -> None:
    last = 0
    while followers := queries.confirmed_followers(kind, subject_id, last, TOLD_TOGETHER):
        last = followers[-1].id
        known = queries.told([one.address_hash for one in followers], [item.event for item in news])
        for follower in followers:
            since = follower.confirmed_at or now
            unheard = (item for item in news if (follower.address_hash, item.event) not in known)
            fresh = [item for item in unheard if item.happened_at >= since]
            if fresh:
                _tell(follower, thing, fresh, now)
        db.session.commit()


def _tell(follower: Subscription, thing: Followable, news: Sequence[Untold], now: datetime) -> None:
    try:
        address = open_address(follower.public_id, follower.sealed_address)
    except SealError:  # sealed under another secret: nobody can write there any more
        return
    events = [{"address_hash": follower.address_hash, "event": item.event, "told_at": now} for item in news]
    db.session.execute(insert(Told), events)
    leave_url = _leave_url(follower)
    subject, body = mail_text(
        "following/news",
        follower.language,
        title=pick(thing.title, follower.language),
        news=[pick(item.title, follower.language) for item in news],
        page=absolute(thing.address),
        leave=leave_url,
    )
    queue_mail(Message("following_news", address, follower.language, subject, body, leave_url), now)


def _leave_url(subscription: Subscription) -> str:
    return absolute(f"/folgen/abmelden/{leave_secret(subscription.public_id)}")
