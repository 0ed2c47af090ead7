"""Letters on paper (DIN 5008, form B), one page or more for each receiver, with a QR code where a link is given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import current_app

from participation import qr
from participation.i18n import current_language
from participation.kit.pdf import pdf_of

ADDRESS_LINES = 6
"""What the window of an envelope shows below the sender's line."""


@dataclass(frozen=True)
class Letter:
    """What one person gets; ``link`` may be empty. The lines of the address begin with the name."""

    address: tuple[str, ...]
    subject: str
    text: str
    link: str = ""


def letters_pdf(letters: Sequence[Letter], sender: str, day: date) -> bytes:
    """All letters in one file, in the language of the moment; ``sender``: one line above the address.

    Raises ValueError without a letter or with an address that the window would cut off; UserError and RuntimeError as
    ``pdf_of`` does.
    """
    if not letters:
        raise ValueError("there is no letter to print")
    if any(not 0 < len(letter.address) <= ADDRESS_LINES for letter in letters):
        raise ValueError(f"an address has one to {ADDRESS_LINES} lines")
    page = current_app.jinja_env.get_template("print/letters.html")
    language = current_language().tag
    return pdf_of(page.render(language=language, letters=letters, sender=sender, today=day, code_of=qr.svg))
