"""Tables of the desk lie on top of each other on a phone, each cell with its column's name."""

from collections.abc import Callable

from markupsafe import Markup

from participation.permissions import Role
from participation.stacking import labelled
from tests import factories
from tests.visiting import Visitor, stacked_cells


def test_each_cell_carries_its_columns_name() -> None:
    rows = Markup('<tr class="row"><th scope="row">Marl</th><td>8 <a href="/">mehr</a></td></tr><tr><td>x</td></tr>')
    assert labelled(rows, ["Stadt", "Menschen"]) == (
        '<tr role="row" class="row"><th role="rowheader" data-label="Stadt" scope="row">Marl</th>'
        '<td role="cell" data-label="Menschen">8 <a href="/">mehr</a></td></tr>'
        '<tr role="row"><td role="cell" data-label="Stadt">x</td></tr>'
    )


def test_names_of_columns_cannot_break_out_and_further_cells_have_none() -> None:
    assert labelled(Markup("<tr><td>1</td><td>2</td>"), ['"><script>']) == (
        '<tr role="row"><td role="cell" data-label="&#34;&gt;&lt;script&gt;">1</td><td role="cell" data-label="">2</td>'
    )


def test_a_table_without_rows_stays_as_it_is() -> None:
    assert labelled(Markup(""), ["Stadt"]) == ""


def test_rows_written_by_hand_are_labelled_too(sign_in: Callable[..., Visitor]) -> None:
    factories.make_measure()
    page = sign_in(Role.EDITOR).visit("/verwaltung/massnahmen/")
    labels = [cell.get("data-label") for cell in stacked_cells(page.root)]
    assert labels == ["Stand", "Verantwortlich", "Umgesetzt bis", "Grundlagen"]
