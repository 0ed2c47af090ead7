"""What is asked of any page in a browser: nothing sticks out sideways, and axe finds nothing."""

from typing import Any

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page, axe: str) -> list[str]:
    """What axe finds on the page as it is now, one line each. Run beside the page's own policy, not through it."""
    page.evaluate(axe)
    found: dict[str, Any] = page.evaluate('rules => axe.run({runOnly: rules, resultTypes: ["violations"]})', RULES)
    return [f"{one['id']}: {node['html'][:150]}" for one in found["violations"] for node in one["nodes"]]


def overhang(page: Page) -> int:
    """How many pixels of the page lie beside the screen."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width
