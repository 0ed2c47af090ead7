"""Whether a paraphrase repeats what somebody wrote. Pure."""

import re
import unicodedata
from collections.abc import Iterable

WORDS_IN_A_ROW = 5
"""So many equal words in a row are a quotation; fewer are how people speak."""

_WORD = re.compile(r"\w+")
_Run = tuple[str, ...]


def quotation(written: str, texts: Iterable[str]) -> str | None:
    """The first run of at least five words in ``written`` that stands in one of ``texts`` as well, else None.

    Capitals, accents' encoding, punctuation and line ends do not matter. The run is returned as it is written.
    """
    written = unicodedata.normalize("NFKC", written)
    places = list(_WORD.finditer(written))
    words = [place.group().casefold() for place in places]
    starts = range(len(words) - WORDS_IN_A_ROW + 1)
    wanted = {tuple(words[start : start + WORDS_IN_A_ROW]) for start in starts}
    found = {run for text in texts if wanted for run in _runs(text) if run in wanted}
    for start in starts:
        end = start
        while tuple(words[end : end + WORDS_IN_A_ROW]) in found:
            end += 1
        if end > start:
            return written[places[start].start() : places[end + WORDS_IN_A_ROW - 2].end()]
    return None


def _runs(text: str) -> Iterable[_Run]:
    words = [word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text))]
    return (tuple(words[start : start + WORDS_IN_A_ROW]) for start in range(len(words) - WORDS_IN_A_ROW + 1))
