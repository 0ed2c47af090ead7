"""Stamps: what a step was made from stands beside what it made, so that it is repeated only when that changed."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def fingerprint(root: Path, patterns: Iterable[str], *facts: str) -> str:
    """SHA-256 over names and bytes of the files under ``root`` that glob patterns name, and over further facts."""
    total = hashlib.sha256()
    files = {path for pattern in patterns for path in root.glob(pattern) if path.is_file()}
    for part in (*facts, *(f"{path.relative_to(root)} {_digest(path)}" for path in sorted(files))):
        total.update(part.encode() + b"\n")
    return total.hexdigest()


def fresh(stamp: Path, value: str) -> bool:
    """Whether the stamp was made from the same."""
    return stamp.is_file() and stamp.read_text(encoding="ascii") == value


def renew(stamp: Path, value: str) -> None:
    """Note what the step was made from; only after the step has succeeded."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value, encoding="ascii")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
