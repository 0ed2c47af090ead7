"""Tables that lie on top of each other on a phone: every cell carries the name of its column. Pure."""

import re
from collections.abc import Sequence
from itertools import chain, repeat

from markupsafe import Markup, escape

ROW = re.compile(r"<tr\b")
ROLES = {"th": "rowheader", "td": "cell"}


def labelled(rows: Markup, columns: Sequence[str]) -> Markup:
    """The rows of a table with each cell's column in ``data-label``, for the style sheet to show.

    The roles say once more what the elements are: some browsers forget it once a style sheet stacks them.
    """
    head, *rest = ROW.split(str(rows))
    return Markup(head + "".join(f'<tr role="row"{_row(row, columns)}' for row in rest))  # noqa: S704  # the rows escaped themselves


def _row(row: str, columns: Sequence[str]) -> str:
    before, *cells = re.split(r"(?=<t[hd]\b)", row)
    return before + "".join(map(_cell, cells, chain(columns, repeat(""))))


def _cell(cell: str, column: str) -> str:
    tag = cell[1:3]
    return f'<{tag} role="{ROLES[tag]}" data-label="{escape(column)}"{cell[3:]}'
