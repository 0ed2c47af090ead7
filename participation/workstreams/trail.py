"""What the platform itself puts on the trail: workstreams, measures and releases."""

from collections.abc import Sequence

from flask import Flask, url_for
from flask_babel import gettext as _

from participation.languages import pick
from participation.summaries.queries import releases_by_public_id
from participation.workstreams import queries
from participation.workstreams.links import Step, Target, causes, register_resolver
from participation.workstreams.models import Measure
from participation.workstreams.parts import release_parts


def init_app(app: Flask) -> None:
    """Registers the resolvers."""
    register_resolver(app, "workstream", workstream_targets)
    register_resolver(app, "measure", measure_targets)
    register_resolver(app, "release", release_targets)


def workstream_targets(public_ids: list[str]) -> dict[str, Target]:
    """Workstreams lead to their pages."""
    found = queries.workstreams_by_public_id(public_ids)
    return {one.public_id: Target(one.title, url_for("workstreams.show", slug=one.slug)) for one in found}


def measure_targets(public_ids: list[str]) -> dict[str, Target]:
    """Measures lead to their pages below their first workstream; one without a workstream is not public."""
    found = queries.measures_by_public_id(public_ids)
    return {one.public_id: Target(one.title, measure_address(one)) for one in found if one.workstreams}


def release_targets(public_ids: list[str]) -> dict[str, Target]:
    """Releases lead to their pages among the open data; their parts are questions and themes."""
    return {
        public_id: Target(
            release.title, url_for("open_data.show", public_id=public_id), release_parts(release.json_bytes).texts
        )
        for public_id, release in releases_by_public_id(public_ids).items()
    }


def measure_address(measure: Measure) -> str:
    """The public page of the measure."""
    slug = measure.workstreams[0].slug
    return url_for("workstreams.show_measure", slug=slug, public_id=measure.public_id)


def foundations(measures: Sequence[Measure]) -> dict[str, list[Step]]:
    """Public id of each measure to what it rests on."""
    found: dict[str, list[Step]] = {measure.public_id: [] for measure in measures}
    for step in causes(queries.links_to("measure", list(found))):
        found[step.link.to_id].append(step)
    return found


def possible_foundations(measure: Measure, language: str) -> list[tuple[str, str]]:
    """What the measure may rest on, to choose from: releases about its workstreams, each whole, by question and theme.

    Values as ``participation.workstreams.forms.FoundationForm`` takes them, and their texts.
    """
    offered: dict[str, str] = {}
    for part in queries.release_parts(measure.workstreams):
        release = part.release
        title, parts = pick(release.title, language), release_parts(release.json_bytes)
        offered[release.public_id] = title
        for key in (key for key in part.questions if key in parts.questions):
            text = pick(parts.questions[key], language)
            if key in parts.written:
                text = _("all themes of one question (%(themes)s)", themes=text)
            offered[f"{release.public_id}.{key}"] = f"{title}: {text}"
        for name in parts.themes_of.get(part.workstream, ()):
            text = _("theme “%(title)s”", title=pick(parts.themes[name], language))
            offered[f"{release.public_id}.{name}"] = f"{title}: {text}"
    return list(offered.items())
