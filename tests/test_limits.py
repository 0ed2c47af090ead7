"""A crowd behind one address is slowed down at worst; addresses and endless memory are kept nowhere."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.addresses import PassingKey
from participation.limits import COUNTS, CrowdLimit

NOW = 12_000.0  # the beginning of a minute
KEY = PassingKey()
CROWD = KEY.hash("2001:db8::7", NOW)


def test_up_to_the_rate_nobody_waits() -> None:
    limit = CrowdLimit(100)
    assert {limit.delay(CROWD, NOW) for _ in range(100)} == {0.0}
    assert limit.delay(CROWD, NOW) > 0


def test_two_hundred_people_behind_one_address_in_ten_minutes_do_not_wait() -> None:
    limit = CrowdLimit(60)
    assert {limit.delay(CROWD, NOW + 3 * number) for number in range(200)} == {0.0}


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.integers(1, 50), st.floats(0.01, 2.0), st.integers(1, 200))
def test_delays_grow_and_stay_bounded(rate: int, max_delay: float, requests: int) -> None:
    limit = CrowdLimit(rate, max_delay)
    delays = [limit.delay(CROWD, NOW) for _ in range(requests)]
    assert delays == sorted(delays)
    assert all(0 <= delay <= max_delay for delay in delays)
    assert set(delays[:rate]) == {0.0}
    assert set(delays[2 * rate :]) <= {max_delay}


def test_the_next_minute_begins_anew() -> None:
    limit = CrowdLimit(1)
    assert [limit.delay(CROWD, NOW + second) > 0 for second in (0, 59, 60, 119, 120)] == [False, True] * 2 + [False]


def test_others_do_not_wait_for_a_crowd() -> None:
    limit = CrowdLimit(10)
    for _ in range(100):
        limit.delay(CROWD, NOW)
    waiting = sum(limit.delay(KEY.hash(f"192.0.2.{number}", NOW), NOW) > 0 for number in range(200))
    assert waiting <= 3, "one in 4,096 shares the crowd's count"


def test_memory_is_bounded_and_holds_no_address() -> None:
    limit = CrowdLimit(10)
    addresses = [f"198.51.{number // 256}.{number % 256}" for number in range(20_000)]
    for address in addresses:
        limit.delay(KEY.hash(address, NOW), NOW)
    assert len(limit._counts) == COUNTS
    assert sum(limit._counts) == len(addresses)
    kept = {name for name, value in vars(limit).items() if isinstance(value, (str, bytes, dict, list, set))}
    assert not kept, "a limit holds numbers only"


def test_the_same_address_counts_elsewhere_after_an_hour_and_in_another_process() -> None:
    first, second = PassingKey(), PassingKey()
    addresses = [f"203.0.113.{number}" for number in range(50)]

    def places(key: PassingKey, now: float) -> list[str]:
        return [key.hash(address, now) for address in addresses]

    before = places(first, NOW)
    assert places(first, NOW + 3599) == before
    assert not set(before) & set(places(first, NOW + 3600))
    assert not set(before) & set(places(second, NOW))


def test_no_request_is_lost_to_the_count_of_many_threads() -> None:
    limit = CrowdLimit(1_000_000)
    limit.delay(CROWD, NOW)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: limit.delay(CROWD, NOW), range(4000)))
    assert sum(limit._counts) == 4001


@pytest.mark.parametrize(("rate", "max_delay"), [(0, 1.0), (-1, 1.0), (1, 0.0), (1, -1.0), (1, 2.1), (1, float("nan"))])
def test_limits_that_would_refuse_or_never_slow_down(rate: int, max_delay: float) -> None:
    with pytest.raises(ValueError, match="at most 2"):
        CrowdLimit(rate, max_delay)
