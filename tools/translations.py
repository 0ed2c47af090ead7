"""Brings all catalogues up to the texts in code and templates. What is new is left empty, never guessed."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "participation" / "translations"
TEMPLATE = ROOT / "build" / "messages.pot"
LANGUAGES = ("de", "de_SIMPLE", "tr", "uk", "ar")
KEYWORDS = ("_", "_l", "N_", "lazy_gettext", "add_desk:3", "add_public:3")


def main() -> None:
    """Extracts all texts and merges them into each catalogue, without guessing at similar ones."""
    TEMPLATE.parent.mkdir(exist_ok=True)
    words = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    layout = ["--no-location", "--sort-output", "--omit-header"]
    pybabel("extract", "-F", "pyproject.toml", *words, *layout, "-o", str(TEMPLATE), ".")
    for language in LANGUAGES:
        catalogue = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        locale = language.split("_", maxsplit=1)[0]
        known = ["-i", str(TEMPLATE), "-o", str(catalogue), "-l", locale]
        if catalogue.exists():
            pybabel("update", "--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date", *known)
        else:
            pybabel("init", *known)


def pybabel(*arguments: str) -> None:
    """Runs one of Babel's commands; its own words appear when it fails."""
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
