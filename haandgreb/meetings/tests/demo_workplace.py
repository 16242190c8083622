"""The people and units of the demo case, put in plainly, so that the demo's meetings can be tested on any day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from haandgreb.meetings.demo import load_demo
from haandgreb.meetings.tests.score_factory import load_questions
from haandgreb.organisation.models import Engagement, Person, Unit
from haandgreb.shared.demo import Demo
from haandgreb.shared.tests.content import load

CASE = load(Path(__file__).parents[2] / "organisation" / "content" / "demo.toml")


def people_and_units(today: date) -> Demo:
    """The 84 people where they work, at the given T."""
    demo = Demo(today=today)
    for row in CASE["unit"]:
        parent = demo.units.get(row.get("parent", ""))
        unit = Unit(ext_id=row["id"], name=row["name"]["da"], parent=parent, valid_from=date(2000, 1, 1), is_demo=True)
        unit.path = f"{parent.path if parent else ''}{unit.pk.hex}/"
        unit.save()
        demo.units[row["id"]] = unit
    engagements = []
    for row in CASE["people"]["list"]:
        person = Person(given=row["given"], surname=row["surname"], ext_id=row["id"], is_demo=True)
        person.email = f"{row['id'].lower()}@mss.example"
        person.fill_keys()
        demo.people[row["id"]] = person
        leave = row.get("leave_until")
        engagements.append(
            Engagement(
                person=person,
                unit=demo.units[row["unit"]],
                site=row["site"],
                valid_from=today + timedelta(days=row["hired"]),
                leave_until=today + timedelta(days=leave) if leave else None,
            )
        )
    Person.objects.bulk_create(demo.people.values())
    Engagement.objects.bulk_create(engagements)
    return demo


def loaded(today: date) -> Demo:
    """The whole demo as far as meetings know it."""
    load_questions()
    demo = people_and_units(today)
    load_demo(demo)
    return demo
