"""When there is no second pair of eyes."""

from datetime import date, timedelta

import pytest

from participation.deputies.rules import Gap, Holder, Span, gap

TODAY = date(2026, 6, 26)
COUNTY, MARL = 1, 2
ANNA, BERK = 11, 12


def span(first: int, last: int) -> Span:
    """From that many days after today to that many."""
    return Span(TODAY + timedelta(days=first), TODAY + timedelta(days=last))


def reviewer(account: int = ANNA, *covers: int, during: Span | None = None) -> Holder:
    """Somebody who may review for these organisations (default: for the county)."""
    return Holder(account, frozenset(covers or (COUNTY,)), during)


@pytest.mark.parametrize(
    ("holders", "away", "authors", "why"),
    [
        ([], {}, (), Gap.NOBODY),
        ([reviewer(ANNA, MARL)], {}, (), Gap.NOBODY),
        ([reviewer()], {}, (), None),
        ([reviewer()], {}, (ANNA,), Gap.AUTHORS),
        ([reviewer(), reviewer(BERK)], {}, (ANNA,), None),
        ([reviewer()], {ANNA: [span(-5, 30)]}, (), Gap.AWAY),
        ([reviewer()], {ANNA: [span(0, 3), span(4, 7)]}, (), Gap.AWAY),
        ([reviewer()], {ANNA: [span(0, 3), span(5, 7)]}, (), None),  # back for one day
        ([reviewer()], {BERK: [span(0, 7)]}, (), None),
        ([reviewer(), reviewer(BERK)], {ANNA: [span(0, 7)]}, (BERK,), Gap.AWAY),
        ([reviewer(during=span(-9, -1))], {}, (), Gap.NOBODY),
        ([reviewer(during=span(8, 20))], {}, (), Gap.NOBODY),
        ([reviewer(during=span(7, 20))], {}, (), None),
        ([reviewer(during=span(7, 20))], {ANNA: [span(7, 7)]}, (), Gap.AWAY),
    ],
)
def test_somebody_else_must_be_there_on_one_of_the_days(
    holders: list[Holder], away: dict[int, list[Span]], authors: tuple[int, ...], why: Gap | None
) -> None:
    assert gap(holders, away, COUNTY, span(0, 7), authors) == why


def test_spans_include_both_ends() -> None:
    one = span(0, 2)
    assert [day for day in span(-2, 4).days() if one.holds(day)] == list(one.days())
    assert len(list(one.days())) == 3
    assert one.meets(span(2, 5))
    assert not one.meets(span(3, 5))
