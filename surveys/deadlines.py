"""Surveys as things that are due: opening, last day, grace, reading, summarising, deleting."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from participation.deadlines.sources import Deadline, FourEyes
from participation.formatting import zone
from participation.permissions import Permission
from participation.summaries.queries import release_moments, undecided_drafts
from participation.summaries.rules import REVIEW, REVIEWED_WITHIN
from surveys import queries
from surveys.models import Survey
from surveys.rules import GRACE, KIND, SUMMARISED_WITHIN, SurveyStatus, answers_end, texts_end


class SurveyDeadlines:
    """The surveys' side of ``participation.deadlines.sources.DeadlineSource``."""

    kind = KIND
    label = lazy_gettext("Surveys")

    def deadlines(self, organisations: Collection[int], today: date, until: date) -> Sequence[Deadline]:
        """The days of every survey that is not over and done with."""
        rows = queries.unfinished_surveys(organisations)
        known = _known(organisations, [survey for survey, _tried, _unread in rows])
        found = [one for survey, tried, unread in rows for one in _Days(survey, tried, unread, known, today).all()]
        return [one for one in found if one.day <= until]


@dataclass(frozen=True)
class _Known:
    """What is known of many surveys at once, by public id or key."""

    released: Mapping[str, datetime]
    drafted: Collection[str]
    authors: Mapping[str, Collection[int]]


def _known(organisations: Collection[int], surveys: Sequence[Survey]) -> _Known:
    return _Known(
        released=release_moments(KIND, organisations),
        drafted={subject for source, subject in undecided_drafts(organisations) if source == KIND},
        authors=queries.theme_authors([one.public_id for one in surveys]),
    )


@dataclass(frozen=True)
class _Days:
    """The days of one survey."""

    survey: Survey
    tried: bool
    unread: bool
    known: _Known
    today: date

    def all(self) -> Iterator[Deadline]:
        """Whatever is still to come or to be done."""
        if self.survey.status == SurveyStatus.PREPARING:
            yield from self._opening()
        elif self.survey.status == SurveyStatus.OPEN:
            yield from self._last_day()
        elif self.survey.closed_at is not None:
            yield from self._after(self.survey.closed_at)
            yield from self._deletions(self.survey.closed_at)

    def _opening(self) -> Iterator[Deadline]:
        if self.survey.opens_on is None:
            return
        note = "" if self.tried else _("Never rehearsed yet")
        yield self._due(self.survey.opens_on, "opens", _("Open the survey"), Permission.OPEN_SURVEYS, note=note)
        if self.survey.opens_on >= self.today:
            yield from self._last_day()

    def _last_day(self) -> Iterator[Deadline]:
        if self.survey.closes_on is not None:
            yield self._due(self.survey.closes_on, "closes", _("Last day of the survey"))
            yield self._review(self.survey.closes_on + GRACE)

    def _after(self, closed_at: datetime) -> Iterator[Deadline]:
        """The day of grace, then reading and summarising, until there is a draft."""
        grace_ends = _day(closed_at + GRACE)
        if self.survey.status == SurveyStatus.CLOSED:
            yield self._due(grace_ends, "grace", _("The day of grace ends"))
        if self.survey.answers_deleted_at or not self._is_to_be_summarised():
            return
        day = grace_ends + SUMMARISED_WITHIN
        if self.unread and self.survey.status == SurveyStatus.SETTLED:
            room = url_for("surveys_desk.reading_room", public_id=self.survey.public_id)
            yield self._due(day, "read", _("Read the free texts"), Permission.READ_TEXTS, address=room)
        summaries = url_for("summaries.index")
        yield self._due(day, "draw", _("Draw a draft"), Permission.DRAFT_SUMMARIES, address=summaries)
        yield self._review(grace_ends)

    def _review(self, grace_ends: date) -> Deadline:
        """That a second person will be needed, long before there is a draft."""
        day = grace_ends + SUMMARISED_WITHIN + REVIEWED_WITHIN
        needed = FourEyes(REVIEW, grace_ends, frozenset(self.known.authors.get(self.survey.public_id, ())))
        due = self._due(day, "review", _("Review of the summary, as expected"), Permission.REVIEW_SUMMARIES)
        return replace(due, four_eyes=needed)

    def _is_to_be_summarised(self) -> bool:
        return self.survey.public_id not in self.known.released and self.survey.public_id not in self.known.drafted

    def _deletions(self, closed_at: datetime) -> Iterator[Deadline]:
        released_at = self.known.released.get(self.survey.public_id)
        note = "" if released_at else _("Nothing has been published yet; afterwards nothing can be.")
        if self.survey.answers_deleted_at is None:
            day = _day(answers_end(closed_at, released_at))
            yield self._due(day, "answers-deleted", _("Individual answers are deleted"), note=note)
        if self.survey.texts_deleted_at is None:
            yield self._due(_day(texts_end(closed_at, released_at)), "texts-deleted", _("Free texts are deleted"))

    def _due(
        self, day: date, step: str, what: str, needs: Permission | None = None, address: str = "", note: str = ""
    ) -> Deadline:
        return Deadline(
            day,
            self.survey.title,
            what,
            address or url_for("surveys_desk.show", public_id=self.survey.public_id),
            self.survey.organisation_id,
            KIND,
            f"{KIND}-{self.survey.public_id}-{step}",
            needs=needs,
            opens_with=needs if needs == Permission.READ_TEXTS else Permission.SEE_DESK,
            note=note,
        )


def _day(moment: datetime) -> date:
    return moment.astimezone(zone()).date()
