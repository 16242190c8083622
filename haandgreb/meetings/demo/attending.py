"""Who was at a meeting of the demo: as many as the case says, nobody before being hired or while on leave."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from haandgreb.meetings.demo.loading import Held, Loading, Row
from haandgreb.meetings.models import Attendance


def others_there(loading: Loading, row: Row, facts: Row, day: date) -> tuple[str, ...]:
    """The ids of those who were there besides the chair."""
    dice = loading.demo.chance(f"there-{row['id']}-{facts['at']}")
    needed = facts["present"] - 1
    asked = [key for key in loading.participants(row) if key != row["chair"] and loading.places[key].hired <= day]
    roles = {row.get("minute_taker"), row.get("timekeeper")}
    # Those with a role first, those on leave last, the rest as chance has it.
    asked.sort(key=lambda key: (loading.places[key].away, key not in roles, dice.random()))
    return tuple([*asked, *_stand_ins(loading, row, day)][:needed])


def _stand_ins(loading: Loading, row: Row, day: date) -> list[str]:
    """Colleagues of the series' unit who came before somebody was hired."""
    home = loading.demo.units[row["unit"]]
    near = {unit.pk for unit in loading.demo.units.values() if unit.path.startswith(home.path)}
    people = set(loading.participants(row))
    return [
        key
        for key, place in loading.places.items()
        if key not in people and place.hired <= day and not place.away and place.unit in near
    ]


def presence_of(loading: Loading, held: Held) -> Iterator[tuple[str, str]]:
    """Everybody asked, with where they were. At a hybrid meeting those at another site than the chair are on screen."""
    chair = held.row["chair"]
    day = held.meeting.starts_at.date()
    there = {chair, *held.others}
    asked = [key for key in loading.participants(held.row) if loading.places[key].hired <= day or key in there]
    far = [key for key in held.others if loading.places[key].site != loading.places[chair].site]
    on_screen = set(far[: held.facts.get("online", len(far))]) if held.row["hybrid"] else set()
    for key in dict.fromkeys([*asked, *held.others]):
        if key not in there:
            yield key, Attendance.Presence.ABSENT
        else:
            yield key, Attendance.Presence.ONLINE if key in on_screen else Attendance.Presence.PRESENT
