"""What the tests of the house share."""

import pytest

from haandgreb.shared import clock
from haandgreb.site import health


@pytest.fixture(autouse=True)
def a_server_that_has_just_begun(monkeypatch):
    """A process of tests lives longer than the quarter of an hour a worker may be late."""
    monkeypatch.setattr(health, "_readiness", health.Readiness(clock.now()))
