"""Walks from link to link through the site, looking at one page of every kind there is."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from flask import Flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from participation.access import PUBLIC

FILES = {"surveys_desk.export", "organisations.health", "static", "uploads.show", "uploads.show_own", "jobs.file"}
"""Addresses that give no page and do not say so by their ending."""


def endpoint_of(app: Flask, path: str) -> str:
    """The name of the view that answers this path; empty when there is none."""
    try:
        return str(app.url_map.bind("localhost").match(path, "GET")[0])
    except (HTTPException, RequestRedirect):
        return ""


def walk(app: Flask, page: Page, starts: Iterable[str], look: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """What ``look`` finds on one page of each view that links lead to from ``starts``, by the view's name.

    It stays on the side where it starts: with everybody's pages or with those of the office.
    """
    waiting, found = list(starts), dict[str, list[str]]()
    wanted = views(app, public=is_public(app, endpoint_of(app, waiting[0])))
    while waiting:
        path = urlsplit(waiting.pop(0)).path
        endpoint = endpoint_of(app, path)
        if endpoint not in wanted or endpoint in found:
            continue
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        found[endpoint] = [f"{path}: {one}" for one in look(page)]
        waiting += page.locator("a[href^='/']").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return found


def views(app: Flask, *, public: bool) -> set[str]:
    """The names of all views that show a page to everybody, or to the office."""
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    files = {rule.endpoint for rule in rules if is_file(rule.rule.rpartition("/")[2])}
    pages = {rule.endpoint for rule in rules} - files - FILES
    return {endpoint for endpoint in pages if is_public(app, endpoint) == public}


def is_file(name: str) -> bool:
    """Whether an address that ends like this gives a feed, a calendar, a style sheet or a table."""
    return "." in name or name == "tabelle"


def is_public(app: Flask, endpoint: str) -> bool:
    """Whether everybody may see what this view shows."""
    return getattr(app.view_functions[endpoint], "access", None) == PUBLIC
