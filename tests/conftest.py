"""Installations the operator's tests begin with."""

from __future__ import annotations

import pytest

from tests.running import Installation, begun_with


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """An installation with the demo workplace in it."""
    return begun_with("demo", tmp_path_factory.mktemp("demo"))


@pytest.fixture
def new(tmp_path):
    """An installation nobody has started yet."""
    return Installation(tmp_path)


@pytest.fixture
def started(tmp_path):
    """An installation that was started once, with nobody in it."""
    return begun_with("daily", tmp_path)
