"""A group's talk: planned, changed, begun, moved on, called off. Silent things are in group_cards and group_votes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from haandgreb.dialogues.actions import group_mail
from haandgreb.dialogues.group_content import run_of, themes
from haandgreb.dialogues.models import GroupCompetence, GroupMember, GroupTalk
from haandgreb.dialogues.rules.group import GROUP, MOST_SPOKES, THEMES
from haandgreb.organisation.models import Person
from haandgreb.organisation.queries.managers import unit_managers
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused, step
from haandgreb.shared.turns import alone
from haandgreb.shared.versions import raise_version

State = GroupTalk.State
PLANNED = ("kind", "unit", "name", "run", "purpose", "outcome", "ground_rules", "starts_at", "minutes", "place")
IN_CALENDAR = ("starts_at", "minutes", "place")


@transaction.atomic
def plan(
    facts: Mapping[str, Any],
    people: Iterable[Person],
    *,
    by: Person,
    talk_id: UUID | None = None,
    now: datetime | None = None,
    is_told: bool = True,
) -> GroupTalk:
    """
    Plan a group's talk, and ask its members to come where it has a time.

    `facts` are those of PLANNED and perhaps the round. The manager is none of the members: she neither writes cards
    nor gives dots.
    """
    talk = GroupTalk(manager=by, **facts) if talk_id is None else GroupTalk(pk=talk_id, manager=by, **facts)
    talk.save(force_insert=True)
    members = [person for person in people if person.pk != by.pk]
    GroupMember.objects.bulk_create(GroupMember(talk=talk, person=person) for person in members)
    audit.record("group talk planned", by=by, about=talk, members=len(members))
    if is_told:
        group_mail.invite(talk, [*members, by], now=now)
    return talk


@transaction.atomic
def change(
    talk: GroupTalk, facts: Mapping[str, Any], people: Iterable[Person], *, version: int | None, by: Person
) -> None:
    """Another time, purpose or other members, until the plan is sent. Raises Stale, and Refused afterwards."""
    row = locked(talk)
    if row.state in {State.FOLLOWING, State.CLOSED, State.CANCELLED}:
        raise Refused(row.state)
    raise_version(row, version)
    moved = any(facts[name] != getattr(row, name) for name in IN_CALENDAR)
    for name in PLANNED:
        if name in facts:
            setattr(row, name, facts[name])
    row.sequence += int(moved)
    row.save(update_fields=[*(name for name in PLANNED if name in facts), "sequence"])
    _set_members(row, people, moved=moved)
    audit.record("group talk changed", by=by, about=row)


def _set_members(row: GroupTalk, people: Iterable[Person], *, moved: bool) -> None:
    """Who is taken out keeps nothing here but what is hers alone, which goes with her membership's end."""
    wanted = {person.pk: person for person in people if person.pk != row.manager_id}
    now = {member.person_id: member for member in row.members.select_related("person")}
    gone = [member for pk, member in now.items() if pk not in wanted]
    new = [person for pk, person in wanted.items() if pk not in now]
    row.members.filter(pk__in=[member.pk for member in gone]).delete()
    if row.state in {State.INVITED, State.TALKING, State.WRITING}:
        row.points.filter(what="need", writer__in=[member.person_id for member in gone]).delete()
    GroupMember.objects.bulk_create(GroupMember(talk=row, person=person) for person in new)
    if row.state == State.INVITED:
        group_mail.call_off(row, [member.person for member in gone])
        manager = [row.manager] if row.manager is not None else []
        group_mail.invite(row, [*wanted.values(), *manager] if moved else new)


@transaction.atomic
def choose_themes(talk: GroupTalk, keys: Iterable[str], *, version: int | None, by: Person) -> None:
    """The two things the group talks about. Anybody in it may set them; of two at once the second is told (Stale)."""
    row = locked(talk, State.INVITED, State.TALKING)
    chosen = [key for key in themes() if key in set(keys)]
    if len(chosen) > THEMES:
        raise Refused("two themes")
    raise_version(row, version)
    row.themes = chosen
    row.save(update_fields=["themes"])
    audit.record("group themes chosen", by=by, about=row, themes=chosen)


@transaction.atomic
def begin(talk: GroupTalk, *, by: Person, on: date | None = None) -> None:
    """The group sits together. Begun twice it has begun once."""
    row = locked(talk)
    if row.state == State.TALKING:
        return
    move(row, State.TALKING, by=by, held_on=on or clock.today(), step=0)


@transaction.atomic
def go(talk: GroupTalk, number: int, *, version: int | None, by: Person) -> None:
    """To another step of the talking, forwards or back; past the last one the silent writing begins."""
    row = locked(talk, State.TALKING)
    raise_version(row, version)
    if number >= len(run_of(row.run).steps):
        move(row, State.WRITING, by=by)
        return
    row.step, row.levels_open = max(number, 0), False
    row.save(update_fields=["step", "levels_open"])
    row.ballots.filter(about="levels").delete()  # a wheel nobody counted is gone with its step


@transaction.atomic
def set_absent(talk: GroupTalk, absent: Iterable[Person], *, by: Person) -> None:
    """Who is not there today: nobody waits for them."""
    row = locked(talk, State.TALKING, State.WRITING, State.SHOWN, State.VOTING)
    pks = [person.pk for person in absent]
    row.members.update(is_absent=False)
    row.members.filter(person__in=pks).update(is_absent=True)
    audit.record("group presence noted", by=by, about=row, absent=len(pks))


@transaction.atomic
def set_spokes(talk: GroupTalk, competences: Iterable[Any], *, by: Person) -> None:
    """The competences the group looks at together, at most eight, before anybody has given a level."""
    row = locked(talk, State.INVITED, State.TALKING)
    if row.levels_open or row.levels:
        raise Refused("levels are open")
    row.spokes.all().delete()
    chosen = list(competences)[:MOST_SPOKES]
    GroupCompetence.objects.bulk_create(
        GroupCompetence(talk=row, competence=one, place=place) for place, one in enumerate(chosen)
    )
    audit.record("group wheel set", by=by, about=row, spokes=len(chosen))


@transaction.atomic
def cancel(talk: GroupTalk, *, by: Person) -> None:
    """It will not be held; everybody asked is told. Raises Refused once it has begun."""
    row = locked(talk)
    row.sequence += 1
    move(row, State.CANCELLED, by=by, sequence=row.sequence)
    manager = [row.manager] if row.manager is not None else []
    group_mail.call_off(row, [*(member.person for member in row.members.select_related("person")), *manager])


@transaction.atomic
def hand_over(today: date) -> int:
    """Groups whose manager leads the unit no more get the one who does; how many. Harmless when run twice."""
    over = (State.CLOSED, State.CANCELLED)
    found = list(GroupTalk.objects.exclude(state__in=over).select_related("unit"))
    managers = unit_managers([talk.unit for talk in found], today)
    handed = 0
    for talk in found:
        leading = managers.get(talk.unit_id, [])
        if not leading or talk.manager_id in {one.pk for one in leading}:
            continue
        talk.manager = leading[0]
        talk.save(update_fields=["manager"])
        talk.members.filter(person=leading[0]).delete()
        audit.record("group handed over", by=None, about=talk)
        handed += 1
    return handed


def move(row: GroupTalk, state: str, *, by: Person | None, **facts: Any) -> None:
    """Take the talk to the state; only what the table of rules.group has. Call under its lock. Raises Refused."""
    before = row.state
    row.state = step(GROUP, before, state)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save(update_fields=["state", *facts])
    audit.record("group talk moved", by=by, about=row, before=before, after=state)


def locked(talk: GroupTalk, *states: str) -> GroupTalk:
    """The talk as it is now, held until the transaction ends. Raises Refused where it is in none of the states."""
    alone(talk.pk)
    row = (
        GroupTalk.objects.select_for_update(of=("self",), no_key=True).select_related("unit", "manager").get(pk=talk.pk)
    )
    if states and row.state not in states:
        raise Refused(row.state)
    return row
