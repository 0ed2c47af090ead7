"""Tables to take away: what goes in comes out, and no spreadsheet program ever runs any of it."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from participation.accounts.actions import audit
from participation.extensions import db
from participation.kit.tables import Cell, Table, csv_file, file_name, harmless, sheet_name, xlsx_file
from participation.permissions import Role
from tests import factories
from tests.conftest import START
from tests.visiting import Visitor

BERLIN = ZoneInfo("Europe/Berlin")
FORMULAS = (
    '=HYPERLINK("http://example.org","hier")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1",
    "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
    " =1+1", "\u00a0=1", "\u3000＝1", "'=1", "''=1", "=cmd|' /C calc'!A0", "\x00=1", "\x01\x02=1", "-", "+49 2361 530",
)  # fmt: skip
TRIGGERS = tuple("=+-@＝＋－＠\t\r\n")


def table(rows: Sequence[Sequence[Cell]], columns: Sequence[str] = ("A", "B", "C")) -> Table:
    """A table of these rows."""
    return Table("Maßnahmen", columns, rows, BERLIN)


def read_csv(made: Table) -> list[list[str]]:
    """The cells of the CSV file, its head first."""
    with csv_file(made) as file:
        data = file.read()
    assert data.startswith("\ufeff".encode())
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(made: Table) -> list[list[object]]:
    """The cells of the XLSX file, its head first; none is a formula."""
    with xlsx_file(made) as file:
        sheet = load_workbook(io.BytesIO(file.read())).active
    assert sheet is not None
    assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def kept(text: str) -> str:
    """What a file can hold of the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\t\n\x85" or (ord(sign) >= 32 and not 0x7F <= ord(sign) <= 0x9F
                   and not 0xD800 <= ord(sign) <= 0xDFFF and ord(sign) not in (0xFFFE, 0xFFFF)))  # fmt: skip


def without_guard(text: str) -> str:
    """The text as it was before the apostrophe was put before it."""
    return text[1:] if re.match(r"'+(?:[\t\r\n]|\s*[=+\-@＝＋－＠])", text) else text


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_text(text: str) -> None:
    (_, [from_csv]), (_, [from_xlsx]) = (read(table([[text]], ["A"])) for read in (read_csv, read_xlsx))
    for cell in (from_csv, from_xlsx):
        assert isinstance(cell, str)
        assert not cell.strip().startswith(TRIGGERS)
        assert not cell.startswith(TRIGGERS)
        assert without_guard(cell) == kept(text)


def test_a_heading_is_no_formula_either() -> None:
    assert read_csv(table([], ["=1+1"])) == [["'=1+1"]]
    assert read_xlsx(table([], ["=1+1"])) == [["'=1+1"]]


@given(st.lists(st.lists(st.text(max_size=40), min_size=3, max_size=3), max_size=4))
def test_any_text_comes_out_as_it_went_in(rows: list[list[str]]) -> None:
    expected = [[kept(cell) for cell in row] for row in rows]
    assert [[without_guard(cell) for cell in row] for row in read_csv(table(rows))[1:]] == expected
    found = read_xlsx(table(rows))[1:]
    while len(found) < len(expected):
        found.append([None, None, None])  # rows without any text at the end are not written
    assert [[without_guard(str(cell or "")) for cell in row] for row in found] == expected


@given(st.text(max_size=30))
def test_no_text_begins_like_a_formula(text: str) -> None:
    safe = harmless(text)
    assert not safe.startswith(TRIGGERS)
    assert not safe.strip().startswith(TRIGGERS)


@given(st.text(max_size=20), st.text(max_size=20))
def test_different_texts_stay_different(one: str, other: str) -> None:
    assert (harmless(one) == harmless(other)) == (kept(one) == kept(other))


@given(st.integers(-(10**14), 10**14), st.floats(-1e14, 1e14), st.dates(date(1900, 3, 1)))
def test_numbers_stay_numbers_and_days_days(whole: int, fraction: float, day: date) -> None:
    row: list[Cell] = [whole, fraction, day]
    read = read_xlsx(table([row]))[1]
    assert read[0] == whole
    assert read[1] == pytest.approx(fraction, rel=1e-12, abs=1e-300)
    assert isinstance(read[2], datetime)
    assert read[2].date() == day
    in_csv = read_csv(table([row]))[1]
    assert in_csv == [str(whole), str(fraction).replace(".", ","), day.isoformat()]


@given(st.datetimes(datetime(1901, 1, 1), datetime(2200, 1, 1)), st.integers(-12, 12))  # noqa: DTZ001  # made aware below
def test_a_moment_is_written_as_wall_time(naive: datetime, hours: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    expected = moment.astimezone(BERLIN).strftime("%Y-%m-%d %H:%M")
    assert read_csv(table([[moment, "", ""]]))[1][0] == expected
    found = read_xlsx(table([[moment, "", ""]]))[1][0]
    assert isinstance(found, datetime)
    assert found.strftime("%Y-%m-%d %H:%M") == expected


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_leaves_its_cell_empty(number: float) -> None:
    row: list[Cell] = ["a", number, "b"]
    assert read_csv(table([row]))[1] == ["a", "", "b"]
    assert read_xlsx(table([row]))[1] == ["a", None, "b"]


def test_what_no_spreadsheet_keeps_exactly_is_written_as_text() -> None:
    row: list[Cell] = [10**30, date(1889, 4, 1), datetime(1700, 1, 1, tzinfo=UTC)]
    large, old, moment = read_xlsx(table([row]))[1]
    assert (large, old) == ("1" + 30 * "0", "1889-04-01")
    assert str(moment).startswith("1700-01-01")


def test_a_text_too_long_for_a_cell_is_cut_where_everybody_sees_it() -> None:
    text = "Ein langer Text. " * 3000 + "😀" * 10_000
    (cell,) = read_xlsx(table([[text]], ["A"]))[1]
    assert isinstance(cell, str)
    assert len(cell.encode("utf-16-le")) // 2 <= 32_767
    assert cell.endswith("…")
    assert text.startswith(cell[:-1])
    assert read_csv(table([[text]], ["A"]))[1] == [text]


def test_a_long_list_is_read_once_and_held_nowhere() -> None:
    alive, most = set[int](), 0

    class Line(list[Cell]):
        """A row that says when it is gone."""

        def __del__(self) -> None:
            alive.discard(id(self))

    def rows() -> Iterator[Line]:
        nonlocal most
        for number in range(20_000):
            line = Line([number, "=1", date(2026, 6, 26)])
            alive.add(id(line))
            most = max(most, len(alive))
            yield line
            del line

    for write in (csv_file, xlsx_file):
        with write(Table("Lang", ["A", "B", "C"], rows(), BERLIN)) as file:
            assert file.seek(0, 2) > 100_000
    assert most < 10


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Maßnahmen der Städte", "massnahmen-der-staedte-2026-06-26.csv"),
        ("../../etc/passwd", "etc-passwd-2026-06-26.csv"),
        ('a"; filename="b.exe\r\nX: y', "a-filename-b-exe-x-y-2026-06-26.csv"),
        ("Отчёт", "tabelle-2026-06-26.csv"),
        ("x" * 500, "x" * 60 + "-2026-06-26.csv"),
    ],
)
def test_file_names_are_plain_everywhere(title: str, expected: str) -> None:
    assert file_name(title, date(2026, 6, 26), "csv") == expected


@given(st.text(max_size=60))
def test_any_title_names_a_sheet(title: str) -> None:
    name = sheet_name(title)
    assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
    with xlsx_file(Table(title, ["A"], [["b"]], BERLIN)) as file:
        assert load_workbook(io.BytesIO(file.read())).sheetnames == [name]


LISTS = [
    (Role.EDITOR, "/verwaltung/umfragen/", 5),
    (Role.EDITOR, "/verwaltung/massnahmen/", 5),
    (Role.ADMINISTRATOR, "/verwaltung/konten/", 4),
    (Role.COORDINATOR, "/verwaltung/protokoll", 5),
]


def fill(number: int) -> None:
    """So many surveys, measures, accounts, and audit lines of them."""
    for _ in range(number):
        factories.make_open_survey()
        factories.make_measure()
        factories.make_account(Role.EDITOR, factories.make_organisation(parent=factories.make_county()))


@pytest.mark.parametrize(("role", "address", "columns"), LISTS)
def test_the_offices_lists_leave_in_full(
    sign_in: Callable[..., Visitor], role: Role, address: str, columns: int
) -> None:
    fill(30)  # more than a page
    visitor = sign_in(role)
    page = visitor.visit(address)
    answer = visitor.get(page.links["CSV"])
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.data) == answer.content_length
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(lines) > 30
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) >= columns
    book = load_workbook(io.BytesIO(visitor.get(page.links["XLSX"]).data))
    assert book.active is not None
    assert book.active.max_row == len(lines)


@pytest.mark.parametrize(("role", "address", "columns"), LISTS)
def test_a_long_list_costs_no_more_queries(
    sign_in: Callable[..., Visitor], statements: list[str], role: Role, address: str, columns: int
) -> None:
    visitor = sign_in(role)
    link = visitor.visit(address).links.get("CSV") or f"{address.rstrip('/')}/tabelle?als=csv"
    counts = []
    for number in (1, 20):
        fill(number)
        statements.clear()
        visitor.get(link)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20


def test_a_list_holds_own_things_only(sign_in: Callable[..., Visitor]) -> None:
    county = factories.make_county()
    marl, herten = (factories.make_organisation(name, parent=county) for name in ("Marl", "Herten"))
    factories.make_survey(organisation=marl)
    factories.make_measure(organisation=marl)
    visitor = sign_in(Role.EDITOR, herten)
    for path in ("/verwaltung/umfragen/tabelle", "/verwaltung/massnahmen/tabelle"):
        assert "Marl" not in visitor.get(path).data.decode()


def test_a_very_long_list_is_sent_in_portions(app: Flask, sign_in: Callable[..., Visitor]) -> None:
    for number in range(15_000):
        audit(None, "settle_survey", "survey", f"umfrage-{number}", START, {"remark": "x" * 60}, of=None)
    db.session.commit()
    visitor = sign_in(Role.COORDINATOR)
    with app.app_context(), visitor.client.get("/verwaltung/protokoll/tabelle") as answer:
        assert answer.is_streamed
        assert len(answer.data) == answer.content_length > 1_000_000
