"""Markdown to HTML that is safe to show: rendered by markdown-it without raw HTML, then cleaned by nh3."""

from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 100_000
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
INVISIBLE = dict.fromkeys(
    sign
    for first, last in ((0, 8), (11, 31), (127, 159), (0x61C, 0x61C), (0x200E, 0x200F), (0x202A, 0x202E),
                        (0x2066, 0x2069), (0xD800, 0xDFFF), (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xE0000, 0xE007F))
    for sign in range(first, last + 1)
)  # fmt: skip
"""Signs that nobody sees and that change how others are read: control and direction signs, halves of characters."""

_RENDERER = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table").disable("image")


def safe_html(source: str) -> Markup:
    """HTML of the Markdown text: no scripts, no images, no attributes but addresses (http, https, mailto, tel or ours).

    Headings start at the second level, as the page has its own first. Raises ValueError over 100,000 characters.
    """
    if len(source) > LONGEST:
        raise ValueError(f"a text may have at most {LONGEST} characters")
    visible = source.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
    html = _RENDERER.render(visible).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(  # noqa: S704  # cleaned by nh3 in this very line
        nh3.clean(
            html,
            tags=TAGS,
            attributes={"a": {"href"}},
            attribute_filter=_honest_address,
            url_schemes=SCHEMES,
            link_rel=None,
        )
    )


def _honest_address(_tag: str, _attribute: str, value: str) -> str | None:
    """The address if it leads where it seems to: on this page or in this instance, to a host by name, or to a person.

    With a name or password before the host, or by signs that browsers read as others, it does not.
    """
    try:
        parts = urlsplit(value)
    except ValueError:
        return None
    if parts.scheme in ("http", "https"):
        honest = bool(parts.netloc) and not set(parts.netloc) & set("@[]\\%")
    elif parts.scheme:
        honest = not parts.netloc
    else:
        honest = not parts.netloc and value.startswith(("/", "#")) and not value.lower().startswith(("//", "/%5c"))
    return value if honest and "\\" not in value else None
