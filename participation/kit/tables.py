"""Lists as tables to take away, CSV and XLSX, of any length; no cell ever becomes a formula. Pure.

CSV is written for the office's spreadsheet program, where a double click opens it: UTF-8 with byte order mark,
semicolons, decimal commas, days as 2026-06-24. XLSX keeps numbers as numbers and days as days.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from math import isfinite
from tempfile import SpooledTemporaryFile
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | datetime | None
"""What stands in a cell. A moment carries its time zone; it is written in the table's."""

IN_MEMORY = 1_000_000
"""Bytes of a file that are kept in memory; what is longer goes through a temporary file."""

LONGEST_XLSX_TEXT = 32_767
LARGEST_XLSX_NUMBER = 10**15
FIRST_XLSX_DAY = date(1900, 3, 1)  # before it, spreadsheet programs count a 29 February 1900 that never was
SHEET_NAME = 31
FILE_NAME = 60
_FORMULA = re.compile(r"'*(?:[\t\r\n]|\s*[=+\-@＝＋－＠])")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_UNFOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})


@dataclass(frozen=True)
class Table:
    """A list to take away; ``rows`` are read once, one after the other."""

    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    zone: tzinfo


def csv_file(table: Table) -> IO[bytes]:
    """The table as CSV, ready to be read from its beginning; the caller closes it."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the caller's
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([harmless(name) for name in table.columns])
    writer.writerows([_for_csv(cell, table.zone) for cell in row] for row in table.rows)
    text.detach()
    file.seek(0)
    return file


def xlsx_file(table: Table) -> IO[bytes]:
    """The table as XLSX, written row by row, ready to be read from its beginning; the caller closes it."""
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  # the caller's
    with closing(Workbook(file, {"constant_memory": True, "in_memory": False})) as book:
        book.set_properties({"title": harmless(table.title)})
        sheet = book.add_worksheet(sheet_name(table.title))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(0, len(table.columns) - 1), 22)
        heading, day, moment = (
            book.add_format(look)
            for look in ({"bold": True}, {"num_format": "dd.mm.yyyy"}, {"num_format": "dd.mm.yyyy hh:mm"})
        )
        for column, name in enumerate(table.columns):
            sheet.write_string(0, column, _fitting(name), heading)
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write(sheet, number, column, _local(cell, table.zone), day, moment)
    file.seek(0)
    return file


WRITERS = {
    "csv": (csv_file, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_file, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
"""Kind of file to what writes it and its media type."""


def harmless(text: str) -> str:
    """The text as no spreadsheet program takes it for a formula: with an apostrophe before it where one would.

    What no file can hold (control characters, half characters) is left out; line breaks are one character.
    """
    text = _UNSTORABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return f"'{text}" if _FORMULA.match(text) else text


def sheet_name(title: str) -> str:
    """The title as spreadsheet programs take it for a sheet: at most 31 characters, without ``[]:*?/\\``."""
    plain = re.sub(r"[\[\]:*?/\\\n\t]", " ", harmless(title)).strip().strip("'")
    name = _first_units(" ".join(plain.split()), SHEET_NAME).strip(" '")
    return name if name and name.lower() != "history" else "Tabelle"


def file_name(title: str, day: date, ending: str) -> str:
    """A name that every system takes, such as ``massnahmen-2026-06-24.csv``."""
    plain = unicodedata.normalize("NFKD", title.translate(_UNFOLDED)).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:FILE_NAME].strip("-")
    return f"{words or 'tabelle'}-{day.isoformat()}.{ending}"


def _for_csv(cell: Cell, zone: tzinfo) -> str:
    match _local(cell, zone):
        case None:
            return ""
        case str() as text:
            return harmless(text)
        case datetime() as moment:
            return moment.strftime("%Y-%m-%d %H:%M")
        case date() as day:
            return day.isoformat()
        case int() as whole:
            return str(int(whole))
        case number:
            return str(number).replace(".", ",") if isfinite(number) else ""


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, day: object, moment: object) -> None:
    match cell:
        case None | "":
            return
        case str() as text:
            sheet.write_string(row, column, _fitting(text))
        case datetime() as at if at.date() >= FIRST_XLSX_DAY:
            sheet.write_datetime(row, column, at.replace(second=0, microsecond=0), moment)
        case date() as on if not isinstance(on, datetime) and on >= FIRST_XLSX_DAY:
            sheet.write_datetime(row, column, on, day)
        case int() | float() as number if isfinite(number) and abs(number) < LARGEST_XLSX_NUMBER:
            sheet.write_number(row, column, number)
        case float() as number if not isfinite(number):
            return
        case other:  # too old or too large for a spreadsheet program to keep exactly
            sheet.write_string(row, column, str(other))


def _local(cell: Cell, zone: tzinfo) -> Cell:
    """The cell, a moment as wall time of the zone."""
    return cell.astimezone(zone).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _fitting(text: str) -> str:
    """As much of the text as a cell of a spreadsheet holds, an ellipsis for the rest."""
    text = harmless(text)
    cut = _first_units(text, LONGEST_XLSX_TEXT)
    return text if cut == text else _first_units(text, LONGEST_XLSX_TEXT - 1) + "…"


def _first_units(text: str, units: int) -> str:
    """The beginning of the text, counted as spreadsheet programs count: some characters count twice (UTF-16)."""
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore")
