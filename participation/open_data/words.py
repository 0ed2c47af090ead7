"""What can be wrong with a release, in words; the keys are the reasons that ``disclosure.chain`` gives."""

from flask_babel import lazy_gettext as _l

REASONS = {
    "a release before it is missing": _l("A release before it is missing."),
    "the bytes do not have the published SHA-256": _l("The file does not have the published SHA-256: it was changed."),
    "is not a canonical release document": _l("The file is not a release in the published format."),
    "does not name the release before it": _l("The file does not name the release before it."),
    "the bytes do not have the SHA-256 that the release names": _l(
        "The CSV file is not the one that the release names."
    ),
}


def in_words(reason: str) -> str:
    """The sentence for a reason; an unknown reason speaks for itself."""
    return str(REASONS.get(reason, reason))
