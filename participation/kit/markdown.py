"""Markdown to HTML that is safe to show: rendered by markdown-it without raw HTML, then cleaned by nh3."""

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST = 100_000
TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
SCHEMES = {"http", "https", "mailto", "tel"}
_RENDERER = MarkdownIt("commonmark", {"html": False, "maxNesting": 20}).enable("table")


def safe_html(source: str) -> Markup:
    """HTML of the Markdown text: no scripts, no images, no attributes but addresses (http, https, mailto, tel or ours).

    Headings start at the second level, as the page has its own first. Raises ValueError over 100,000 characters.
    """
    if len(source) > LONGEST:
        raise ValueError(f"a text may have at most {LONGEST} characters")
    html = _RENDERER.render(source).replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    return Markup(  # noqa: S704  # cleaned by nh3 in this very line
        nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None)
    )
