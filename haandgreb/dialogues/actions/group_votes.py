"""Hidden dots and hidden levels: on ballots without names, counted once, and gone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from haandgreb.confidentiality.rules import enough_people
from haandgreb.dialogues.actions.group import locked, move
from haandgreb.dialogues.models import GroupBallot, GroupPoint, GroupTalk
from haandgreb.dialogues.rules import group as rules
from haandgreb.organisation.models import Person
from haandgreb.shared import audit, clock
from haandgreb.shared.states import Refused
from haandgreb.shared.turns import turn
from haandgreb.shared.versions import raise_version

State, What, About = GroupTalk.State, GroupPoint.What, GroupBallot.About


class NotOpen(Exception):
    """Dots or levels are not being given now: not yet, or they are counted."""


class WrongDots(Exception):
    """More dots than she has, or on cards that are not there."""


class StillWaiting(Exception):
    """Not everybody has given hers; `left` says how many are missing."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class TooFewForDots(Exception):
    """So few that hidden dots hide nothing: they agree by talking, or all say yes to an open vote first."""


@transaction.atomic
def open_vote(talk: GroupTalk, *, version: int | None, everybody_said_yes: bool = False, by: Person) -> None:
    """Now dots are given. Raises TooFewForDots, Refused, Stale; Refused also where there is no card."""
    row = locked(talk, State.SHOWN)
    raise_version(row, version)
    if not rules.may_vote(present(row), everybody_said_yes=everybody_said_yes):
        raise TooFewForDots
    if not cards(row):
        raise Refused("no cards")
    is_open = everybody_said_yes and not enough_people(present(row))
    move(row, State.VOTING, by=by, open_vote=is_open)


def give_dots(talk: GroupTalk, dots: Mapping[str, int], *, by: Person, yes: bool = False) -> bool:
    """
    Keep her dots, instead of earlier ones; whether she had given some. No audit entry and no time (2.5).

    `yes`: in an open vote, that the counts may be shown. Raises NotOpen, WrongDots.
    """
    with turn():
        return _give_dots(talk, dots, by, yes)


@transaction.atomic
def _give_dots(talk: GroupTalk, dots: Mapping[str, int], by: Person, yes: bool) -> bool:
    row = _open(talk, State.VOTING)
    if not rules.dots_are_right(dots, cards(row), row.dots_each):
        raise WrongDots
    given = {card: count for card, count in dots.items() if count}
    return _keep(row, About.DOTS, {"dots": given, "yes": yes and row.open_vote}, by)


@transaction.atomic
def count_dots(talk: GroupTalk, *, version: int | None, by: Person) -> bool:
    """
    Count the dots once everybody there has given hers; whether there are counts to show.

    The counts are written on the cards, the ballots deleted, in one transaction. Too few ballots, or one that said no
    to an open vote: they are deleted uncounted, and nobody learns who said no. Raises StillWaiting, Stale; NotOpen
    where they are counted already.
    """
    row = _open(talk, State.VOTING)
    raise_version(row, version)
    ballots = [ballot.given for ballot in row.ballots.filter(about=About.DOTS)]
    if len(ballots) < present(row):
        raise StillWaiting(present(row) - len(ballots))
    yeses = sum(bool(ballot["yes"]) for ballot in ballots)
    shown = rules.counts_are_shown(len(ballots), yeses, open_vote=row.open_vote)
    if shown:
        for card, count in rules.total((ballot["dots"] for ballot in ballots), cards(row)).items():
            row.points.filter(pk=card).update(dots=count)
    row.ballots.all().delete()
    move(row, State.PLANNING, by=by, voters=len(ballots) if shown else 0, counted_at=clock.now())
    audit.record("group dots counted", by=by, about=row, ballots=len(ballots), shown=shown)
    return shown


@transaction.atomic
def agree_by_talking(talk: GroupTalk, *, version: int | None, by: Person) -> None:
    """No dots: the group says aloud which needs come first."""
    row = locked(talk, State.SHOWN)
    raise_version(row, version)
    move(row, State.PLANNING, by=by)


@transaction.atomic
def choose(talk: GroupTalk, chosen: list[UUID], *, by: Person) -> None:
    """What the group has agreed on by talking, where there are no dots to go by."""
    row = locked(talk, State.PLANNING)
    needs = row.points.filter(what=What.NEED, writer=None, under=None)
    needs.update(is_chosen=False)
    needs.filter(pk__in=chosen).update(is_chosen=True)
    audit.record("group needs chosen", by=by, about=row, needs=len(chosen))


@transaction.atomic
def open_levels(talk: GroupTalk, *, by: Person) -> None:
    """The group's wheel is filled in, each for herself. Raises TooFewForDots under five, Refused without spokes."""
    row = locked(talk, State.TALKING)
    if not enough_people(present(row)):
        raise TooFewForDots
    if not row.spokes.exists() or row.levels:
        raise Refused("no spokes, or counted")
    row.levels_open = True
    row.save(update_fields=["levels_open"])
    audit.record("group levels opened", by=by, about=row)


def give_levels(talk: GroupTalk, levels: Mapping[str, int], *, by: Person) -> bool:
    """Her own levels, instead of earlier ones, for the group's wheel alone. Raises NotOpen, WrongDots."""
    with turn():
        return _give_levels(talk, levels, by)


@transaction.atomic
def _give_levels(talk: GroupTalk, levels: Mapping[str, int], by: Person) -> bool:
    row = _open(talk, State.TALKING)
    known = {str(pk) for pk in row.spokes.values_list("competence", flat=True)}
    if not row.levels_open:
        raise NotOpen
    if any(spoke not in known or not 0 <= level <= rules.TOP_LEVEL for spoke, level in levels.items()):
        raise WrongDots
    return _keep(row, About.LEVELS, {"levels": dict(levels)}, by)


@transaction.atomic
def count_levels(talk: GroupTalk, *, by: Person) -> None:
    """Count the levels; a spoke with fewer than five answers shows nothing. The ballots are gone."""
    row = _open(talk, State.TALKING)
    if not row.levels_open:
        raise NotOpen
    ballots = [ballot.given["levels"] for ballot in row.ballots.filter(about=About.LEVELS)]
    row.ballots.all().delete()
    row.levels, row.levels_open = rules.wheel(ballots), False
    row.save(update_fields=["levels", "levels_open"])
    audit.record("group levels counted", by=by, about=row, ballots=len(ballots), spokes=len(row.levels))


def cards(row: GroupTalk) -> list[str]:
    """The cards dots can be put on: shown, and not lying under another."""
    needs = row.points.filter(what=What.NEED, writer=None, under=None)
    return [str(pk) for pk in needs.values_list("pk", flat=True)]


def present(row: GroupTalk) -> int:
    """How many of the group are there today."""
    return row.members.filter(is_absent=False).count()


def ballot_of(person: Person, talk: GroupTalk, about: str) -> str:
    """The one-way name of her ballot."""
    return rules.ballot(settings.SECRET_KEY.encode(), about, person.pk, talk.pk)


def _open(talk: GroupTalk, state: str) -> GroupTalk:
    try:
        return locked(talk, state)
    except Refused as refused:
        raise NotOpen from refused


def _keep(row: GroupTalk, about: str, given: dict[str, Any], by: Person) -> bool:
    """One ballot for each, the later one counts. It is written anew, so that the order of rows says less."""
    earlier, _ = row.ballots.filter(about=about, hash=ballot_of(by, row, about)).delete()
    GroupBallot.objects.create(talk=row, about=about, hash=ballot_of(by, row, about), given=given)
    return bool(earlier)
