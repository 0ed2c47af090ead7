"""Marks in free texts: structured identifiers are found nearly always, marks lie inside the text, no text is slow."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.reading.first_names import FIRST_NAMES
from surveys.reading.highlights import Sort, highlights, parts

CARRIERS = (
    "Der Bus kommt zu selten, bitte melden: {} wäre gut.",
    "{} und sonst wünsche ich mir schnelleres Internet.",
    "Ich wünsche mir mehr Hilfe im Rathaus ({}).",
    "Mehr Radwege!\n{}\nDanke.",
)
PLANTED = 200
STRUCTURED = 0.99


def digits(chance: random.Random, number: int) -> str:
    return "".join(chance.choices("0123456789", k=number))


def mail(chance: random.Random) -> str:
    name = chance.choice(("petra.schulze", "p_schulze", "info", "schulze82", "müller-k"))
    at = chance.choice(("@", " @ ", "(at)", "[at]", " at "))
    return f"{name}{at}{chance.choice(('web.de', 'gmx.net', 'stadt-marl.de', 'mail.example.com'))}"


def phone(chance: random.Random) -> str:
    area = chance.choice(("02365", "0236", "0151", "0800", "(02361)", "+49 2365", "0049 151", "+49 (0) 2361"))
    between = chance.choice((" ", "/", "-", " / ", ""))
    first, last = chance.choice("123456789") + digits(chance, 2), digits(chance, 3)
    return f"{area}{between}{first}{chance.choice((' ', '', '-'))}{last}"


def iban(chance: random.Random) -> str:
    number = f"DE{digits(chance, 20)}"
    spaced = " ".join(number[place : place + 4] for place in range(0, 22, 4))
    return chance.choice((number, spaced, number.lower()))


def url(chance: random.Random) -> str:
    start = chance.choice(("https://", "http://", "www.", ""))
    return (
        f"{start}meine-seite{digits(chance, 2)}.{chance.choice(('de', 'com', 'org'))}{chance.choice(('', '/ich?x=1'))}"
    )


def plate(chance: random.Random) -> str:
    between = chance.choice((" ", "-", " - "))
    place, letters = chance.choice(("RE", "GLA", "CAS", "DO")), chance.choice(("AB", "X", "ZZ"))
    return f"{place}{between}{letters} {chance.randint(1, 9999)}"


def address(chance: random.Random) -> str:
    street = chance.choice(("Hauptstraße", "Bergstr.", "Am Markt", "Max-Planck-Straße", "Lange Straße", "Ringweg"))
    house = f"{chance.randint(1, 199)}{chance.choice(('', 'a', ' b'))}"
    return f"{street} {house}{chance.choice(('', ', 45768 Marl', ', 45721 Haltern am See'))}"


def place(chance: random.Random) -> str:
    return f"45{digits(chance, 3)} {chance.choice(('Marl', 'Herten', 'Castrop-Rauxel', 'Oer-Erkenschwick'))}"


def day(chance: random.Random) -> str:
    number, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1930, 2025)
    forms = (f"{number}.{month}.{year}", f"{number:02}.{month:02}.{year % 100:02}", f"{number}. März {year}")
    return chance.choice((*forms, f"{year}-{month:02}-{number:02}", f"{number}/{month}/{year}"))


def handle(chance: random.Random) -> str:
    return f"@{chance.choice(('petra_s', 'mars82', 'Rad.Fahrer'))}"


MAKERS = {
    Sort.MAIL: mail,
    Sort.PHONE: phone,
    Sort.IBAN: iban,
    Sort.URL: url,
    Sort.PLATE: plate,
    Sort.ADDRESS: address,
    Sort.DATE: day,
    Sort.HANDLE: handle,
}


def covered(text: str, start: int, end: int) -> bool:
    """Whether every character between is marked, spaces between two marks aside."""
    marked = {place for span in highlights(text) for place in range(span.start, span.end)}
    return all(place in marked or text[place].isspace() for place in range(start, end))


def test_of_two_hundred_planted_identifiers_hardly_one_is_missed() -> None:
    chance = random.Random(7)
    missed = []
    makers = [*MAKERS.values(), place]
    for number in range(PLANTED):
        planted, carrier = makers[number % len(makers)](chance), chance.choice(CARRIERS)
        text, start = carrier.format(planted), carrier.index("{")
        if not covered(text, start, start + len(planted)):
            missed.append(text)
    assert len(missed) <= PLANTED * (1 - STRUCTURED), missed


@pytest.mark.parametrize("sort", MAKERS)
@given(seed=st.integers(0, 10**9))
def test_each_sort_is_recognised_as_what_it_is(sort: Sort, seed: int) -> None:
    planted = MAKERS[sort](random.Random(seed))
    assert [span.sort for span in highlights(planted)] == [sort], planted


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Ich bin Petra Schulze aus Marl", ["Petra Schulze"]),
        ("Frau Yıldırım im Amt war nett", ["Frau Yıldırım"]),
        ("Bitte Herrn Dr. von Stein fragen", ["Herrn Dr. von Stein"]),
        ("ich heiße olga und wohne hier", ["ich heiße olga"]),
        ("Karl-Heinz kennt das", ["Karl-Heinz"]),
        ("Annas Schule", ["Annas Schule"]),
        ("Der Bus 220 fährt nur zweimal in der Stunde.", []),
        ("Mehr Platz für Räder, weniger Autos im Ring", []),
        ("In 10 Jahren sollen 500 Bäume stehen, das wären 50 pro Jahr.", []),
        ("Ein Rock im Mai, eine Rose im Juni, der Ernst der Lage", []),
        ("100.000 Euro für 3.500 Kinder", []),
        ("", []),
    ],
)
def test_names_are_marked_and_everyday_words_are_not(text: str, marked: list[str]) -> None:
    assert [part.text for part in parts(text) if part.sort] == marked


@given(st.text(max_size=300))
def test_parts_are_the_text(text: str) -> None:
    assert "".join(part.text for part in parts(text)) == text


@given(st.text(alphabet="aZß0. @-/()\n:+D", max_size=200))
def test_spans_are_ordered_and_inside(text: str) -> None:
    spans = highlights(text)
    places = [place for span in spans for place in (span.start, span.end)]
    assert places == sorted(places)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)


SLOW_FOR_CARELESS_PATTERNS = (
    "a", "0", "0 ", "A ", "Am ", "a.", "@", "Aa-", "a-", "1234", "a.a@", "Straße", "Straße ", "Frau von ", "Www.", "A",
    "1.", "1-", "a@", "12345 Aa ", "(", "\n", "DE12 1234 ", "+1 ",
)  # fmt: skip


@pytest.mark.parametrize("piece", SLOW_FOR_CARELESS_PATTERNS)
def test_no_text_is_slow_to_read(piece: str) -> None:
    text = (piece * 4_000)[:4_000]
    started = time.process_time()
    highlights(text)
    assert time.process_time() - started < 1


def test_everyday_words_are_no_names() -> None:
    assert not FIRST_NAMES & {"Ernst", "Rose", "Mark", "Ben", "Ufuk", "Güler"}
    assert len(FIRST_NAMES) > 500
