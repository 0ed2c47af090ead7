"""Markdown that means harm: whatever somebody writes, the page shows text, and links that lead where they seem to."""

from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.kit.markdown import INVISIBLE, LONGEST, SCHEMES, TAGS, safe_html

DEAD_LINKS = (
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](javascript&#x3a;alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](&#x6A&#x61;vascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a](java&NewLine;script:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](java&#0;script:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](&#1;javascript:alert(1))",
    "[a](java\u200bscript:alert(1))",
    "[a](java\u202escript:alert(1))",
    "[a]( javascript:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a](<java\tscript:alert(1)>)",
    "[a](javascript:alert(1) 'title')",
    '[a](javascript:alert(1) "x" onclick="alert(1)")',
    "[a](vbscript:msgbox(1))",
    "[a](VBSCRIPT:msgbox(1))",
    "[a](livescript:run)",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](DATA:image/svg+xml;base64,PHN2Zz4=)",
    "[a](data&colon;text/html,x)",
    "[a](file:///etc/hostname)",
    "[a](ftp://example.org/)",
    "[a](blob:https://example.org/1)",
    "[a](filesystem:https://example.org/1)",
    "[a](view-source:https://example.org/)",
    "[a](about:blank)",
    "[a](ws://example.org/)",
    "[a](intent://example.org#Intent;end)",
    "[a](ms-settings:privacy)",
    "[a](x-unknown:y)",
    "[a](sms:110)",
    "[a](//example.org/elsewhere)",
    "[a](//example.org)",
    "[a](/\\example.org)",
    "[a](\\\\example.org)",
    "[a](https:\\\\example.org)",
    "[a](https://sparkasse.example@evil.example/)",
    "[a](https://name:password@example.org/)",
    "[a](http://:@example.org/)",
    "[a](https://example.org\\@evil.example/)",
    "[a](https:evil.example)",
    "[a](http:/evil.example)",
    "[a](https://)",
    "[a](https://[::1)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a][b]\n\n[b]: <javascript:alert(1)> 'x'",
    "[b]\n\n[b]: data:text/html,x",
    "[a][]\n\n[a]: //example.org",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "<vbscript:x>",
    "<file:///etc/hostname>",
    "<https://name@example.org/>",
)
"""Links of which no address may be left."""

ONLY_TEXT = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "<script\n>alert(1)</script\n>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a href='javascript:alert(1)'><text>a</text></a></svg>",
    "<math><mtext><table><mglyph><style><img src onerror=alert(1)>",
    "<iframe src=javascript:alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<form action=https://example.org><input name=password></form>",
    "<button formaction=javascript:alert(1)>a</button>",
    "<body onload=alert(1)>",
    "<base href=https://example.org/>",
    "<meta http-equiv=refresh content=0;url=https://example.org>",
    "<link rel=stylesheet href=https://example.org/x.css>",
    "<style>body{display:none}</style>",
    "<div style='position:fixed;inset:0'>a</div>",
    "<p class=kern-alert id=content>a</p>",
    "<details open ontoggle=alert(1)>a",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<textarea></textarea><script>alert(1)</script>",
    "<title></title><script>alert(1)</script>",
    "<xmp><script>alert(1)</script></xmp>",
    "<plaintext>a",
    "<!--><script>alert(1)</script>-->",
    "<!-- a --!><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo 1 ?>",
    "<!DOCTYPE html><html><head>",
    "<a href=javascript:alert(1)>a</a>",
    "<a\x00 href=javascript:alert(1)>a</a>",
    "<a href='https://example.org' onclick=alert(1)>a</a>",
    "<x onpointerover=alert(1)>a",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "`<script>alert(1)</script>`",
    "```html\n<script>alert(1)</script>\n```",
    '```"><script>alert(1)</script>\na\n```',
    "``` onclick=alert(1) class=x\na\n```",
    "    <script>alert(1)</script>",
    "> <script>alert(1)</script>",
    "# <img src=x onerror=alert(1)>",
    "| <script>alert(1)</script> |\n|---|\n| <img src=x onerror=alert(1)> |",
    "|a|\n|:-:|\n|b|",
    "1. <svg/onload=alert(1)>",
    "![a](javascript:alert(1))",
    "![<script>](data:image/svg+xml,x)",
    "<svg xmlns='http://www.w3.org/2000/svg'><foreignObject><body onload=alert(1)></foreignObject></svg>",
    "\ufeff<script>alert(1)</script>",
    "\u2028<script>alert(1)</script>",
    "\ud800<script>alert(1)</script>",
    "＜script＞alert(1)＜/script＞",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
)
"""Texts that try to be more than text."""

WITH_LINKS = (
    '[a](https://example.org/"onmouseover=alert(1))',
    "[a](https://example.org/'onmouseover='alert(1))",
    "[a](<https://example.org/ onclick=alert(1)>)",
    '[a](https://example.org "\\"><script>alert(1)</script>")',
    "[<script>alert(1)</script>](https://example.org/)",
    "[![b](javascript:alert(1))](https://example.org/)",
    "[a [b](https://example.org/b) c](https://example.org/a)",
    "<https://example.org/<script>",
    "[a](https://example.org/?q=<script>alert(1)</script>)",
    "[a](https://example.org/#javascript:alert(1))",
    "[a](/suche?q=javascript:alert(1))",
    "[a](mailto:a@example.org?subject=<script>)",
    "[a](tel:+49236100000<script>)",
    "[a](https://xn--80ak6aa92e.example/)",
    "[a](https://example.org:99999/)",
    "[https://stadt.example](https://example.org)",
    "[a](https://@example.org/)",
    "[a](https://[not-an-address]/)",
    "![a](https://example.org/pixel.gif)",
    '![a](/x "onerror=alert(1)")',
)
"""Links that may stay links, and nothing else."""

HUGE = (
    ">" * 50_000,
    "- " * 50_000,
    "[" * LONGEST,
    "![" * 50_000,
    "[a](" * 25_000,
    "*" * LONGEST,
    "*a_ " * 25_000,
    "**a" * 33_000,
    "`" * LONGEST,
    "`a``" * 25_000,
    "<" * LONGEST,
    "&" * LONGEST,
    "\\" * LONGEST,
    "#" * LONGEST,
    "# a\n" * 25_000,
    "a\n\n" * 33_000,
    "1. " * 33_000,
    "\n" * LONGEST,
    "| " * 5_000 + "\n" + "|-" * 5_000 + "|\n" + "|\n" * 20_000,
    "|a" * 10_000 + "\n" + "|-" * 10_000 + "\n" + "|b" * 20_000,
    "[a]: /b\n" * 10_000 + "[a]" * 3_000,
    "".join(f"{' ' * depth}- a\n" for depth in range(400)),
    "\u0301" * LONGEST,
    "\u202e" * LONGEST,
)
"""Texts that try to keep the machine busy or to become too much."""


def parsed(source: str) -> list[Element]:
    """The elements of the page that the text becomes, those that the parser adds by itself left out."""
    tree: Element = html5lib.parseFragment(str(safe_html(source)), namespaceHTMLElements=False)
    return [element for element in tree.iter() if element is not tree]


def faults(source: str) -> list[str]:
    """What is in the text's HTML that may not be."""
    found = []
    for element in parsed(source):
        if element.tag not in TAGS:
            found.append(f"element {element.tag}")
        allowed = {"href"} if element.tag == "a" else set()
        found += [f"attribute {name} on {element.tag}" for name in set(element.attrib) - allowed]
        address = element.get("href", "")
        parts = urlsplit(address)
        if parts.scheme not in SCHEMES | {""} or "@" in parts.netloc or "\\" in address:
            found.append(f"address {address}")
        if bool(parts.netloc) != (parts.scheme in ("http", "https")):
            found.append(f"address {address} leads elsewhere than it seems")
    return found


def links(source: str) -> list[str]:
    """The addresses that can be followed."""
    return [element.attrib["href"] for element in parsed(source) if "href" in element.attrib]


def test_the_corpus_has_at_least_a_hundred_cases_and_none_twice() -> None:
    corpus = [*DEAD_LINKS, *ONLY_TEXT, *WITH_LINKS, *HUGE]
    assert len(corpus) >= 150
    assert len(corpus) == len(set(corpus))


@pytest.mark.parametrize("source", DEAD_LINKS)
def test_links_that_would_do_harm_are_none(source: str) -> None:
    assert faults(source) == []
    assert links(source) == []


@pytest.mark.parametrize("source", ONLY_TEXT)
def test_markup_stays_text(source: str) -> None:
    assert faults(source) == []
    assert links(source) == []


@pytest.mark.parametrize("source", WITH_LINKS)
def test_links_carry_an_address_and_nothing_else(source: str) -> None:
    assert faults(source) == []


@pytest.mark.parametrize("source", HUGE, ids=lambda source: f"{source[:4]!r}x{len(source)}")
def test_huge_texts_become_no_huge_pages(source: str) -> None:
    assert len(safe_html(source)) < 40 * LONGEST


@pytest.mark.parametrize(
    ("source", "addresses"),
    [
        ("[a](https://example.org/b?c=d#e)", ["https://example.org/b?c=d#e"]),
        ("[a](/handlungsfelder/)", ["/handlungsfelder/"]),
        ("[a](#unten)", ["#unten"]),
        ("[a](mailto:post@example.org)", ["mailto:post@example.org"]),
        ("[a](tel:+49236112345)", ["tel:+49236112345"]),
        ("<https://example.org/>", ["https://example.org/"]),
        ("<post@example.org>", ["mailto:post@example.org"]),
        ("[a][b]\n\n[b]: https://example.org/", ["https://example.org/"]),
        ("[a](https://example.org/@name)", ["https://example.org/@name"]),
    ],
)
def test_honest_links_stay(source: str, addresses: list[str]) -> None:
    assert links(source) == addresses


def test_signs_that_turn_the_reading_around_are_taken_out() -> None:
    assert "gnp.txt" in safe_html("Rechnung\u202egnp.txt")
    assert not any(chr(sign) in safe_html("".join(map(chr, INVISIBLE)) + "a") for sign in INVISIBLE)
    assert "👨‍👩‍👧" in safe_html("👨‍👩‍👧"), "what holds an emoji together stays"


def test_ordinary_texts_look_as_they_were_meant() -> None:
    source = "# Titel\n\nEin *Text* mit **Nachdruck**,\n`Code`.\n\n- eins\n- zwei\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    tags = [str(element.tag) for element in parsed(source)]
    assert tags[:6] == ["h2", "p", "em", "strong", "code", "ul"]
    assert {"table", "thead", "th", "td"} <= set(tags)


def test_what_is_longer_is_refused() -> None:
    with pytest.raises(ValueError, match="100000 characters"):
        safe_html("a" * (LONGEST + 1))


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.text(alphabet=st.sampled_from(list("[]()<>:/\\@#&;\"'`*_|-! \n\tajscriptdhx\u202e")), max_size=80))
def test_no_arrangement_of_signs_gets_through(source: str) -> None:
    assert faults(source) == []
