"""What a chart may claim: bars inside the frame, whiskers around them, no difference that the numbers do not bear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kit.charts import Share, bar_chart, certainly_differ

shares = st.builds(
    Share,
    text=st.text(min_size=1, max_size=20),
    percent=st.integers(0, 100),
    bound=st.sampled_from(["exact", "below", "above"]),
)


@given(st.lists(shares, max_size=12), st.integers(0, 60))
def test_everything_stays_inside_the_frame(drawn: list[Share], error: int) -> None:
    chart = bar_chart("Frage", drawn, error_pp=error)
    assert [bar.text for bar in chart.bars] == [share.text for share in drawn]
    for bar in chart.bars:
        assert 0 <= bar.low <= bar.percent <= bar.high <= 100
    assert 0 <= chart.bar_y <= chart.cap_top <= chart.middle <= chart.cap_bottom <= chart.height


@given(shares, shares, st.integers(0, 60))
def test_difference_is_mutual(one: Share, other: Share, error: int) -> None:
    first, second = bar_chart("", [one, other], error_pp=error).bars
    assert certainly_differ(first, second) == certainly_differ(second, first)
    assert not certainly_differ(first, first)


@pytest.mark.parametrize(
    ("percents", "error", "certain"),
    [
        ((60, 40), 5, True),
        ((60, 50), 5, False),  # the whiskers touch at 55
        ((60, 49), 5, True),
        ((42, 42), 0, False),
        ((42,), 20, True),
        ((), 5, True),
    ],
)
def test_the_lead_is_certain_only_when_whiskers_are_apart(percents: tuple[int, ...], error: int, certain: bool) -> None:
    chart = bar_chart("Frage", [Share(str(percent), percent) for percent in percents], error_pp=error)
    assert chart.lead_is_certain is certain


def test_a_bound_reaches_to_the_end_of_the_scale() -> None:
    below, above = bar_chart("Frage", [Share("kaum", 5, "below"), Share("fast alle", 95, "above")], error_pp=2).bars
    assert (below.low, below.high) == (0, 7)
    assert (above.low, above.high) == (93, 100)


def test_the_longest_bar_is_named_first() -> None:
    chart = bar_chart("Frage", [Share("a", 10), Share("b", 70), Share("c", 70)])
    assert chart.first is not None
    assert chart.first.text == "b"
    assert bar_chart("Frage", []).first is None


@pytest.mark.parametrize("percent", [-1, 101])
def test_impossible_shares_are_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        bar_chart("Frage", [Share("x", percent)])
