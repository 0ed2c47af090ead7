"""What the machine looks for in a draft before anybody may release it, as an attacker would. Pure.

Everything is recomputed from the draft and its plan, trusting nothing that was decided while drawing.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from participation.disclosure.drawn import Drawn, DrawnQuestion, DrawnRow
from participation.disclosure.plan import REST, TablePlan
from participation.disclosure.rounding import BASE_STEP, HIGHEST_PCT, LOWEST_PCT, Share
from participation.disclosure.utility import needed_base, variance

Findings = Iterator[str]


@dataclass(frozen=True)
class Check:
    """One thing looked for: its key, and where it was found (nowhere is good)."""

    key: str
    problems: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def report(content: Mapping[str, Any], plan: TablePlan) -> tuple[Check, ...]:
    """Every check of the draft ``content`` (as ``Drawn.dump`` wrote it) against the plan fixed before opening."""
    try:
        drawn = Drawn.load(json.dumps(content))
        extra = _extra(content, json.loads(drawn.dump()), "draft")
        form = Check("form", tuple(extra))
    except (KeyError, TypeError, ValueError, AttributeError):
        return (Check("form", ("draft",)),)
    return (form, *(Check(key, _looked(look, drawn, plan)) for key, look in CHECKS.items()))


def _looked(look: Callable[[Drawn, TablePlan], Findings], drawn: Drawn, plan: TablePlan) -> tuple[str, ...]:
    # A draft that was tampered with may name what the plan does not know or hold what cannot be computed with.
    try:
        return tuple(look(drawn, plan))
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return ("draft",)


def _extra(found: Any, known: Any, path: str) -> Findings:
    if isinstance(found, dict) and isinstance(known, dict):
        for key, value in found.items():
            if key in known:
                yield from _extra(value, known[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}"
    elif isinstance(found, list) and isinstance(known, list):
        for place, (one, other) in enumerate(zip(found, known, strict=True)):
            yield from _extra(one, other, f"{path}.{place}")


def _plan(drawn: Drawn, plan: TablePlan) -> Findings:
    if drawn.plan_sha256 != plan.sha256():
        yield "plan_sha256"
    if [question.key for question in drawn.questions] != [question.key for question in plan.questions]:
        yield "questions"
    if [each.key for each in drawn.participation] != [dimension.key for dimension in plan.dimensions]:
        yield "participation"
    for question in drawn.questions:
        places = {table.by: place for place, table in enumerate(plan.question(question.key).tables)}
        order = [places.get(table.by, -1) for table in question.tables]
        if -1 in order or order != sorted(set(order)):
            yield question.key
        for table in question.tables:
            dimension = plan.dimension(table.by)
            rows = [row.key for row in table.rows]
            if rows not in ([row.key for row in dimension.rows], [group.key for group in dimension.coarse]):
                yield f"{question.key}.{table.by}"


def _hidden(drawn: Drawn, plan: TablePlan) -> Findings:
    hidden = {question.key for question in drawn.questions if not question.county.shown}
    for path, _question, row in _rows(drawn):
        silent = row.base_rounded is None and row.error_pp is None and not row.cells
        if row.shown == silent or row.key == REST or (row.shown and drawn.n_rounded is None):
            yield path
    for each in drawn.participation:
        if each.rows and plan.dimension(each.key).asked_as() in hidden:
            yield f"participation.{each.key}"


def _bases(drawn: Drawn, plan: TablePlan) -> Findings:
    for question in drawn.questions:
        planned = plan.question(question.key)
        for table in question.tables:
            needed = needed_base(planned, variance(table.b))
            yield from (f"{question.key}.{table.by}.{row.key}" for row in table.rows if _below(row, needed))
        if _below(question.county, needed_base(planned, _county_variance(question))):
            yield f"{question.key}.county"


def _below(row: DrawnRow, needed: int) -> bool:
    # Published bases are rounded to the nearest ten: up to five people less were really there after noise.
    return row.shown and (row.base_rounded is None or row.base_rounded + BASE_STEP // 2 < needed)


def _county_variance(question: DrawnQuestion) -> Fraction:
    if question.county_b is not None:
        return variance(question.county_b)
    weights = [1 / ((len(table.rows) + 1) * variance(table.b)) for table in question.tables]
    return 1 / sum(weights, Fraction(0)) if weights else Fraction(1)


def _shares(drawn: Drawn, plan: TablePlan) -> Findings:
    for path, key, row in _rows(drawn):
        if not row.shown:
            continue
        if [cell.option for cell in row.cells] != [option.key for option in plan.question(key).options]:
            yield path
        yield from (f"{path}.{cell.option}" for cell in row.cells if not _is_share(cell.share))
    for each in drawn.participation:
        yield from (f"participation.{each.key}.{one.row}" for one in each.rows if not _is_share(one.share))


def _is_share(share: Share) -> bool:
    if type(share.pct) is not int:
        return False
    ends = {"below": LOWEST_PCT, "above": HIGHEST_PCT}
    return share.pct == ends[share.bound] if share.bound in ends else _is_exact(share)


def _is_exact(share: Share) -> bool:
    return share.bound == "exact" and LOWEST_PCT <= share.pct <= HIGHEST_PCT


def _rounding(drawn: Drawn, _plan: TablePlan) -> Findings:
    if drawn.n_rounded is not None and not _in_tens(drawn.n_rounded):
        yield "n_rounded"
    for path, _question, row in _rows(drawn):
        if row.shown and not (_in_tens(row.base_rounded) and type(row.error_pp) is int and 1 <= row.error_pp <= 100):
            yield path


def _in_tens(value: object) -> bool:
    return type(value) is int and value >= 0 and value % BASE_STEP == 0


def _groups(drawn: Drawn, plan: TablePlan) -> Findings:
    for question in drawn.questions:
        for table in question.tables:
            dimension = plan.dimension(table.by)
            groups = {group.key: group.rows for group in (*dimension.fine(), *dimension.coarse)}
            inside = [row for drawn_row in table.rows for row in groups.get(drawn_row.key, ())]
            if len(inside) != len(set(inside)):
                yield f"{question.key}.{table.by}"


def _epsilon(drawn: Drawn, plan: TablePlan) -> Findings:
    for question in drawn.questions:
        scales = [table.b for table in question.tables]
        if question.county_b is not None:
            scales.append(question.county_b)
        contribution = plan.question(question.key).contribution()
        if any(b <= 0 for b in scales) or sum(Fraction(contribution) / b for b in scales) > 1:
            yield question.key
        if not scales and question.county.shown:
            yield f"{question.key}.county"


def _rows(drawn: Drawn) -> Iterator[tuple[str, str, DrawnRow]]:
    for question in drawn.questions:
        yield f"{question.key}.county", question.key, question.county
        for table in question.tables:
            yield from ((f"{question.key}.{table.by}.{row.key}", question.key, row) for row in table.rows)


CHECKS: dict[str, Callable[[Drawn, TablePlan], Findings]] = {
    "plan": _plan,
    "hidden": _hidden,
    "bases": _bases,
    "shares": _shares,
    "rounding": _rounding,
    "groups": _groups,
    "epsilon": _epsilon,
}
"""Check by key, in the order in which they are shown; "form" comes first and looks at the stored draft itself."""
