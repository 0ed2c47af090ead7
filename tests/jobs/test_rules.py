"""The pure rules: when a lease is free, when work is due."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.jobs.rules import LEASE, RENEW_EVERY, is_due, lease_is_free, next_run

NOW = datetime(2026, 6, 26, 8, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
moments = st.none() | st.integers(-10_000, 10_000).map(lambda seconds: NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("until", "free"),
    [(None, True), (NOW - MINUTE, True), (NOW, True), (NOW + timedelta(microseconds=1), False), (NOW + LEASE, False)],
)
def test_a_lease_is_free_without_a_holder_or_when_it_ran_out(until: datetime | None, free: bool) -> None:
    assert lease_is_free(until, NOW) == free


@pytest.mark.parametrize(
    ("started", "requested", "lease", "due"),
    [
        (None, None, None, True),
        (NOW - HOUR, None, None, True),
        (NOW - HOUR + MINUTE, None, None, False),
        (NOW - MINUTE, NOW - MINUTE, None, True),
        (NOW - MINUTE, None, NOW - MINUTE, True),
        (NOW - HOUR, None, NOW + MINUTE, False),
        (NOW - MINUTE, NOW, NOW + MINUTE, False),
    ],
    ids=["never run", "its turn", "not yet", "asked for", "broken off", "held", "asked for while held"],
)
def test_an_hourly_job(
    started: datetime | None, requested: datetime | None, lease: datetime | None, due: bool
) -> None:
    assert is_due(NOW, HOUR, started, requested, lease) == due


@given(started=moments, requested=moments, lease=moments, seconds=st.integers(1, 10_000))
def test_work_that_is_due_stays_due_until_somebody_takes_it(
    started: datetime | None, requested: datetime | None, lease: datetime | None, seconds: int
) -> None:
    every = timedelta(seconds=seconds)
    if is_due(NOW, every, started, requested, lease):
        assert lease_is_free(lease, NOW)
        assert is_due(NOW + MINUTE, every, started, requested, lease)
    elif lease_is_free(lease, NOW):
        turn = next_run(every, started, requested, lease)
        assert turn is not None
        assert turn > NOW
        assert is_due(turn, every, started, requested, lease)


def test_a_lease_outlives_several_missed_signs_of_life() -> None:
    assert LEASE >= 3 * RENEW_EVERY
