"""One worker at a time."""

from __future__ import annotations

import pytest

from haandgreb.site.lease import database_lease

pytestmark = pytest.mark.django_db(transaction=True)


def test_only_one_holds_the_lease_and_the_next_gets_it_when_it_is_given_back():
    first, second = database_lease(), database_lease()
    assert (first.hold(), first.hold(), second.hold()) == (True, True, False)
    first.give_back()
    assert second.hold()
    assert not first.hold()
    second.give_back()
