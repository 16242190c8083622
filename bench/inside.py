"""What must be done inside Django: meetings, scores and sessions on top of an imported organisation.

`python -m bench.prepare` runs it with the bench's settings.
"""

from __future__ import annotations

import random
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bench import learning_catalogue, learning_effect, maps, skills, talks
from haandgreb.followups.models import FollowUp
from haandgreb.meetings.actions.closing import close_score
from haandgreb.meetings.models import Meeting, Membership, Series
from haandgreb.meetings.tests.score_factory import make_meeting, vote
from haandgreb.organisation.models import Person, Unit
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import clock

FEW, MANY = 3, 3000
SCORED, SHEETS = 100, 12  # 10,800 answers
chance = random.Random("bench")


def a_series(title: str, chair: Person, people: list[Person]) -> Series:
    """A weekly series of the chair and these people."""
    series = Series.objects.create(
        title=title, type="case", minutes=60, expires_on=clock.today() + timedelta(days=90), chair=chair, owner=chair,
        scoring=Series.Scoring.EVERY, unit=Unit.objects.filter(kind="team").first(),
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(series=series, person=person) for person in dict.fromkeys([chair, *people])
    )
    return series


def plan(series: Series, count: int) -> None:
    """So many meetings held in the past, unscored."""
    now = clock.now()
    Meeting.objects.bulk_create(
        [
            Meeting(
                series=series, title=series.title, chair=series.chair, state=Meeting.State.HELD,
                starts_at=now - timedelta(days=number, hours=2), ends_at=now - timedelta(days=number, hours=1),
            )
            for number in range(1, count + 1)
        ]
    )  # fmt: skip


def score(series: Series) -> Meeting:
    """A history of closed scores; the last one."""
    now, meeting = clock.now(), None
    for number in range(SCORED, 0, -1):
        end = now - timedelta(days=7 * number)
        meeting = make_meeting(series, ends_at=end)
        for device in range(SHEETS):
            vote(meeting, device, chance.randint(2, 5), now=end)
        close_score(meeting, by=series.chair, now=end + timedelta(hours=1))
    assert meeting is not None
    return meeting


def promises(person: Person, count: int) -> None:
    """So many open promises."""
    FollowUp.objects.bulk_create(
        [
            FollowUp(
                what=f"Gøre nummer {number}", owner=person, promised_on=clock.today(),
                due_on=clock.today() + timedelta(days=number % 60 + 1), source="own",
            )
            for number in range(count)
        ]
    )  # fmt: skip


def take_stock() -> None:
    """What PostgreSQL does by itself within a minute of so many new rows: count them, so that it plans for them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def session(person: Person) -> dict[str, str]:
    """The cookies of somebody who is signed in."""
    return {name: morsel.value for name, morsel in sign_in(Client(), person).cookies.items()}


def make() -> dict[str, object]:
    """Make everything; tell where it is and who can look."""
    set_up()
    everybody = list(Person.objects.filter(manages=None).order_by("ext_id")[:200])
    manager = Person.objects.filter(manages__unit__kind="team").order_by("ext_id").first()
    assert manager is not None
    busy, calm = everybody[0], everybody[1]
    with transaction.atomic():
        long, short = a_series("Lang serie", busy, everybody[2:8]), a_series("Kort serie", calm, everybody[2:8])
        plan(long, MANY)
        plan(short, FEW)
        promises(busy, MANY)
        promises(calm, FEW)
        for number in range(MANY):
            a_series(f"Serie {number}", busy, [])
        trend = a_series("Vurderet serie", manager, everybody[10 : 10 + SHEETS])
    last = score(trend)
    skills.fill()
    counting = skills.measure()
    begun, leader, dialogue = talks.begin(), talks.large_team(), talks.to_prepare()
    learning_effect.fill()
    effect, hr = learning_effect.measure(), learning_effect.reader()
    learning_catalogue.fill()
    rooms = learning_catalogue.measure()
    open_now = make_meeting(a_series("Åben nu", manager, everybody[30:60]))
    take_stock()
    pages = {
        **maps.make(skills.director()),
        "home": "/",
        "people": reverse("organisation:people") + "?q=jens+aag%C3%A5rd",
        "result": reverse("meetings:result", args=[last.pk]),
        "trend": reverse("meetings:trend", args=[trend.pk]),
        "meetings": reverse("meetings:home"),
        "promises": reverse("followups:list"),
        "few": reverse("meetings:series", args=[short.pk]),
        "many": reverse("meetings:series", args=[long.pk]),
        "score": f"/s/{open_now.score_code}",
        **skills.pages(manager),
        **talks.pages(dialogue),
        **learning_effect.pages(),
        **learning_catalogue.pages(),
    }
    who = {
        "manager": [session(manager)],
        "director": [session(skills.director())],
        "busy": [session(busy)],
        "calm": [session(calm)],
        "leader": [session(leader)],
        "writer": [session(dialogue.person)],
        "hr": [session(hr)],
        "others": [session(person) for person in everybody[70:74]],
    }
    return {"pages": pages, "who": who, "counting": counting, "round": begun, "effect": effect, "rooms": rooms}
