"""GRUS, managers' own talks, kinds of dialogue, and talks begun outside a round."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def section(dialogue: Any, person: Any, today: date) -> Section | None:
    """What she has taken along from her group, for herself; before a manager's own talk, figures for both."""
    from haandgreb.dialogues.queries.group_own import carried_to
    from haandgreb.dialogues.queries.lus import sheet

    points = carried_to(dialogue, person)
    figures = sheet(dialogue, person, today) if dialogue.kind.level_up else None
    if not points and figures is None:
        return None
    return Section("dialogues/group/_section.html", {"points": points, "sheet": figures}, order=25)


def home_sections(person: Any, today: date) -> list[Section]:
    """My groups, and where to begin a talk."""
    from haandgreb.dialogues.permissions import may_set_kinds
    from haandgreb.dialogues.queries.group import open_groups

    rows = open_groups(person, today)
    begin = Section("dialogues/group/_new_talk_home.html", {"may_set": may_set_kinds(person, today)}, order=60)
    return [Section("dialogues/group/_home.html", {"rows": rows}, order=55), begin]


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import groups

    return groups(person)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """A talk to come or under way; for its manager the plan to send and to look at again, and talks asked for."""
    from haandgreb.dialogues.queries.group_waiting import member_waits, waits_of_manager

    for talk in member_waits(person, today):
        running = talk.state != "invited"
        text = _("Your group talks now") if running else _("A talk with your group: think ten minutes beforehand")
        day = talk.starts_at.date() if talk.starts_at is not None and not running else None
        yield Waiting(text, reverse("dialogues:group", args=[talk.pk]), about=str(talk), due_on=day, tone="before")
    for wait in waits_of_manager(person, today):
        yield Waiting(wait.text, wait.url, about=wait.about, due_on=wait.due_on, tone="after")


def seen_by(person: Any, ids: Collection[UUID]) -> set[UUID]:
    """Of these groups, those whose plan she can read."""
    from haandgreb.dialogues.models import GroupTalk

    return set(GroupTalk.objects.plan_visible_to(person).filter(pk__in=list(ids)).values_list("pk", flat=True))


def daily(today: date) -> None:
    """Groups go to whoever leads their unit today."""
    from haandgreb.dialogues.actions.group import hand_over

    hand_over(today)


def load_demo(demo: Demo) -> None:
    """Groups that have talked, and one that is to come."""
    from haandgreb.dialogues.demo.group import load

    load(demo)


def find_demo(demo: Demo) -> None:
    """The groups that are still there."""
    from haandgreb.dialogues.demo.group import find

    find(demo)
