"""What is said about files: why one is not taken, and what a PDF lacks."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from participation.kit.uploads.rules import PdfReport, Refusal

REFUSALS = {
    Refusal.EMPTY: _l("The file is empty."),
    Refusal.TOO_LARGE: _l("The file is larger than 10 MB. Please make it smaller and send it again."),
    Refusal.UNKNOWN: _l("This is not a file of a kind that can be kept: JPEG, PNG, WebP or PDF."),
    Refusal.DRAWING: _l("SVG drawings can hold programs and are not taken. Please save the drawing as PNG."),
    Refusal.NEW_IMAGE: _l(
        "Images of this kind (AVIF, HEIC, GIF, TIFF and others) are not taken. Please save the image as JPEG or PNG."
    ),
    Refusal.MARKUP: _l(
        "The file is a web page or other markup, whatever its name says. Please send an image or a PDF."
    ),
    Refusal.ARCHIVE: _l("The file is an archive or an office document. Please save it as PDF."),
    Refusal.BROKEN_IMAGE: _l("The image is damaged or incomplete. Please save it anew and send it again."),
    Refusal.TOO_MANY_PIXELS: _l("The image has too many pixels. Please make it smaller: 4,000 pixels are plenty."),
    Refusal.BROKEN_PDF: _l("The PDF is damaged or incomplete. Please save it anew and send it again."),
    Refusal.ENCRYPTED: _l("The PDF is protected by a password. Please save it without."),
    Refusal.ACTIVE: _l("The PDF holds programs, forms or actions. Please save it as a plain PDF, best as PDF/A."),
    Refusal.ATTACHMENTS: _l("The PDF has other files inside. Please save it without them."),
    Refusal.TOO_MANY_PAGES: _l("The PDF has more than 1,000 pages."),
}
"""One sentence for each reason."""

ACTION_NAMES = {"keep_upload": _l("File kept"), "delete_upload": _l("File deleted")}
"""What the audit trail calls the actions."""


def report_in_words(report: PdfReport) -> list[str]:
    """What is missing of an accessible PDF, one sentence each; none when a program finds nothing missing."""
    silent = report.pages_without_text
    sentences = {
        "text": ngettext(
            "One page without text: a screen reader reads nothing there.",
            "%(num)s pages without text: a screen reader reads nothing there.",
            silent,
        ),
        "tags": _("No tags: headings, lists and tables cannot be told apart."),
        "language": _("No language: it may be read aloud with the wrong pronunciation."),
        "title": _("No title: people hear the file name instead."),
    }
    return [sentences[name] for name in report.missing()]
