"""Set up a checkout: ``python3 -m tools.setup [--development] [--benchmarks]``. What is done already is skipped."""

import argparse
import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.stamps import fingerprint, fresh, renew
from tools.system_packages import BENCHMARKS, DEVELOPMENT, NPM, ensure, install

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"
TRANSLATIONS = ROOT / "participation" / "translations"
ASSET_SOURCES = (
    "package-lock.json",
    "tools/*.mjs",
    "templates/**/*.html",
    "participation/static/*",
    "participation/static/css/**/*",
    "participation/static/js/**/*",
)
ASSETS = (ROOT / "participation" / "static" / "vendor" / "manifest.json", ROOT / "build" / "axe" / "axe.min.js")


def main() -> None:
    """Do what is missing, one process at a time."""
    parser = argparse.ArgumentParser(prog="make setup", description="Set up this checkout.")
    parser.add_argument("--development", action="store_true", help="also what the tests need")
    parser.add_argument("--benchmarks", action="store_true", help="also what measuring needs")
    options = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - here it is the system's Python, whichever that is
        sys.exit("Python 3.11 or later is needed; name it with make PYTHON=python3.11 ...")
    lock = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)
    ensure([NPM, *(DEVELOPMENT if options.development else ()), *(BENCHMARKS if options.benchmarks else ())])
    virtual_environment()
    requirements("build", "dev") if options.development else requirements("build", "runtime")
    project()
    node_modules()
    assets()
    translations()


def virtual_environment() -> None:
    """``.venv`` of this Python version; Debian keeps what that needs in a package of its own."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    if (VENV / "lib" / version).is_dir() and PYTHON.exists():
        return
    if importlib.util.find_spec("ensurepip") is None:
        install(["python3-venv"])
    step("Creating .venv", sys.executable, "-m", "venv", "--clear", VENV)


def requirements(*names: str) -> None:
    """The pinned and hashed packages of these lists; the development list holds those of the running program too."""
    for name in names:
        stamp, value = VENV / "stamps" / name, fingerprint(ROOT, [f"requirements/{name}.txt"])
        if fresh(stamp, value):
            continue
        step(f"Installing requirements/{name}.txt", *pip("--require-hashes", "-r", f"requirements/{name}.txt"))
        renew(stamp, value)
        if name == "dev":
            renew(VENV / "stamps" / "runtime", fingerprint(ROOT, ["requirements/runtime.txt"]))


def project() -> None:
    """This checkout itself, editable, so that the command ``participation`` is in ``.venv/bin``."""
    stamp, value = VENV / "stamps" / "project", fingerprint(ROOT, ["pyproject.toml"], str(ROOT))
    if not fresh(stamp, value):
        step("Installing this checkout", *pip("--no-deps", "--no-build-isolation", "-e", "."))
        renew(stamp, value)


def node_modules() -> None:
    """The pinned npm packages; none of their scripts runs."""
    stamp, value = NODE_MODULES / ".stamp", fingerprint(ROOT, ["package.json", "package-lock.json"])
    if not fresh(stamp, value):
        step("Fetching npm packages", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        renew(stamp, value)


def assets() -> None:
    """Style sheets and scripts that pages load, from the npm packages into ``participation/static/vendor``."""
    stamp = NODE_MODULES / ".assets-stamp"
    if not (all(made.exists() for made in ASSETS) and fresh(stamp, fingerprint(ROOT, ASSET_SOURCES))):
        step("Building assets", "npm", "run", "--silent", "build")
        renew(stamp, fingerprint(ROOT, ASSET_SOURCES))


def translations() -> None:
    """Message catalogues compiled where the source is newer."""
    if any(outdated(po.with_suffix(".mo"), po) for po in TRANSLATIONS.glob("*/LC_MESSAGES/*.po")):
        pybabel = (PYTHON, "-m", "babel.messages.frontend", "--quiet")
        step("Compiling translations", *pybabel, "compile", "--directory", TRANSLATIONS)


def outdated(made: Path, source: Path) -> bool:
    """Whether the made file is missing or older than its source."""
    return not made.exists() or made.stat().st_mtime < source.stat().st_mtime


def pip(*arguments: str) -> list[str]:
    """A quiet ``pip install`` inside ``.venv``."""
    return [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *arguments]


def step(title: str, program: str | Path, *arguments: str | Path) -> None:
    """Say what is done and do it from the root of the checkout; ends the whole program when it fails."""
    print(f"{title} ...", flush=True)
    if shutil.which(program) is None:
        sys.exit(f"{program} is missing.")
    if subprocess.run([program, *arguments], cwd=ROOT, check=False).returncode:
        sys.exit(f"Stopped: “{title}” failed; the reason stands above.")


if __name__ == "__main__":
    main()
