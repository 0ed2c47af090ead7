"""How texts and questions are made comparable, and which words of a text were meant. Pure.

Capitals, accents and spelling do not matter: ä, ae and a are the same, as are ß and ss. Each word is folded strictly
(ä to a, so that "Neuentwicklung" keeps its "entwicklung") and, where that changes it, loosely (ae to a as well, so
that Mueller, Müller and Muller meet). A term of three signs or more is found anywhere in a word, so that "sitzung"
finds the "Beiratssitzung"; a shorter one only at the beginning of one.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONGEST_QUESTION = 200
MOST_TERMS = 8
PART = 3
"""So many signs a term needs to be found inside of words: the database looks for pieces of three."""

LONGEST_WORD = 60
LONGEST_TEXT = 20_000
WORD = re.compile(r"[^\W_]+")
UNDECOMPOSED = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
UMLAUT_SPELLED_OUT = re.compile("(?<=[aou])e")

Term = tuple[str, ...]
"""The forms of one word of a question; each of them counts."""


def fold(text: str) -> str:
    """The words of a text as the index keeps them, each between spaces; both forms of those that have two."""
    words: list[str] = []
    for word in WORD.findall(_strict(text[:LONGEST_TEXT])):
        for start in range(0, len(word), LONGEST_WORD):
            words += _forms(word[start : start + LONGEST_WORD])
    return f" {' '.join(words)} "


def terms(question: str) -> list[Term]:
    """What is looked for: at most eight words of the first 200 signs, each in its forms, none twice."""
    words = WORD.findall(_strict(question[:LONGEST_QUESTION]))
    return list(dict.fromkeys(_forms(word[:LONGEST_WORD]) for word in words))[:MOST_TERMS]


def is_meant(word: str, wanted: list[Term]) -> bool:
    """Whether one of the terms is found in this word of a text."""
    forms = _word_forms(word)
    return any(
        one in form if len(one) >= PART else form.startswith(one) for term in wanted for one in term for form in forms
    )


def words_of(text: str) -> Iterator[tuple[int, int]]:
    """Beginning and end of each word of a text as it was written."""
    return (found.span() for found in WORD.finditer(text))


def _strict(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(UNDECOMPOSED))
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _forms(word: str) -> Term:
    loose = UMLAUT_SPELLED_OUT.sub("", word)
    return (word,) if loose == word else (word, loose)


@lru_cache(maxsize=20_000)
def _word_forms(word: str) -> Term:
    return _forms(_strict(word))
