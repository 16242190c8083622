"""Thirty unknown codes a minute from an address, counted in memory over all processes of the server."""

import multiprocessing

import pytest
from django.test import RequestFactory

from haandgreb.meetings import limits


@pytest.fixture(autouse=True)
def _anew():
    limits.forget_all()
    yield
    limits.forget_all()


def try_from(address: str, at: float) -> bool:
    return limits.refuse_unknown(RequestFactory().get("/s/ABCDEFGH", REMOTE_ADDR=address), at)


def test_the_thirty_first_try_in_a_minute_is_refused_and_the_next_minute_begins_anew():
    first = [try_from("10.0.0.1", 100.0 + second) for second in range(31)]

    assert first == [False] * 30 + [True]
    assert try_from("10.0.0.1", 159.9)
    assert not try_from("10.0.0.1", 160.0)


def test_every_address_has_its_own_thirty():
    for second in range(31):
        try_from("10.0.0.1", 100.0 + second)

    assert not try_from("10.0.0.2", 131.0)


def test_nothing_of_an_address_is_left_after_ten_minutes():
    try_from("10.0.0.1", 100.0)
    try_from("10.0.0.2", 701.0)
    with_one = bytes(limits._memory)
    limits.forget_all()
    try_from("10.0.0.2", 701.0)

    assert sum(bool(part) for part in with_one) == sum(bool(part) for part in bytes(limits._memory))


def test_more_addresses_than_places_push_out_the_oldest():
    for number in range(limits.PLACES + 5):
        assert not try_from(f"address {number}", 100.0 + number / 1000)

    assert not try_from("one more", 110.0)


def test_processes_count_together():
    fork = multiprocessing.get_context("fork")
    children = [fork.Process(target=lambda: [try_from("10.0.0.1", 100.0) for _ in range(15)]) for _ in range(2)]
    for child in children:
        child.start()
    for child in children:
        child.join()

    assert try_from("10.0.0.1", 101.0)
