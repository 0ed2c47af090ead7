"""Named reads of subscriptions and news."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from participation.extensions import db
from participation.following.models import NewsItem, Subscription, Told
from participation.following.rules import ASKED_WITHIN
from participation.types import Text

FEED_LENGTH = 50


@dataclass(frozen=True)
class Untold:
    """News that followers have not been told yet; plain values, which outlast the transactions of telling."""

    id: int
    kind: str
    subject_id: str
    event: str
    title: Text
    happened_at: datetime


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


def untold_news() -> list[Untold]:
    """News that followers have not been told, by thing, the oldest first."""
    untold = select(NewsItem).where(NewsItem.told_at.is_(None))
    return [
        Untold(one.id, one.kind, one.subject_id, one.event, one.title, one.happened_at)
        for one in db.session.scalars(untold.order_by(NewsItem.kind, NewsItem.subject_id, NewsItem.id))
    ]


def confirmed_followers(kind: str, subject_id: str, after: int, limit: int) -> Sequence[Subscription]:
    """The next of those who follow that for certain, after the one with that key."""
    of_thing = (Subscription.kind == kind, Subscription.subject_id == subject_id)
    return db.session.scalars(
        select(Subscription)
        .where(*of_thing, Subscription.confirmed_at.is_not(None), Subscription.id > after)
        .order_by(Subscription.id)
        .limit(limit)
    ).all()


def told(addresses: Collection[str], events: Collection[str]) -> set[tuple[str, str]]:
    """Which of these addresses (their hashes) have been told which of these events."""
    known = select(Told.address_hash, Told.event).where(Told.address_hash.in_(addresses), Told.event.in_(events))
    return {(address_hash, event) for address_hash, event in db.session.execute(known)}
