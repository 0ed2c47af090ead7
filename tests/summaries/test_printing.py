"""Results as PDF: drawn once per release and language from the frozen bytes, readable aloud, found on the pages."""

import io

from flask import Flask
from pypdf import PdfReader
from sqlalchemy import delete, func, select

from participation.clock import now
from participation.extensions import db
from participation.kit.uploads.pdfs import checked_pdf
from participation.languages import DESK_LANGUAGES, pick
from participation.summaries.models import Release, ReleasePrint
from participation.summaries.printing import print_releases, printed_page
from participation.summaries.reading import read
from tests.summaries.county_source import CountySource
from tests.summaries.steps import released
from tests.visiting import Visitor


def text_of(data: bytes) -> str:
    """Everything that can be read in the file."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())


def test_a_release_is_drawn_once_in_each_language(app: Flask, source: CountySource, visitor: Visitor) -> None:
    release = released(source)
    path = f"/daten/{release.public_id}.pdf"
    visitor.get(path, 404)
    assert "Ergebnis als PDF" not in visitor.visit(f"/daten/{release.public_id}").links
    assert print_releases(now())
    assert print_releases(now()) is None
    assert db.session.scalar(select(func.count()).select_from(ReleasePrint)) == len(DESK_LANGUAGES)
    for tag, words in (("de", "haben mitgemacht"), ("en", "people took part")):
        answer = visitor.get(f"{path}?sprache={tag}")
        assert answer.mimetype == "application/pdf"
        report = checked_pdf(answer.data)
        assert report.complete
        assert report.language == tag
        assert report.title == pick(release.title, tag)
        assert words in text_of(answer.data)
    page = visitor.visit(f"/daten/{release.public_id}")
    assert page.links["Ergebnis als PDF"] == f"{path}?sprache=de"


def test_paper_says_what_the_frozen_bytes_say(source: CountySource) -> None:
    release = released(source)
    view = read(release.json_bytes, "de")
    page = printed_page(release, "de")
    assert view.questions
    for question in view.questions:
        assert question.text in page
        for bar in question.chart.bars if question.chart else ():
            assert bar.text in page


def test_a_lost_file_is_drawn_anew_and_a_lost_release_takes_it_along(source: CountySource) -> None:
    released(source)
    print_releases(now())
    db.session.execute(delete(ReleasePrint).where(ReleasePrint.language == "en"))
    db.session.commit()
    print_releases(now())
    assert db.session.scalar(select(func.count()).select_from(ReleasePrint)) == 2
    db.session.delete(db.session.scalars(select(Release)).one())
    db.session.commit()
    assert db.session.scalar(select(func.count()).select_from(ReleasePrint)) == 0
