"""Nothing is released by its author: neither figures nor the words that go with them."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from participation.accounts.models import Account, RoleAssignment
from participation.clock import now
from participation.disclosure.noise import two_sided_geometric
from participation.errors import UserError
from participation.extensions import db
from participation.permissions import Role
from participation.summaries import actions
from participation.summaries.actions import draw_draft, release_draft
from participation.summaries.freezing import freeze
from participation.summaries.models import Draft
from surveys.actions import QuotationError, assign_texts, create_theme, update_theme
from surveys.models import FreeText, Survey, Theme
from surveys.summaries import SurveySource
from tests.factories import make_account, make_answers, make_county, make_free_texts
from tests.summaries.steps import EVERYTHING
from tests.surveys.steps import kept, opened, settled

SOURCE = SurveySource()
SAID = "Im Rathaus verstehe ich kein einziges Wort auf den Formularen"
TITLE, PARAPHRASE = {"de": "Sprache"}, {"de": "Behörden sollen einfacher schreiben."}


@pytest.fixture
def survey(app: Flask) -> Survey:
    """A settled survey with free texts of two towns."""
    assert app
    survey = opened()
    make_answers(survey, 60)
    for town in ("herten", "marl"):
        make_free_texts(survey, *[f"{SAID} {town} {number}" for number in range(4)], question="idea", town=town)
    return settled(survey)


@pytest.fixture
def reader() -> Account:
    """Somebody who may read texts and review: two roles in one small office."""
    account = make_account(Role.EDITOR)
    account.roles.append(RoleAssignment(role=Role.REVIEWER, organisation=make_county()))
    db.session.commit()
    return account


def written(survey: Survey, account: Account) -> Theme:
    """A theme of that person."""
    theme = create_theme(survey, "idea", TITLE, PARAPHRASE, account, now())
    kept(survey)
    return theme


def filled(survey: Survey, theme: Theme, account: Account) -> None:
    """All texts put under the theme by that person."""
    assign_texts(survey, db.session.query(FreeText).all(), theme, account, now())
    kept(survey)


def drawn(survey: Survey) -> Draft:
    """A draft by a coordinator."""
    subject = next(one for one in SOURCE.subjects([survey.organisation_id]) if one.public_id == survey.public_id)
    draft = draw_draft(SOURCE, subject, make_account(Role.COORDINATOR), now(), two_sided_geometric)
    db.session.commit()
    return draft


def release(draft: Draft, account: Account) -> None:
    """The whole review by that person."""
    release_draft(SOURCE, draft, account, EVERYTHING, freeze(SOURCE, draft, None).sha256, now())
    db.session.commit()


def test_whoever_wrote_the_themes_does_not_release_them(survey: Survey, reader: Account) -> None:
    filled(survey, written(survey, reader), make_account(Role.EDITOR))
    with pytest.raises(UserError):
        release(drawn(survey), reader)


def test_whoever_filled_the_themes_does_not_release_them(survey: Survey, reader: Account) -> None:
    filled(survey, written(survey, make_account(Role.EDITOR)), reader)
    with pytest.raises(UserError):
        release(drawn(survey), reader)


def test_control_a_reader_of_nothing_releases(survey: Survey, reader: Account) -> None:
    editor = make_account(Role.EDITOR)
    filled(survey, written(survey, editor), editor)
    draft = drawn(survey)
    release(draft, reader)
    assert SOURCE.themes(survey.public_id)


def test_a_theme_quotes_no_text_not_even_one_it_does_not_rest_on(survey: Survey, reader: Account) -> None:
    with pytest.raises(QuotationError):
        create_theme(survey, "idea", TITLE, {"de": SAID}, reader, now())
    theme = written(survey, reader)
    with pytest.raises(QuotationError):
        update_theme(survey, theme, TITLE, {"de": SAID}, reader, now())


def test_words_that_change_while_they_are_released_are_not_published(
    survey: Survey, reader: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = make_account(Role.EDITOR)
    theme = written(survey, editor)
    filled(survey, theme, editor)
    draft = drawn(survey)
    read = freeze(SOURCE, draft, None).sha256
    decide = actions._decide

    def slow(*arguments: Any, **values: Any) -> None:
        decide(*arguments, **values)
        db.session.execute(update(Theme).where(Theme.id == theme.id).values(paraphrase={"de": "Etwas ganz anderes."}))

    monkeypatch.setattr(actions, "_decide", slow)
    made = release_draft(SOURCE, draft, reader, EVERYTHING, read, now())
    assert "ganz anderes" not in made.json_bytes.decode()


def test_nothing_is_drawn_from_answers_that_were_deleted(survey: Survey) -> None:
    survey.answers_deleted_at = now()
    kept(survey)
    with pytest.raises(UserError):
        drawn(survey)
