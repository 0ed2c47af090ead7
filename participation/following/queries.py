"""Named reads of subscriptions and news."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select

from participation.extensions import db
from participation.following.models import NewsItem, Subscription, Told
from participation.following.rules import ASKED_WITHIN

FEED_LENGTH = 50


def subscription_of(kind: str, subject_id: str, address_hash: str) -> Subscription | None:
    """What this address follows of that, confirmed or not."""
    return db.session.scalar(
        select(Subscription).where(
            Subscription.kind == kind,
            Subscription.subject_id == subject_id,
            Subscription.address_hash == address_hash,
        )
    )


def subscription_by_public_id(public_id: str) -> Subscription | None:
    """The subscription of that public id."""
    return db.session.scalar(select(Subscription).where(Subscription.public_id == public_id))


def asked_lately(address_hash: str, now: datetime) -> int:
    """How many mails asked this address to confirm in the last hour."""
    lately = select(func.count()).where(
        Subscription.address_hash == address_hash, Subscription.asked_at > now - ASKED_WITHIN
    )
    return db.session.scalar(lately) or 0


def news_of(kind: str, subject_id: str) -> Sequence[NewsItem]:
    """The newest news of one thing, the newest first."""
    return db.session.scalars(
        select(NewsItem)
        .where(NewsItem.kind == kind, NewsItem.subject_id == subject_id)
        .order_by(NewsItem.happened_at.desc(), NewsItem.id.desc())
        .limit(FEED_LENGTH)
    ).all()


def latest_news() -> Sequence[NewsItem]:
    """The newest news of all things, each event once, the newest first."""
    once = select(func.min(NewsItem.id)).group_by(NewsItem.event)
    return db.session.scalars(
        select(NewsItem)
        .where(NewsItem.id.in_(once))
        .order_by(NewsItem.happened_at.desc(), NewsItem.id.desc())
        .limit(FEED_LENGTH)
    ).all()


def untold_news() -> Sequence[NewsItem]:
    """News that followers have not been told, the oldest first, kept from changing until the transaction ends."""
    return db.session.scalars(
        select(NewsItem).where(NewsItem.told_at.is_(None)).order_by(NewsItem.id).with_for_update(skip_locked=True)
    ).all()


def confirmed_followers(kind: str, subject_id: str) -> Sequence[Subscription]:
    """Everybody who follows that for certain."""
    return db.session.scalars(
        select(Subscription)
        .where(
            Subscription.kind == kind, Subscription.subject_id == subject_id, Subscription.confirmed_at.is_not(None)
        )
        .order_by(Subscription.id)
    ).all()


def told(events: Collection[str]) -> set[tuple[str, str]]:
    """Which address (its hash) has been told which of these events."""
    rows = db.session.execute(select(Told.address_hash, Told.event).where(Told.event.in_(events)))
    return {(address_hash, event) for address_hash, event in rows}
