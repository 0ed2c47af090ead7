"""How releases are found by the search: by their questions, and by what people's texts were summed up as."""

import json
from collections.abc import Collection, Iterator, Mapping

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import defer

from participation.extensions import db
from participation.kit.search.kinds import Document, SearchKind, in_each_language, register_kind
from participation.summaries.models import Release
from participation.types import Text


def init_search(app: Flask) -> None:
    """Registers the kind."""
    register_kind(app, SearchKind("release", _l("Result"), _releases, _addresses))


def _releases(public_ids: Collection[str] | None) -> Iterator[Document]:
    found = select(Release).options(defer(Release.csv_bytes))
    if public_ids is not None:
        found = found.where(Release.public_id.in_(public_ids))
    for one in db.session.scalars(found).all():
        said = _texts(one.json_bytes)
        yield from in_each_language("release", one.public_id, one.title, said, one.organisation_id, public=True)


def _texts(json_bytes: bytes) -> list[Text]:
    document = json.loads(json_bytes)
    themes = [text for theme in document["themes"] for text in (theme["title"], theme["paraphrase"])]
    return [*themes, *(question["text"] for question in document["questions"])]


def _addresses(public_ids: Collection[str]) -> Mapping[str, str]:
    return {public_id: url_for("open_data.show", public_id=public_id) for public_id in public_ids}
