"""A promised thing for tests."""

from datetime import timedelta

from haandgreb.followups import actions
from haandgreb.shared import clock


def a_promise(owner, due_in=0, what="Ret standardteksten", **facts):
    """Something the owner promised, due in so many days."""
    due_on = clock.today() + timedelta(days=due_in)
    return actions.promise(what=what, owner=owner, due_on=due_on, by=owner, **{"source": "meetings", **facts})
