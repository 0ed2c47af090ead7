"""What is asked of any page in a browser: nothing sticks out sideways or of its button, and axe finds nothing."""

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


def cramped(page: Page) -> list[str]:
    """Buttons smaller than their words, and fields for long texts that show fewer lines than they ask for."""
    found: list[str] = page.evaluate("""() => {
        const width = one => one.getBoundingClientRect().width
        const buttons = [...document.querySelectorAll(".kern-btn:has(> .kern-label)")]
            .filter(one => width(one) > 0 && width(one.querySelector(".kern-label")) > width(one) + 1)
        const fields = [...document.querySelectorAll("textarea")]
            .filter(one => width(one) > 0 && one.clientHeight < one.rows * parseFloat(getComputedStyle(one).lineHeight))
        return [...buttons, ...fields].map(one => `cramped: ${one.outerHTML.slice(0, 150)}`)
    }""")
    return found
