"""What people said that measures answer to: the figures of each question, or the themes, that they rest on."""

from collections.abc import Sequence
from dataclasses import dataclass

from participation.kit.charts import BarChart
from participation.languages import pick
from participation.summaries.queries import releases_by_public_id
from participation.summaries.reading import ThemeReading, read
from participation.workstreams.links import Step
from participation.workstreams.models import Measure
from participation.workstreams.parts import theme_key
from participation.workstreams.trail import foundations


@dataclass(frozen=True)
class Said:
    """One thing a measure rests on, and as far as it is a part of a release, what was answered.

    ``part``: the question, or the themes of what was written about the measure's fields, or the one theme; empty for
    the whole thing.
    """

    title: str
    address: str
    part: str
    chart: BarChart | None = None
    themes: tuple[ThemeReading, ...] = ()


def said(measures: Sequence[Measure], language: str) -> dict[str, list[Said]]:
    """Public id of each measure to what it rests on, in one language, in a constant number of queries."""
    steps = foundations(measures)
    wanted = {step.link.from_id for found in steps.values() for step in found if step.link.from_kind == "release"}
    files = {public_id: release.json_bytes for public_id, release in releases_by_public_id(wanted).items()}
    return {
        measure.public_id: [_said(step, files.get(step.link.from_id), measure, language) for step in found]
        for measure, found in ((measure, steps[measure.public_id]) for measure in measures)
    }


def _said(step: Step, json_bytes: bytes | None, measure: Measure, language: str) -> Said:
    title, address, named = pick(step.target.title, language), step.target.address, step.link.detail
    if json_bytes is None or not named:
        return Said(title, address, "")
    whole, key = read(json_bytes, language), theme_key(named)
    if key is not None:
        one_theme = tuple(theme for theme in whole.themes if theme.key == key)
        return Said(title, address, pick(step.part, language), themes=one_theme)
    chart = next((one.chart for one in whole.questions if one.key == named), None)
    themes = _themes(json_bytes, named, [one.key for one in measure.workstreams], language)
    part = " · ".join(theme.title for theme in themes) or pick(step.part, language)
    return Said(title, address, part, chart, themes)


def _themes(json_bytes: bytes, question: str, workstreams: Sequence[str], language: str) -> tuple[ThemeReading, ...]:
    """The question's themes that speak to these workstreams, each once."""
    found = [theme for slug in workstreams for theme in read(json_bytes, language, slug).themes]
    return tuple(dict.fromkeys(theme for theme in found if theme.question == question))
