"""Tables as answers: the file that a "Als Tabelle herunterladen" link asks for with ``?als=csv`` or ``?als=xlsx``."""

from collections.abc import Iterator
from typing import IO, TypeVar

from flask import Response, request
from sqlalchemy import Select

from participation.clock import now
from participation.extensions import db
from participation.kit.tables import IN_MEMORY, WRITERS, Table, file_name

Row = TypeVar("Row")
ROWS_AT_A_TIME = 500
BYTES_AT_A_TIME = 65_536


def every(statement: Select[Row]) -> Iterator[Row]:
    """All rows that a list's statement selects, read in portions, however many there are."""
    return iter(db.session.scalars(statement, execution_options={"yield_per": ROWS_AT_A_TIME}))


def table_file(table: Table) -> Response:
    """The table as the kind of file that the address asks for (CSV unless it says ``?als=xlsx``).

    The file is complete before its first byte is sent: nobody gets half a list, and a slow line holds no transaction.
    """
    wanted = request.args.get("als", "")
    ending = wanted if wanted in WRITERS else "csv"
    write, media_type = WRITERS[ending]
    response = Response(content_type=media_type)
    _fill(response, write(table))
    name = file_name(table.title, now().astimezone(table.zone).date(), ending)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _fill(response: Response, file: IO[bytes]) -> None:
    """Sends a short file at once, a long one in portions from the disk."""
    size = file.seek(0, 2)
    file.seek(0)
    if size <= IN_MEMORY:
        with file:
            response.set_data(file.read())
        return
    response.response = iter(lambda: file.read(BYTES_AT_A_TIME), b"")
    response.content_length = size
    response.call_on_close(file.close)
