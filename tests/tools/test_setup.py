"""Setting up repeats a step only when what it is made from changed, and names what a system lacks."""

from pathlib import Path

import pytest

from tools.base_url import base_url, own_address
from tools.stamps import fingerprint, fresh, renew
from tools.system_packages import DEVELOPMENT, SystemPackage, install


def test_a_stamp_is_fresh_until_a_source_changes(tmp_path: Path) -> None:
    source, stamp = tmp_path / "lock.txt", tmp_path / "stamps" / "lock"
    source.write_text("one", encoding="ascii")
    assert not fresh(stamp, fingerprint(tmp_path, ["*.txt"]))
    renew(stamp, fingerprint(tmp_path, ["*.txt"]))
    assert fresh(stamp, fingerprint(tmp_path, ["*.txt"]))
    source.write_text("two", encoding="ascii")
    assert not fresh(stamp, fingerprint(tmp_path, ["*.txt"]))


def test_a_fingerprint_depends_on_names_contents_and_facts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="ascii")
    seen = {fingerprint(tmp_path, ["*.txt"]), fingerprint(tmp_path, ["*.txt"], "fact")}
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    seen.add(fingerprint(tmp_path, ["*.txt"]))
    (tmp_path / "c.txt").write_text("", encoding="ascii")
    seen.add(fingerprint(tmp_path, ["*.txt"]))
    assert len(seen) == 4


def test_a_package_is_present_by_any_of_its_files(tmp_path: Path) -> None:
    package = SystemPackage("postgresql", ("usr/lib/postgresql/*/bin/initdb", "opt/initdb"))
    assert not package.present(tmp_path)
    program = tmp_path / "usr/lib/postgresql/15/bin/initdb"
    program.parent.mkdir(parents=True)
    program.touch()
    assert package.present(tmp_path)


def test_this_machine_has_what_the_tests_need() -> None:
    assert [package.name for package in DEVELOPMENT if not package.present()] == []


def test_without_apt_the_command_to_type_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="sudo apt-get install chromium postgresql"):
        install(["chromium", "postgresql"])


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", "http://localhost:8000"),
        ("192.0.2.7", "http://192.0.2.7:8000"),
        ("0.0.0.0", f"http://{own_address()}:8000"),  # noqa: S104 - nothing listens here
    ],
)
def test_people_reach_a_started_server_at(host: str, expected: str) -> None:
    assert base_url(host, "8000") == expected
