"""The respondent's pages: what a template needs of a questionnaire in one language, and pages kept ready to send."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

from flask import render_template
from flask_babel import gettext as _
from markupsafe import Markup

from participation import assets
from participation.i18n import current_language
from participation.kit.spliced_page import SplicedPage
from participation.languages import LANGUAGES, pick
from participation.security import policy
from surveys.answering.attempts import RECEIPT_LENGTH, TOKEN_LENGTH
from surveys.answering.live import Live
from surveys.answering.state import state
from surveys.questionnaire import FIELD_MESSAGES, Question, Step, step

HOLE = "\x1a"
"""Stands for the part of a kept page that differs for everybody; no text may hold it."""

MOST_BODIES = 500
Kept = TypeVar("Kept")


def first_page(live: Live, action_url: str, trial: bool) -> SplicedPage:
    """The first page with a hole for the attempt; rendered once per version, language and address."""
    key = ("first", live.public_id, live.version, current_language().tag, action_url, trial, live.brand, live.demo)
    return _kept(key, lambda: _split(page(live, step(live.questionnaire, {}), HOLE, action_url, trial), TOKEN_LENGTH))


def thanks_page(live: Live, again_url: str, trial: bool) -> SplicedPage:
    """The page after an answer has arrived, with a hole for the receipt."""
    key = ("thanks", live.public_id, live.version, current_language().tag, again_url, trial, live.brand, live.demo)
    return _kept(key, lambda: _split(_thanks(live, again_url, trial), RECEIPT_LENGTH))


def page(live: Live, shown: Step, attempt: str, action_url: str, trial: bool) -> str:
    """One page of the questionnaire with what has been filled in."""
    tag = current_language().tag
    return render_template(
        "surveys/respondent/page.html",
        **_frame(live, trial),
        step={
            "page": {
                "key": shown.page.key,
                "title": pick(shown.page.title, tag),
                "questions": [_question(question, tag) for question in shown.questions],
            },
            "number": shown.number,
            "total": shown.total,
        },
        **_filled(shown),
        hidden=shown.hidden,
        attempt=attempt,
        action_url=action_url,
        plan_url=f"/umfragen/{live.slug}/plan",
        languages=_languages(live, action_url),
    )


def notice(live: Live, heading: str, message: str, link: dict[str, str] | None, action_url: str) -> str:
    """A page that says why the survey cannot be answered at the moment."""
    return render_template(
        "surveys/respondent/notice.html",
        **_frame(live, trial=False),
        heading=heading,
        message=message,
        link=link,
        languages=_languages(live, action_url),
    )


@cache
def content_policy() -> str:
    """The Content-Security-Policy that allows the one style element by its hash."""
    return policy(assets.csp_hash("respondent.css"))


def _thanks(live: Live, again_url: str, trial: bool) -> str:
    return render_template(
        "surveys/respondent/thanks.html",
        **_frame(live, trial),
        thanks=pick(live.questionnaire.thanks, current_language().tag),
        receipt=HOLE,
        again_url=again_url,
        plan_url=f"/umfragen/{live.slug}/plan",
        result_url=None,
    )


def _frame(live: Live, trial: bool) -> dict[str, Any]:
    language = current_language()
    return {
        "respondent_css": Markup(assets.content("respondent.css")),  # noqa: S704  # built from our own style sheet
        "instance": {"name": live.brand, "demo": live.demo},
        "language": language.tag,
        "direction": language.direction,
        "trial": trial,
        "survey": {
            "title": pick(live.title, language.tag),
            "introduction": pick(live.questionnaire.introduction, language.tag),
            "slug": live.slug,
            "public_id": live.public_id,
        },
    }


def _languages(live: Live, action_url: str) -> list[tuple[str, str, str]]:
    joint = "&" if "?" in action_url else "?"
    return [(tag, LANGUAGES[tag].own_name, f"{action_url}{joint}sprache={tag}") for tag in live.languages]


def _filled(shown: Step) -> dict[str, Mapping[str, Any]]:
    values, texts, errors = {}, {}, {}
    for question in shown.questions:
        values[question.key] = list(shown.answers.get(question.field, ()))
        beside = question.other_field
        if beside and shown.answers.get(beside):
            texts[question.key] = shown.answers[beside][0]
        error = shown.errors.get(question.field) or (shown.errors.get(beside) if beside else None)
        if error:
            errors[question.key] = _(FIELD_MESSAGES[error.code]) % error.params
    for name in shown.errors.keys() & {""}:
        errors[""] = _(FIELD_MESSAGES[shown.errors[name].code]) % shown.errors[name].params
    return {"values": values, "texts": texts, "errors": errors}


def _question(question: Question, tag: str) -> dict[str, Any]:
    kind = question.kind
    return {
        "key": question.key,
        "kind": kind.name,
        "text": pick(question.text, tag),
        "hint": pick(question.hint or {}, tag),
        "required": question.required,
        "other": kind.other,
        "no_answer": getattr(kind, "no_answer", False),
        "options": [{"key": option.key, "text": pick(option.text, tag)} for option in getattr(kind, "options", ())],
        "min": getattr(kind, "least", 0),
        "max": getattr(kind, "most", None),
        "max_length": getattr(kind, "max_length", None),
        "points": getattr(kind, "points", 0),
        "low": pick(getattr(kind, "low", {}), tag),
        "high": pick(getattr(kind, "high", {}), tag),
    }


def _split(html: str, length: int) -> SplicedPage:
    before, hole, after = html.partition(HOLE)
    if not hole or HOLE in after:
        raise ValueError("a kept page needs exactly one hole")
    return SplicedPage(before.encode(), length, after.encode())


def _kept(key: tuple[object, ...], make: Callable[[], Kept]) -> Kept:
    bodies: dict[Any, Any] = state().bodies
    found = bodies.get(key)
    if found is None:
        if len(bodies) >= MOST_BODIES:
            bodies.clear()
        found = bodies[key] = make()
    kept: Kept = found
    return kept
