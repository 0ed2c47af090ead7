"""Speaking names in addresses: what they are made of, and one proposed from a title. Pure."""

import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 60
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def is_slug(entry: str) -> bool:
    """Whether the entry can stand in an address: small letters, digits, single hyphens between them, at most 60."""
    return len(entry) <= LONGEST and SLUG.fullmatch(entry) is not None


def slug_of(title: str) -> str:
    """A speaking name for the title; empty when nothing of it can be kept."""
    folded = unicodedata.normalize("NFKD", title.lower().translate(UMLAUTS)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", folded))[:LONGEST].strip("-")
