"""What a hit shows of a text: the words that were meant, marked, and some of what stands around them."""

from markupsafe import Markup, escape

from participation.kit.search.folding import Term, is_meant, words_of

LENGTH = 220
BEFORE = 70


def marked(text: str, wanted: list[Term]) -> Markup:
    """The text, escaped, with each word that was meant inside a ``mark`` element."""
    parts: list[str] = []
    last = 0
    for start, end in words_of(text):
        if is_meant(text[start:end], wanted):
            parts += [escape(text[last:start]), Markup("<mark>{}</mark>").format(text[start:end])]
            last = end
    return Markup("").join([*parts, escape(text[last:])])


def snippet(text: str, wanted: list[Term]) -> Markup:
    """About 220 signs of the text around the first word that was meant, marked; its beginning when there is none."""
    text = " ".join(text.split())
    first = next((start for start, end in words_of(text) if is_meant(text[start:end], wanted)), 0)
    start = 0 if first <= BEFORE else text.find(" ", first - BEFORE, first) + 1 or first
    end = len(text) if len(text) <= start + LENGTH else max(text.rfind(" ", start, start + LENGTH), start + BEFORE)
    shown = marked(text[start:end], wanted)
    return Markup("{}{}{}").format("… " if start else "", shown, " …" if end < len(text) else "")
