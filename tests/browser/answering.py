"""Filling in the example survey as a person does."""

from playwright.sync_api import Page

MOST_PAGES = 12
NEXT = ".actions button.kern-btn--primary"
ERRORS = "#error-summary"
RECEIPT = ".receipt__code"


def go_on(page: Page) -> None:
    """Presses the page's main button and waits for what it leads to: a further page, errors or the receipt."""
    before = here(page)
    page.locator(NEXT).click()
    arrive(page, before)


def here(page: Page) -> str:
    """The key of the survey's page that is shown."""
    return page.locator("input[name=seite]").get_attribute("value") or ""


def arrive(page: Page, before: str) -> None:
    """Waits until another page of the survey than ``before`` stands there, or errors, or the receipt."""
    page.locator(f"input[name=seite]:not([value={before}]), {ERRORS}, {RECEIPT}").first.wait_for(state="attached")


def is_done(page: Page) -> bool:
    """Whether the answers have been sent."""
    return page.locator(RECEIPT).count() > 0


def answer_everything(page: Page) -> None:
    """Ticks the first answer of each question, page by page, and sends; stops on the page that says thank you."""
    for _ in range(MOST_PAGES):
        for question in page.locator("fieldset.question").all():
            question.locator("input[type=radio], input[type=checkbox]").first.check()
        for box in page.locator("textarea").all():
            box.fill("Mehr Bänke mit Steckdose.")
        go_on(page)
        if is_done(page):
            return
    raise AssertionError("the survey has no end")


def skip_to(page: Page, question: str) -> None:
    """Goes on without answering until that question stands on the page."""
    for _ in range(MOST_PAGES):
        if page.locator(f"[name='q.{question}']").count():
            return
        go_on(page)
    raise AssertionError(f"no question {question}")


def choose_too_many(page: Page, question: str, ticks: int = 4) -> None:
    """Ticks more boxes than the question allows and tries to go on."""
    skip_to(page, question)
    for box in page.locator(f"input[name='q.{question}']").all()[:ticks]:
        box.check()
    page.locator(NEXT).click()
    page.locator(ERRORS).wait_for()


def receipt(page: Page) -> str:
    """The receipt on the thank-you page."""
    return page.locator(RECEIPT).inner_text()
