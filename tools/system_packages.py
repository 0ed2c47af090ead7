"""What must come from the operating system: found by its files, installed by apt when we may, else named exactly."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class SystemPackage:
    """A Debian package and glob patterns below ``/`` of which one must match when it, or its like, is there."""

    name: str
    evidence: tuple[str, ...]

    def present(self, root: Path = Path("/")) -> bool:
        """Whether any of its files is there."""
        return any(next(root.glob(pattern), None) for pattern in self.evidence)


NPM = SystemPackage("npm", ("usr/bin/npm", "usr/local/bin/npm"))
DEVELOPMENT = (
    SystemPackage("chromium", ("usr/bin/chromium",)),
    SystemPackage("postgresql", ("usr/lib/postgresql/*/bin/initdb",)),
    SystemPackage("fonts-dejavu-core", ("usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",)),
    SystemPackage("fonts-liberation", ("usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf",)),
    SystemPackage("libpangoft2-1.0-0", ("usr/lib/*/libpangoft2-1.0.so.0",)),
    SystemPackage("libharfbuzz-subset0", ("usr/lib/*/libharfbuzz-subset.so.0",)),
    SystemPackage("fonts-noto-core", ("usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",)),
)
BENCHMARKS = (SystemPackage("wrk", ("usr/bin/wrk", "usr/local/bin/wrk")),)


def ensure(packages: Iterable[SystemPackage]) -> None:
    """Install by apt what is missing; without the right to do so, end the program with the command to type."""
    missing = [package for package in packages if not package.present()]
    if missing:
        install([package.name for package in missing])


def install(names: list[str]) -> None:
    """Install Debian packages by apt when root; else end the program with the command to type."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"Missing on this system: {', '.join(names)}. Please install: sudo apt-get install {' '.join(names)}")
    print(f"Installing {', '.join(names)} ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=environment)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    if subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL).returncode:
        sys.exit(f"apt could not install {', '.join(names)}; its messages stand above.")
