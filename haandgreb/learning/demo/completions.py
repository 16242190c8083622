"""The demo's platform: Campus, and what it told of a course that nobody has put into the catalogue yet."""

from __future__ import annotations

from haandgreb.learning.demo.activities import same_id
from haandgreb.learning.models import Platform, WaitingCompletion
from haandgreb.shared.demo import Demo

NEW_COURSE = ("c-2207", "Ny forvaltningslov på 30 minutter")
TOLD = (("P21", -9), ("P22", -8), ("P34", -4))


def load(demo: Demo) -> None:
    """Leave the platform in demo.things["campus"]."""
    platform = Platform.objects.create(pk=same_id("platform", "campus"), key="campus", name="Campus", is_demo=True)
    demo.things["campus"] = platform
    key, title = NEW_COURSE
    WaitingCompletion.objects.bulk_create(
        WaitingCompletion(
            pk=same_id("waiting", who),
            platform=platform,
            person_key=(demo.people[who].email or who).casefold(),
            person=demo.people[who],
            course_key=key,
            title=title,
            completed_on=demo.day(day),
            told_on=demo.day(-2),
        )
        for who, day in TOLD
    )


def find(demo: Demo) -> None:
    """The platform again, where it is still there."""
    found = Platform.objects.filter(pk=same_id("platform", "campus")).first()
    if found is not None:
        demo.things["campus"] = found


def remove() -> None:
    """The platforms go, whoever named them: in a demo all of them are the demo's."""
    Platform.objects.all().delete()
