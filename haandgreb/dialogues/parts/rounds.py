"""Rounds: plan, status, year wheel, who is due."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.dialogues.models import Dialogue
    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo

WHOSE, STAFF, PLAN, OWN = 5, 10, 60, 30
FEW = 30  # dialogues that stand on the page of all; the others have a page of their own

_trail: dict[str, int | None] = {"seen": None}  # the newest entry of the trail this worker has followed


def menu(person: Person) -> Sequence[MenuItem]:
    """Rounds for who plans or counts them."""
    from haandgreb.organisation.permissions import is_hr, is_works_council
    from haandgreb.shared import clock

    today = clock.today()
    if is_hr(person, today) or is_works_council(person, today):
        return [MenuItem(gettext_lazy("Rounds of dialogues"), _list(), "date", group="coordination", order=30)]
    return []


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import rounds

    return rounds(person)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """A manager to pick, an offer to answer; for HR, those who lack a manager or wish another."""
    from haandgreb.dialogues.models import Dialogue
    from haandgreb.dialogues.permissions import may_plan_rounds
    from haandgreb.dialogues.queries.rounds import rounds_seen, waits_for_hr
    from haandgreb.dialogues.queries.wishes import may_be_picked

    mine = Dialogue.objects.filter(person=person, held_on=None).open().select_related("person", "offered_manager")
    for dialogue in mine:
        page = reverse("dialogues:whose", args=[dialogue.pk])
        if dialogue.offered_manager is not None:
            yield Waiting(_("%(name)s can talk with you") % {"name": dialogue.offered_manager}, page, tone="before")
        elif dialogue.manager_id is None and may_be_picked(dialogue, today):
            yield Waiting(_("Choose which manager you talk with"), page, tone="before")
    if not may_plan_rounds(person, today):
        return
    for round_ in rounds_seen(person, today):
        if round_.ready_at is None or round_.closed_at is not None:
            continue
        count = waits_for_hr(round_, person, today)
        if count:
            text = ngettext(
                "%(n)d person lacks a manager, or wishes another",
                "%(n)d people lack a manager, or wish another",
                count,
            )
            page = reverse("dialogues:round_people", args=[round_.pk]) + "?wishes=yes"
            yield Waiting(text % {"n": count}, page, about=str(round_), tone="before")


def section(dialogue: Dialogue, person: Person, today: date) -> Section | None:
    """Whose dialogue it is, for the person alone, until the talk has been held."""
    from haandgreb.dialogues.actions.wishes import BEFORE_IT
    from haandgreb.dialogues.queries.wishes import may_be_picked

    if dialogue.person_id != person.pk or dialogue.state not in BEFORE_IT:
        return None
    context = {
        "dialogue": dialogue,
        "manager": dialogue.manager,
        "offered": dialogue.offered_manager,
        "wishes": dialogue.wants_other_manager,
        "picks": dialogue.manager is None and bool(may_be_picked(dialogue, today)),
    }
    return Section("dialogues/rounds/_whose.html", context, WHOSE)


def home_sections(person: Person, today: date) -> list[Section]:
    """Her staff's dialogues, a talk of her own beside her group's, and the rounds she plans or counts."""
    return [one for one in (_staff(person, today), _own(person, today), _plan(person, today)) if one is not None]


def _staff(person: Person, today: date) -> Section | None:
    from haandgreb.dialogues.queries import due, overview
    from haandgreb.organisation import permissions
    from haandgreb.organisation.queries.managers import staff_of

    if not permissions.acts_as_manager(person, today):
        return None
    led = overview.led_by(person, today)
    count = led.count()
    late = due.due_people(today, among=[one.pk for one in staff_of(person, today)]).count()
    if not count and not late:
        return None
    rows = overview.rows_of(led[:FEW])
    several = overview.are_several(rows)
    context = {"count": count, "rows": rows, "several": several, "due": late, "today": today}
    return Section("dialogues/rounds/_staff.html", context, STAFF)


def _own(person: Person, today: date) -> Section | None:
    from haandgreb.dialogues.queries.wishes import rounds_of_groups

    found = rounds_of_groups(person, today)
    return Section("dialogues/rounds/_own.html", {"rounds": found}, OWN) if found else None


def _plan(person: Person, today: date) -> Section | None:
    from haandgreb.dialogues.models import Round
    from haandgreb.dialogues.queries.rounds import rounds_seen

    running = [one for one in rounds_seen(person, today) if one.state != Round.State.CLOSED]
    return Section("dialogues/rounds/_plan.html", {"rounds": running}, PLAN) if running else None


def daily(today: date) -> None:
    """Dialogues follow the managers of the day, and choices the dialogues."""
    from haandgreb.dialogues.actions.choice import follow_choices
    from haandgreb.dialogues.actions.handover import follow_managers

    follow_managers(today)
    follow_choices()


def tick(now: datetime) -> None:
    """Where somebody was moved since, dialogues follow within the minute."""
    from haandgreb.dialogues.actions.handover import follow_when_moved
    from haandgreb.shared import clock

    _trail["seen"] = follow_when_moved(clock.local_day(now), _trail["seen"])


def load_content() -> None:
    """The kinds of dialogue."""
    from haandgreb.dialogues.actions.kinds import load_kinds

    load_kinds()


def load_demo(demo: Demo) -> None:
    """Four rounds, their dialogues, and the year."""
    from haandgreb.dialogues.demo import rounds

    rounds.load(demo)


def find_demo(demo: Demo) -> None:
    """The kinds, rounds and dialogues again."""
    from haandgreb.dialogues.demo import rounds

    rounds.find(demo)


def remove_demo() -> None:
    """Rounds go before the units and people they name."""
    from haandgreb.dialogues.demo import rounds

    rounds.remove()


def _list() -> str:
    return reverse("dialogues:round_list")
