"""Steps that many tests of summaries begin with; each commits, as the edge would."""

from fractions import Fraction

from participation.accounts.models import Account
from participation.clock import now
from participation.disclosure.noise import two_sided_geometric
from participation.extensions import db
from participation.permissions import Role
from participation.summaries.actions import draw_draft, release_draft
from participation.summaries.freezing import freeze
from participation.summaries.models import Draft, Release
from participation.summaries.rules import ReviewPoint
from participation.summaries.sources import Subject
from tests.factories import make_account
from tests.summaries.county_source import CountySource

EVERYTHING = [str(point) for point in ReviewPoint]


def noise(b: Fraction) -> int:
    """The real one: nothing in these tests depends on what it gives."""
    return two_sided_geometric(b)


def drawn(source: CountySource, subject: Subject | None = None, author: Account | None = None) -> Draft:
    """A draft, drawn by a coordinator."""
    account = author or make_account(Role.COORDINATOR)
    draft = draw_draft(source, subject or source.add(), account, now(), noise)
    db.session.commit()
    return draft


def seen(source: CountySource, draft: Draft) -> str:
    """Hash of the preview that a reviewer reads."""
    return freeze(source, draft, None).sha256


def released(source: CountySource, draft: Draft | None = None, reviewer: Account | None = None) -> Release:
    """A release, reviewed by a second person."""
    draft = draft or drawn(source)
    account = reviewer or make_account(Role.REVIEWER)
    release = release_draft(source, draft, account, EVERYTHING, seen(source, draft), now())
    db.session.commit()
    return release
