"""``visit()``: fetches a page as a browser would and holds every page that any test sees to the house's promises."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask
from sqlalchemy import update
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect
from werkzeug.test import TestResponse

from participation.accounts import actions
from participation.accounts.models import Account, StaffSession
from participation.clock import now
from participation.extensions import db

FIELDS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}
Fields = Mapping[str, str | Sequence[str]]


class Visitor:
    """A person at a browser: keeps cookies, reads pages, fills in forms."""

    def __init__(self, app: Flask, language: str = "de") -> None:
        self.app = app
        self.client = app.test_client()
        self.headers = {"Accept-Language": language}

    def sign_in(self, account: Account) -> None:
        """Signs the account in through its one-time link's page; the second factor is taken as given."""
        secret = actions.create_login_link(account, now())
        db.session.commit()
        page = self.visit(f"/konto/link/{secret}")
        self.post(page.path, dict(held(page.forms()[0])), 302)
        own = update(StaffSession).where(StaffSession.account_id == account.id)
        db.session.execute(own.values(second_factor_at=now()))
        db.session.commit()

    def visit(self, path: str, status: int = 200) -> "Page":
        """The page at the path, checked."""
        return self._page(path, self.get(path, status))

    def get(self, path: str, status: int = 200) -> TestResponse:
        """The bare answer to a GET, for files."""
        with self.app.app_context():  # as in production, nothing is carried over from one request to the next
            response = self.client.get(path, headers=self.headers)
        assert response.status_code == status, f"GET {path}: {response.status_code}\n{response.text[:2000]}"
        return response

    def post(self, path: str, fields: Fields, status: int) -> TestResponse:
        """The bare answer to a POST of these fields."""
        with self.app.app_context():
            response = self.client.post(path, data=fields, headers=self.headers)
        assert response.status_code == status, f"POST {path}: {response.status_code}\n{response.text[:2000]}"
        return response

    def token(self) -> str:
        """The token of forms that this visitor could see, and a forger could not."""
        forms = self.visit("/konto/anmelden").root.iter("form")
        return next(value for form in forms for name, value in held(form) if name == "csrf_token")

    def send(self, path: str, fields: Fields, status: int) -> TestResponse:
        """The bare answer to a POST of these fields with the token."""
        return self.post(path, {**fields, "csrf_token": self.token()}, status)

    def _page(self, path: str, response: TestResponse) -> "Page":
        page = Page(self, path, response)
        page.check()
        return page


class Page:
    """A parsed page."""

    def __init__(self, visitor: Visitor, path: str, response: TestResponse) -> None:
        self.visitor, self.path, self.response = visitor, path, response
        assert response.mimetype == "text/html", f"{path} is {response.mimetype}"
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(response.text)
        self.faults: list[str] = [f"malformed HTML at {at}: {code}" for at, code, _ in parser.errors]

    @property
    def h1(self) -> str:
        """The page's heading."""
        return text_of(self.root.find(".//h1"))

    @property
    def text(self) -> str:
        """Everything that can be read in the main part."""
        return text_of(self.root.find(".//main"))

    @property
    def links(self) -> dict[str, str]:
        """Text of each link to its address."""
        return {text_of(a): a.get("href", "") for a in self.root.iter("a")}

    def forms(self) -> list[Element]:
        """The forms of the main part, in order."""
        main = self.root.find(".//main")
        return list(main.iter("form")) if main is not None else []

    def follow(self, link: str, status: int = 200) -> "Page":
        """Follows the first link whose text contains this."""
        address = next((href for text, href in self.links.items() if link in text), None)
        assert address is not None, f"no link {link!r} among {list(self.links)}"
        return self.visitor.visit(urljoin(self.path, address), status)

    def submit(self, fields: Fields | None = None, button: str = "", form: int = 0, status: int = 200) -> "Page":
        """Sends a form of this page with what it already holds, changed by ``fields``, by the button with this text.

        A redirect (``status=302``) is followed and the page it leads to returned.
        """
        element = self._form(button, form)
        values: dict[str, list[str]] = {}
        for name, value in held(element):
            values.setdefault(name, []).append(value)
        for name, given in (fields or {}).items():
            values[name] = [given] if isinstance(given, str) else list(given)
        pressed = next((b for b in buttons(element) if button and button in text_of(b)), None)
        if pressed is not None and pressed.get("name"):
            values[str(pressed.get("name"))] = [pressed.get("value", "")]
        path = urljoin(
            self.path, (pressed.get("formaction") if pressed is not None else None) or element.get("action") or ""
        )
        assert element.get("method", "get").lower() == "post", "only forms that post are sent"
        response = self.visitor.post(path, values, status)
        if status in (302, 303):
            return self.visitor.visit(urljoin(path, response.headers["Location"]))
        return self.visitor._page(path, response)

    def _form(self, button: str, number: int) -> Element:
        forms = self.forms()
        assert forms, f"no form on {self.path}: {self.text[:500]}"
        if not button:
            return forms[number]
        found = [form for form in forms if any(button in text_of(b) for b in buttons(form))]
        assert found, f"no button {button!r} on {self.path}"
        return found[number]

    def check(self) -> None:
        """Raises AssertionError naming everything on this page that breaks a promise."""
        self.faults += [*self._head(), *self._body(), *self._labels(), *self._addresses(), *self._policy()]
        assert not self.faults, f"{self.path}:\n" + "\n".join(self.faults)

    def _head(self) -> Iterator[str]:
        title = text_of(self.root.find(".//title"))
        headings = [element for element in displayed(self.root) if element.tag == "h1"]
        if len(headings) != 1:
            yield f"{len(headings)} h1"
        elif not title.startswith(self.h1):
            yield f"title {title!r} does not begin with the h1 {self.h1!r}"
        if not self.root.get("lang"):
            yield "no lang on html"
        if self.root.find(".//meta[@name='viewport']") is None:
            yield "no viewport"

    def _body(self) -> Iterator[str]:
        names = [name for element in self.root.iter() if (name := element.get("id")) is not None]
        yield from (f"id {name!r} twice or empty" for name in set(names) if not name or names.count(name) > 1)
        for element in self.root.iter():
            yield from self._element(element, set(names))
        for cell in stacked_cells(self.root):
            if cell.get("data-label") is None:
                yield f"a cell does not name its column: {text_of(cell)}"
        levels = [int(e.tag[1]) for e in self.root.iter() if re.fullmatch("h[1-6]", str(e.tag))]
        if any(later > earlier + 1 for earlier, later in pairwise(levels)):
            yield f"heading levels skip: {levels}"

    def _element(self, element: Element, names: set[str]) -> Iterator[str]:
        if "style" in element.attrib or any(name.startswith("on") for name in element.attrib):
            yield f"inline style or handler on {element.tag}"
        if element.tag == "script" and not element.get("src"):
            yield "inline script"
        if element.tag == "img" and element.get("alt") is None:
            yield "image without alt"
        for reference in ("aria-describedby", "aria-labelledby", "for"):
            lost = set(element.get(reference, "").split()) - names
            if lost:
                yield f"{element.tag} {reference} points to nothing: {lost}"

    def _labels(self) -> Iterator[str]:
        labelled = {label.get("for") for label in self.root.iter("label")}
        inside = {id(field) for label in self.root.iter("label") for field in label.iter() if field.tag in FIELDS}
        for field in self.root.iter():
            if field.tag not in FIELDS or field.get("type") in UNLABELLED:
                continue
            named = field.get("id") in labelled or id(field) in inside
            if not named and not field.get("aria-label") and not field.get("aria-labelledby"):
                yield f"{field.tag} {field.get('name')!r} has no label"
        for button in self.root.iter("button"):
            if not text_of(button) and not button.get("aria-label"):
                yield "button without a name"

    def _addresses(self) -> Iterator[str]:
        routes = self.visitor.app.url_map.bind("localhost")
        for element, attribute, method in self._targets():
            address = element.get(attribute)
            parts = urlsplit(urljoin(f"http://localhost{self.path}", address or ""))
            if parts.scheme not in ("http", "https"):
                continue
            if parts.netloc not in ("localhost", "localhost:8000"):
                if element.tag != "a":
                    yield f"{element.tag} asks another host: {address}"
                continue
            try:
                routes.match(parts.path, method)
            except RequestRedirect as redirect:
                yield f"{element.tag} needs a redirect: {address} -> {redirect.new_url}"
            except MethodNotAllowed:
                yield f"{element.tag} {method} is not allowed: {address}"
            except HTTPException:
                yield f"{element.tag} leads nowhere: {address}"

    def _targets(self) -> Iterator[tuple[Element, str, str]]:
        for element in self.root.iter():
            if element.tag == "a" and not element.get("href", "").startswith(("#", "mailto:", "tel:")):
                yield element, "href", "GET"
            elif element.tag == "form":
                yield element, "action", element.get("method", "get").upper()
            elif element.tag in ("script", "img", "link"):
                yield element, "href" if element.tag == "link" else "src", "GET"

    def _policy(self) -> Iterator[str]:
        policy = self.response.headers.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe" in policy:
            yield f"weak Content-Security-Policy: {policy}"
        styles = list(self.root.iter("style"))
        if styles and ("'sha256-" not in policy or len(styles) > 1):
            yield "style element that the policy does not name by hash"


def displayed(element: Element) -> Iterator[Element]:
    """The element and all inside but what is hidden until a script shows it."""
    if element.get("hidden") is None:
        yield element
        for child in element:
            yield from displayed(child)


def stacked_cells(root: Element) -> Iterator[Element]:
    """The cells of all tables that lie on top of each other on a phone."""
    for table in root.iter("table"):
        if "kern-table--stacked" in table.get("class", ""):
            yield from table.iterfind(".//tbody//td")


def held(form: Element) -> Iterator[tuple[str, str]]:
    """Names and values that the form would send untouched."""
    for field in form.iter():
        name = field.get("name")
        if not name:
            continue
        if field.tag == "textarea":
            yield name, field.text or ""
        elif field.tag == "select":
            chosen = [o for o in field.iter("option") if o.get("selected") is not None] or list(field.iter("option"))[
                :1
            ]
            yield from ((name, option.get("value", text_of(option))) for option in chosen)
        elif field.tag == "input":
            kind = field.get("type", "text")
            if kind in ("submit", "file", "button") or (kind in ("radio", "checkbox") and field.get("checked") is None):
                continue
            yield name, field.get("value", "on" if kind == "checkbox" else "")


def buttons(form: Element) -> list[Element]:
    """The buttons that send the form."""
    return [b for b in form.iter() if b.tag == "button" or (b.tag == "input" and b.get("type") == "submit")]


def text_of(element: Element | None) -> str:
    """All text inside, with single spaces."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
