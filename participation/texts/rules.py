"""Which legal texts there are, the languages they are written in, and the places still to be filled in. Pure."""

import re
from enum import StrEnum

PLACE = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
LONGEST_BODY = 50_000


class LegalText(StrEnum):
    """The texts that every footer leads to; the values are their addresses."""

    IMPRINT = "impressum"
    PRIVACY = "datenschutz"
    ACCESSIBILITY = "barrierefreiheit"


READ_IN = ("de", "en", "de-simple")
"""Languages that a text can be read in."""

SIGNED = "dgs"
"""German Sign Language: one or two sentences with the address of the video."""

TAGS = (*READ_IN, SIGNED)


def places(body: str) -> list[str]:
    """What is still to be filled in: the words between double square brackets, each once."""
    return list(dict.fromkeys(PLACE.findall(body)))
