"""Letters come from templates, in the receiver's language, outside any request, as plain text."""

import pytest
from flask import Flask
from jinja2 import TemplateNotFound, UndefinedError

from participation.mail.texts import absolute, mail_text
from tests import factories


def test_a_letter_speaks_the_receivers_language(app: Flask) -> None:
    factories.make_instance("Beispiel & Co.")
    subject, body = mail_text("trial", "de", sender="Frau <Muster>")
    assert subject == "Probe: Der Versand von Beispiel & Co. funktioniert"
    assert body.startswith("Guten Tag,\n\n")
    assert "Frau <Muster>" in body, "plain text is not escaped"
    assert "\n-- \nBeispiel & Co.\nhttp://localhost:8000/\n" in body
    assert body.endswith("Antworten liest niemand.\n")
    assert mail_text("trial", "en", sender="x")[0] == "Trial: Beispiel & Co. can send mail"


def test_a_title_with_line_breaks_stays_in_the_subject(app: Flask) -> None:
    factories.make_instance("Eins\nBcc: alle@example.org")
    assert mail_text("trial", "de", sender="x")[0].endswith("von Eins Bcc: alle@example.org funktioniert")


@pytest.mark.parametrize("name", ["nothing", "../base", "letter/../../base", "/etc/passwd", ""])
def test_an_unknown_template_is_a_mistake(app: Flask, name: str) -> None:
    with pytest.raises(TemplateNotFound):
        mail_text(name, "de")


def test_a_missing_value_is_a_mistake(app: Flask) -> None:
    with pytest.raises(UndefinedError):
        mail_text("trial", "de")


def test_links_begin_with_the_base_url(app: Flask) -> None:
    assert absolute("/konto/anmelden") == "http://localhost:8000/konto/anmelden"
