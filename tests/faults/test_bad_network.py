"""Requests dropped after arrival, doubled, delayed and reordered; and a whole school behind one address."""

import time
from pathlib import Path

import pytest

from tests.faults.careless import careless, written
from tests.faults.people import Crowd
from tests.faults.proxy import FATES, LONGEST_SECONDS, BadNetwork
from tests.faults.serving import Server, Site
from tests.sizes import size

PEOPLE = size(1_000)
AT_ONE_ADDRESS = 200
TEN_MINUTES = 600.0


@pytest.mark.attack
def test_every_answer_counts_once_over_a_bad_network(site: Site) -> None:
    path = site.open_survey("wackelig")
    with Server(site) as server, BadNetwork(server.port, seed=2) as network:
        crowd = Crowd(network.port, path, seed=2)
        crowd.answer(range(PEOPLE))
        time.sleep(2 * LONGEST_SECONDS)  # the last echoes
    assert set(network.fates) == set(FATES), "everything that can go wrong did"
    assert crowd.acknowledged == PEOPLE
    assert {len(receipts) for receipts in crowd.receipts.values()} == {1}
    assert set(crowd.statuses) == {200}
    kept = site.finish("wackelig")
    assert kept.answers == crowd.expected()
    assert kept.attempts == PEOPLE


@pytest.mark.attack
def test_control_without_attempts_answers_are_doubled(tmp_path: Path) -> None:
    with careless(tmp_path) as port, BadNetwork(port, seed=2) as network:
        crowd = Crowd(network.port, "/", seed=2)
        crowd.answer(range(100))
    assert max(written(tmp_path).values()) > 1


@pytest.mark.attack
def test_a_school_behind_one_address_is_served(site: Site) -> None:
    path = site.open_survey("schule")
    start = time.monotonic()
    with Server(site) as server:
        crowd = Crowd(server.port, path, seed=3, address="198.51.100.7")
        crowd.answer(range(AT_ONE_ADDRESS))
    assert time.monotonic() - start < TEN_MINUTES
    assert set(crowd.statuses) == {200}
    assert site.finish("schule").answers == crowd.expected()


@pytest.mark.attack
def test_five_times_the_limit_is_delayed_and_not_refused(site: Site) -> None:
    path = site.open_survey("gedraenge")
    limit = size(200)
    site.settings["ANSWERS_PER_MINUTE"] = str(limit)
    try:
        with Server(site) as server:
            crowd = Crowd(server.port, path, seed=4, address="198.51.100.7")
            crowd.answer(range(5 * limit))
    finally:
        del site.settings["ANSWERS_PER_MINUTE"]
    assert crowd.slowest > 0.1, "somebody had to wait"
    assert set(crowd.statuses) == {200}
    assert crowd.acknowledged == 5 * limit
    assert site.finish("gedraenge").answers == crowd.expected()
