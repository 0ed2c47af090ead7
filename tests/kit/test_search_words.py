"""What the search takes for the same: spellings, parts of words, and what is marked in a text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.kit.search.folding import LONGEST_WORD, MOST_TERMS, fold, is_meant, terms
from participation.kit.search.snippets import LENGTH, marked, snippet

unhurried = settings(deadline=None)  # a busy machine pauses for longer than any of this takes


def finds(question: str, text: str) -> bool:
    """As the databases do it, without one."""
    folded = fold(text)
    return all(
        any((form if len(term[-1]) >= 3 else f" {form}") in folded for form in term) for term in terms(question)
    )


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Beirat", "Protokoll der Beiratssitzung"),
        ("sitzung", "Protokoll der Beiratssitzung"),
        ("ratssitz", "Protokoll der Beiratssitzung"),
        ("Müller", "Mueller"),
        ("Mueller", "Müller"),
        ("Muller", "Müller"),
        ("Muller", "Mueller"),
        ("MÜLLER", "müller"),
        ("Strasse", "Hauptstraße"),
        ("straße", "Hauptstrasse"),
        ("STRASSE", "Straßen"),
        ("cafe", "Café"),
        ("Café", "Stadtcafe"),
        ("uber", "Überland"),
        ("ueber", "überall"),
        ("aktuel", "aktuelle Termine"),
        ("entwicklung", "Neuentwicklung"),
        ("einstellung", "Neueinstellung"),
        ("erlaubnis", "Bauerlaubnis"),
        ("frauen", "Frauenbeauftragte"),
        ("5G", "Ausbau von 5G"),
        ("KI", "KI-Werkstatt"),
        ("E-Government", "E‑Government-Check"),
        ("bus takt", "Takt der Nachtbusse"),
        ("Łódź", "Lodz"),
        ("шляхи", "Шляхи для всіх"),
        ("طريق", "الطريق"),
        ("ﬁnanz", "Finanzausschuss"),
        ("İstanbul", "istanbul"),
    ],
)
def test_what_people_mean_is_found(question: str, text: str) -> None:
    assert finds(question, text)
    assert "<mark>" in marked(text, terms(question))


@pytest.mark.parametrize(
    ("question", "text"),
    [("Bahn", "Bus"), ("bus bahn", "Bus und Rad"), ("KI", "Zirkikel"), ("5G", "15Grad"), ("radweg", "Rad Weg")],
)
def test_something_else_is_not_found(question: str, text: str) -> None:
    assert not finds(question, text)


@pytest.mark.parametrize(
    "question", ["", " ", "***", '"', "'", "()", "—", "%_%", "\x00", "🚲", "NEAR", "\ud800", "a" * 10_000, '"a" OR b']
)
def test_any_question_becomes_words_or_nothing(question: str) -> None:
    found = terms(question)
    assert all(form.isalnum() and len(form) <= LONGEST_WORD for term in found for form in term)
    assert bool(found) == any(sign.isalnum() for sign in question)


@unhurried
@given(st.text(max_size=400))
def test_terms_are_few_and_hold_nothing_but_letters_and_digits(question: str) -> None:
    found = terms(question)
    assert len(found) <= MOST_TERMS
    assert all(form and "_" not in form and "%" not in form and "'" not in form for term in found for form in term)


@unhurried
@given(st.text(max_size=300))
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    for word in text.split()[:5]:
        assert finds(word, text)


def test_endless_words_are_cut() -> None:
    assert max(len(word) for word in fold("x" * 10_000).split()) == LONGEST_WORD


def test_only_the_words_that_were_meant_are_marked() -> None:
    text = "Die Beiratssitzung: Busse & <b>Räder</b> im Nachtbus"
    assert str(marked(text, terms("bus raeder"))) == (
        "Die Beiratssitzung: <mark>Busse</mark> &amp; &lt;b&gt;<mark>Räder</mark>&lt;/b&gt; im <mark>Nachtbus</mark>"
    )


@unhurried
@given(st.text(max_size=200), st.text(max_size=30))
def test_nothing_in_a_text_becomes_markup(text: str, question: str) -> None:
    shown = str(marked(text, terms(question))).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in shown
    assert ">" not in shown
    assert '"' not in shown


def test_a_snippet_shows_what_stands_around_the_first_word_that_was_meant() -> None:
    text = "Am Anfang steht anderes. " * 20 + "Dann kommt der Radweg an die Reihe. " + "Danach wieder anderes. " * 20
    shown = str(snippet(text, terms("radweg")))
    assert "kommt der <mark>Radweg</mark> an" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < LENGTH + 30


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    assert str(snippet("Kurz und gut.", terms("nirgends"))) == "Kurz und gut."
    assert str(snippet("Wort " * 100, terms("nirgends"))).startswith("Wort Wort")
    assert str(snippet("", terms("nirgends"))) == ""
    assert len(snippet("x" * 5_000, terms("nirgends"))) < LENGTH


def test_a_short_term_is_meant_at_the_beginning_of_a_word_only() -> None:
    assert is_meant("KI-freundlich"[:2], terms("ki"))
    assert not is_meant("Zirkikel", terms("ki"))
