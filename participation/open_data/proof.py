"""Recomputing the chain of releases from their bytes, as anybody outside could."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app

from participation.disclosure.chain import verify_chain, verify_csv
from participation.summaries import queries
from participation.summaries.models import Release

KEPT_FOR = timedelta(minutes=10)


@dataclass(frozen=True)
class Verdict:
    """What was found about one release; ``problems`` are the reasons given by ``disclosure.chain``, none is good."""

    number: int
    public_id: str
    sha256: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Proof:
    """All verdicts, the newest release first, and when they were computed."""

    verdicts: tuple[Verdict, ...]
    at: datetime

    @property
    def holds(self) -> bool:
        """Whether nothing was found anywhere."""
        return not any(verdict.problems for verdict in self.verdicts)


def init_app(app: Flask) -> None:
    """Prepares the place where the last proof is kept."""
    kept: dict[int, Proof] = {}
    app.extensions["open_data_proof"] = kept
    app.extensions["forget"].append(kept.clear)


def proof(now: datetime) -> Proof:
    """The chain recomputed now, or what was found less than ten minutes ago if nothing was released since.

    So a page that anybody may call costs one small query, and a changed byte is found after ten minutes at the latest.
    """
    kept: dict[int, Proof] = current_app.extensions["open_data_proof"]
    number = queries.last_number()
    found = kept.get(number)
    if found is None or now - found.at >= KEPT_FOR:
        found = Proof(tuple(reversed(verdicts(queries.chain()))), now)
        kept.clear()
        kept[number] = found
    return found


def verdicts(releases: Iterable[Release]) -> list[Verdict]:
    """One verdict per release, the oldest first. Files are read one after the other and let go."""
    seen: list[tuple[int, str, str]] = []
    found: dict[int, list[str]] = {}

    def files() -> Iterator[tuple[bytes, str]]:
        for place, release in enumerate(releases, start=1):
            seen.append((release.number, release.public_id, release.sha256))
            found[place] = [*_own_problems(release, place)]
            yield release.json_bytes, release.sha256

    for problem in verify_chain(files()):
        found[int(problem.path.removeprefix("release "))].append(problem.reason)
    return [Verdict(*facts, tuple(found[place])) for place, facts in enumerate(seen, start=1)]


def _own_problems(release: Release, place: int) -> Iterator[str]:
    if release.number != place:
        yield "a release before it is missing"
    yield from (problem.reason for problem in verify_csv(release.json_bytes, release.csv_bytes))
