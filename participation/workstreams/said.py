"""What people said that a measure answers: the figures or themes of each question it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.kit.charts import BarChart
from participation.languages import pick
from participation.summaries.queries import releases_by_public_id
from participation.summaries.reading import Reading, ThemeReading, read
from participation.workstreams.links import Step


@dataclass(frozen=True)
class Said:
    """One thing a measure rests on: where it stands, and as far as it is a question of a release, what was answered."""

    title: str
    address: str
    part: str
    chart: BarChart | None = None
    themes: tuple[ThemeReading, ...] = ()


def said(steps: Sequence[Step], language: str) -> list[Said]:
    """Everything the steps lead back to, in one language, in a constant number of queries."""
    releases = releases_by_public_id({step.link.from_id for step in steps if step.link.from_kind == "release"})
    readings = {public_id: read(release.json_bytes, language) for public_id, release in releases.items()}
    return [_said(step, readings.get(step.link.from_id), language) for step in steps]


def _said(step: Step, reading: Reading | None, language: str) -> Said:
    title, part = pick(step.target.title, language), pick(step.part, language)
    if reading is None or not step.link.detail:
        return Said(title, step.target.address, part)
    chart = next((one.chart for one in reading.questions if one.key == step.link.detail), None)
    themes = tuple(one for one in reading.themes if one.question == step.link.detail)
    return Said(title, step.target.address, part, chart, themes)
