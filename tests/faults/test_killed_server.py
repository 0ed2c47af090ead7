"""`kill -9` of every process of the server in the middle of thousands of submissions."""

import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.faults.careless import careless, written
from tests.faults.people import Crowd
from tests.faults.serving import Server, Site
from tests.sizes import size

PEOPLE = size(5_000)
KILLS = 3


@pytest.mark.attack
def test_killed_three_times_nothing_acknowledged_is_lost_or_doubled(site: Site) -> None:
    path = site.open_survey("dreimal")
    with Server(site) as server:
        crowd = Crowd(server.port, path, seed=1)
        answering = threading.Thread(target=crowd.answer, args=(range(PEOPLE),), daemon=True)
        answering.start()
        for number in range(1, KILLS + 1):
            wait_for(partial(has_reached, crowd, PEOPLE * number // (KILLS + 1)), answering)
            server.kill()
            assert answering.is_alive(), "it was killed in the middle"
            server.start()
        answering.join()
    assert crowd.acknowledged == PEOPLE
    assert {len(receipts) for receipts in crowd.receipts.values()} == {1}, "a repeat has the same receipt"
    assert set(crowd.statuses) == {200}
    kept = site.finish("dreimal")
    assert kept.answers == crowd.expected()
    assert kept.attempts == PEOPLE


def has_reached(crowd: Crowd, people: int) -> bool:
    return crowd.acknowledged >= people


def wait_for(condition: Callable[[], bool], while_: threading.Thread) -> None:
    """Until the condition holds; fails when what it depends on has ended."""
    while not condition():
        assert while_.is_alive(), "the crowd has gone home"
        time.sleep(0.01)


@pytest.mark.attack
def test_control_a_server_that_acknowledges_too_early_loses_and_doubles(tmp_path: Path) -> None:
    with careless(tmp_path) as port:
        crowd = Crowd(port, "/", seed=1)
        crowd.answer(range(90))
    kept = written(tmp_path)
    assert crowd.expected() - kept, "acknowledged answers are lost"
    assert max(kept.values()) > 1, "repeats are counted"
