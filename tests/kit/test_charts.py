"""What a chart may claim: bars inside the frame, whiskers around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kit.charts import Share, bar_chart

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


def test_the_leading_bars_are_at_most_three_and_longest_first() -> None:
    chart = bar_chart("Frage", [Share("a", 10), Share("b", 70), Share("c", 70), Share("d", 20)])
    assert [bar.text for bar in chart.leading] == ["b", "c", "d"]


def test_a_scale_is_known_by_its_first_end() -> None:
    assert bar_chart("Frage", [Share("1: schlecht", 40), Share("2", 60)]).is_scale
    assert not bar_chart("Frage", [Share("Ja", 40), Share("Nein", 60)]).is_scale
