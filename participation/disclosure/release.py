"""From counts to a draft, from a draft to frozen bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from participation.disclosure.canonical import canonical_json, sha256_hex
from participation.disclosure.counts import Aggregate, check
from participation.disclosure.document import Provenance, Theme, release_csv, release_document, theme_problems
from participation.disclosure.drawn import (
    Drawn,
    DrawnCell,
    DrawnDimension,
    DrawnQuestion,
    DrawnRow,
    DrawnTable,
    Participants,
)
from participation.disclosure.noise import Noise
from participation.disclosure.noisy import NoisyRow, noisy_tables
from participation.disclosure.plan import COUNTY, Dimension, PlanError, Problem, QuestionPlan, TablePlan
from participation.disclosure.rounding import round_base, share_of, whole_pct
from participation.disclosure.scales import FEWEST_ANSWERS, Schedule, schedule, wanted
from participation.disclosure.utility import error_pp, needed_base
from participation.disclosure.validation import validate


@dataclass(frozen=True)
class Artefact:
    """A release: the bytes that everybody reads, and the SHA-256 of ``json`` (which itself names that of ``csv``)."""

    json: bytes
    csv: bytes
    sha256: str


def draw(plan: TablePlan, aggregate: Aggregate, noise: Noise) -> Drawn:
    """Draw ``aggregate`` once: every call spends the budget of every question again (see ``budget``).

    ``noise`` gives one fresh integer for a scale; outside tests it is ``two_sided_geometric``. Which tables and rows
    are drawn depends on the plan and the number of answers only, what is shown of them on noisy numbers only. Raises
    PlanError when the plan is invalid or the counts do not fit it.
    """
    problems = validate(plan)
    if problems:
        raise PlanError(*problems)
    check(plan, aggregate, wanted(plan, aggregate.n))
    questions, counties = [], {}
    for each in schedule(plan, aggregate.n):
        question, county = _question(each, aggregate, noise)
        questions.append(question)
        if county is not None and question.county.shown:
            counties[question.key] = county
    n_rounded = round_base(aggregate.n) if aggregate.n >= FEWEST_ANSWERS else None
    participation = tuple(_participants(plan, dimension, counties) for dimension in plan.dimensions)
    return Drawn(plan.sha256(), n_rounded, tuple(questions), participation)


def artefact(
    drawn: Drawn, plan: TablePlan, provenance: Provenance, themes: Sequence[Theme], previous_sha256: str | None
) -> Artefact:
    """Freeze a draft. The same arguments always give the same bytes.

    ``previous_sha256``: hash of the release before, None for the first. Raises PlanError when the draft was drawn for
    another plan or a theme's band is unknown or its key not its own.
    """
    problems = theme_problems(themes)
    if drawn.plan_sha256 != plan.sha256():
        problems = [Problem("plan_sha256", "the draft was drawn for another plan"), *problems]
    if problems:
        raise PlanError(*problems)
    csv = release_csv(drawn, plan)
    document = release_document(
        drawn, plan, provenance, themes, previous_sha256=previous_sha256, csv_sha256=sha256_hex(csv)
    )
    json = canonical_json(document)
    return Artefact(json, csv, sha256_hex(json))


def _question(each: Schedule, aggregate: Aggregate, noise: Noise) -> tuple[DrawnQuestion, NoisyRow | None]:
    question = each.question
    if not each.tables and each.county_b is None:
        return DrawnQuestion(question.key, (), DrawnRow(COUNTY, shown=False), None), None
    noisy, county = noisy_tables(each, aggregate, noise)
    tables = []
    for planned, table in zip(each.tables, noisy, strict=True):
        keys = [group.key for group in planned.groups]
        rows = tuple(_row(question, key, row) for key, row in zip(keys, table.rows, strict=True))
        tables.append(DrawnTable(planned.by, planned.b, rows))
    return DrawnQuestion(question.key, tuple(tables), _row(question, COUNTY, county), each.county_b), county


def _row(question: QuestionPlan, key: str, row: NoisyRow) -> DrawnRow:
    if row.base < needed_base(question, row.variance):
        return DrawnRow(key, shown=False)
    shares = [share_of(cell, row.base) for cell in row.cells]
    cells = tuple(DrawnCell(option.key, share) for option, share in zip(question.options, shares, strict=True))
    base_rounded = round_base(row.base)
    largest = max(100 if share.bound == "above" else share.pct for share in shares)
    return DrawnRow(key, True, base_rounded, error_pp(question, row.variance, base_rounded, largest), cells)


def _participants(plan: TablePlan, dimension: Dimension, counties: dict[str, NoisyRow]) -> DrawnDimension:
    county = counties.get(dimension.asked_as())
    if county is None:
        return DrawnDimension(dimension.key, ())
    options = [option.key for option in plan.question(dimension.asked_as()).options]
    cells = dict(zip(options, county.cells, strict=True))
    rows = []
    for row, group in zip(dimension.rows, dimension.fine(), strict=True):
        part = sum((cells[option] for option in row.chosen_by()), Fraction(0))
        known = all(each.population is not None for each in dimension.rows)
        rows.append(
            Participants(row.key, share_of(part, county.base), whole_pct(dimension.share(group)) if known else None)
        )
    return DrawnDimension(dimension.key, tuple(rows))
