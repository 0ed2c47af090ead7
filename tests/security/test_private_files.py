"""Other users of the machine read nothing of the data folder, whatever umask the operator has."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from participation.database import upgrade
from participation.extensions import db
from tests.conftest import MovableClock, make_app


@pytest.fixture
def careless() -> Iterator[None]:
    """The umask of most machines."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.mark.usefixtures("careless")
def test_a_new_data_folder_belongs_to_its_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    app = make_app(f"sqlite:///{folder / 'participation.sqlite3'}", folder, MovableClock())
    with app.app_context():
        upgrade()
        db.engine.dispose()
    assert (folder / "participation.sqlite3").exists()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
