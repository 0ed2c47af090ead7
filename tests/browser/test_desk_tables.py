"""The desk's tables on a phone: rows become blocks, nothing scrolls sideways, and it stays a table to listeners."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.browser.looking import findings
from tests.browser.serving import Place

PHONE = (360, 640)
BESIDE = """() => [...document.querySelectorAll(".kern-table-responsive")]
  .filter((one) => one.scrollWidth > one.clientWidth).length"""


@pytest.mark.parametrize("path", ["/verwaltung/massnahmen/", "/verwaltung/protokoll"])
def test_rows_lie_on_top_of_each_other(county: Place, sign_in_at: SignIn, axe: str, path: str) -> None:
    page = sign_in_at(county, "coordinator", PHONE)
    page.goto(path)
    assert page.evaluate(BESIDE) == 0
    expect(page.get_by_role("row").nth(1).get_by_role("cell").first).to_be_visible()
    assert page.get_by_role("columnheader").count() > 1
    assert findings(page, axe) == []
