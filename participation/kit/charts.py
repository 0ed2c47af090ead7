"""The geometry of bar charts: pure numbers that templates draw as SVG, the same on a page and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR_HEIGHT = 18
HEIGHT = 30
CAP = 5
LEADING = 3
TICKS = (0, 25, 50, 75, 100)


@dataclass(frozen=True)
class Share:
    """A published share in whole percent. ``bound``: exact, or only known to lie "below" 5 or "above" 95."""

    text: str
    percent: int
    bound: str = "exact"


@dataclass(frozen=True)
class Bar:
    """One bar: its value and the ends of its whisker, all in percent of the chart's width, from 0 to 100."""

    text: str
    percent: int
    bound: str
    low: int
    high: int


@dataclass(frozen=True)
class BarChart:
    """Everything that ``components/bar_chart.html`` draws. Heights are CSS pixels, widths percent."""

    title: str
    bars: tuple[Bar, ...]
    base_rounded: int | None
    error_pp: int | None
    lead_is_certain: bool
    height: int = HEIGHT
    bar_height: int = BAR_HEIGHT
    ticks: tuple[int, ...] = TICKS

    @property
    def bar_y(self) -> int:
        """Where a bar begins, so that it stands in the middle of its row."""
        return (self.height - self.bar_height) // 2

    @property
    def middle(self) -> int:
        """The height of the whisker."""
        return self.height // 2

    @property
    def cap_top(self) -> int:
        """Where a whisker's cap begins."""
        return self.middle - CAP

    @property
    def cap_bottom(self) -> int:
        """Where a whisker's cap ends."""
        return self.middle + CAP

    @property
    def first(self) -> Bar | None:
        """The longest bar; of several the one that comes first."""
        return max(self.bars, key=lambda bar: bar.percent, default=None)

    @property
    def leading(self) -> tuple[Bar, ...]:
        """The longest bars, at most three, the longest first."""
        return tuple(sorted(self.bars, key=lambda bar: -bar.percent)[:LEADING])

    @property
    def is_scale(self) -> bool:
        """Whether the bars are the points of a scale, "1: very bad" to "5: very good"."""
        return len(self.bars) > 1 and self.bars[0].text.startswith("1: ")


def bar_chart(
    title: str,
    shares: Sequence[Share],
    *,
    base_rounded: int | None = None,
    error_pp: int | None = None,
    lead_is_certain: bool = False,
) -> BarChart:
    """The chart of these shares, in the order given.

    ``error_pp`` is half the width of the protection's interval in percentage points (rounded up by the caller),
    ``base_rounded`` the number of answers as published, ``lead_is_certain`` whether the longest bar may be called the
    longest: a chart knows nothing of chance and does not decide it.
    Raises ValueError for a share outside 0 to 100.
    """
    bars = tuple(_bar(share, error_pp or 0) for share in shares)
    return BarChart(title, bars, base_rounded, error_pp, lead_is_certain)


def _bar(share: Share, error: int) -> Bar:
    if not 0 <= share.percent <= 100:
        raise ValueError(f"A share of {share.percent} percent cannot be drawn.")
    lowest = share.percent if share.bound != "below" else 0
    highest = share.percent if share.bound != "above" else 100
    return Bar(share.text, share.percent, share.bound, max(0, lowest - error), min(100, highest + error))
