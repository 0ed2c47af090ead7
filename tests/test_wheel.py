"""The wheel alone, in an empty environment and another folder, makes the example county and serves it."""

import os
import subprocess
import sys
import sysconfig
import time
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import ROOT, free_port

STARTING_SECONDS = 60.0
FETCHING_SECONDS = 10.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), folder=ROOT)
    return next(folder.glob("participation-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment that holds the wheel, and sees the packages that it depends on."""
    home = tmp_path_factory.mktemp("elsewhere") / "environment"
    venv.create(home, with_pip=False, symlinks=True)
    programs = home / "bin"
    into = ["--python", str(programs / "python"), "install", "--no-deps", "--no-index", str(wheel)]
    run(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *into, folder=home)
    # a folder named in a .pth file is searched, but its own .pth files, such as that of this checkout, are not read
    site_packages = next((home / "lib").glob("python*/site-packages"))
    (site_packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


@pytest.fixture(scope="module")
def served(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the example county, served by the installed command from a folder of its own."""
    folder, address = tmp_path_factory.mktemp("instance"), f"http://127.0.0.1:{free_port()}"
    environment = clean_environment() | {"PARTICIPATION_BASE_URL": address}
    command = str(installed / "participation")
    run(command, "demo", folder=folder, environment=environment)
    log = folder / "serve.log"
    arguments = [command, "serve", "--host", "127.0.0.1", "--port", address.rpartition(":")[2]]
    with log.open("wb") as output:
        server = subprocess.Popen(arguments, cwd=folder, env=environment, stdout=output, stderr=output)
    try:
        wait_until_healthy(address, server, log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=STARTING_SECONDS)


def test_the_wheel_carries_everything_and_no_tests(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "participation/templates/base.html" in names
    assert "participation/static/vendor/manifest.json" in names
    assert "participation/translations/de/LC_MESSAGES/messages.mo" in names
    assert any(name.startswith("participation/migrations/versions/") for name in names)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"participation", "surveys"}


def test_the_installed_package_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    where = "import participation, surveys; print(participation.__file__, surveys.__file__)"
    told = run(str(installed / "python"), "-c", where, folder=tmp_path).split()
    assert all(Path(name).is_relative_to(installed.parent) for name in told)


@pytest.mark.parametrize("path", ["/", "/healthz"])
def test_it_serves_from_another_folder(served: str, path: str) -> None:
    status, body = fetch(served + path)
    assert status == 200
    assert body


def clean_environment() -> dict[str, str]:
    """Ours without what would lead the other environment back to this checkout or its data."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PARTICIPATION_", "PYTHON"))}


def run(*command: str, folder: Path, environment: dict[str, str] | None = None) -> str:
    """What the command prints; the test fails with its error messages when it fails."""
    environment = environment or clean_environment()
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, (
        f"{command} ended with {done.returncode}:\n{done.stdout[-1000:]}\n{done.stderr[-3000:]}"
    )
    return done.stdout


def fetch(address: str) -> tuple[int, bytes]:
    """Status and body of a page."""
    with urllib.request.urlopen(address, timeout=FETCHING_SECONDS) as response:  # noqa: S310 - our own server
        return response.status, response.read()


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when the server answers; fails with its log when it ends or takes too long."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if fetch(f"{address}/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not answer:\n{log.read_text(encoding='utf-8', errors='replace')[-3000:]}")
