"""What is due as a calendar that other programs read (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event

from participation.deadlines.sources import Deadline
from participation.languages import pick

READ_AGAIN = timedelta(hours=6)
ONE_DAY = timedelta(days=1)


def calendar(deadlines: Iterable[Deadline], name: str, base_url: str, language: str, now: datetime) -> bytes:
    """The deadlines as whole days of a calendar of that name; ``base_url`` makes addresses and identities complete.

    What is done stands there no more. A step keeps its identity when its day moves, so that programs move it too.
    """
    made = Calendar()
    made.add("prodid", "-//participation//deadlines//DE")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    for deadline in deadlines:
        made.add_component(_event(deadline, base_url, language, now))
    return bytes(made.to_ical())


def _event(deadline: Deadline, base_url: str, language: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{deadline.key}@{urlsplit(base_url).hostname}")
    event.add("dtstamp", now)
    event.add("last-modified", now)
    event.add("dtstart", deadline.day)
    event.add("dtend", deadline.day + ONE_DAY)
    event.add("summary", f"{deadline.what}: {pick(deadline.title, language)}")
    event.add("url", base_url + deadline.address)
    event.add("transp", "TRANSPARENT")
    if deadline.note:
        event.add("description", deadline.note)
    return event
