"""What the page of one card shows: its neighbours on both sides, what stands in the way, what could be clearer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

from haandgreb.competences.models import LearningGoal, PlannedActivity
from haandgreb.impactmap.kinds import KINDS, Kind, below, kind_of, page_of
from haandgreb.impactmap.permissions import Editor, may_edit_card
from haandgreb.impactmap.rules.hints import PracticeFacts, practice_hints
from haandgreb.organisation.models import Person
from haandgreb.shared import danish
from haandgreb.strategy.models import Barrier, PracticeChange, Result, StrategicGoal
from haandgreb.strategy.permissions import sees_names
from haandgreb.strategy.queries.practice import said_done

MOST_SHOWN = 40

Group = tuple[str, Mapping[str, str]]
"""A heading, and cards by "kind-id"."""


@dataclass(frozen=True)
class Neighbour:
    """A card at the other end of a line."""

    card: Any
    kind: Kind
    strength: str
    url: str
    is_closed: bool
    may_edit: bool = False  # whether the line may be changed: who may change its lower end


def seen(kind: Kind, person: Person) -> models.QuerySet[Any]:
    """All cards of the kind that the person sees."""
    manager: Any = kind.model._default_manager
    rows: models.QuerySet[Any] = manager.visible_to(person)
    return rows


def neighbours_above(card: models.Model, person: Person, *, may_edit: bool) -> list[Neighbour]:
    """What the card leads to, as far as she sees."""
    kind = kind_of(card)
    if kind.join is None:
        return []
    upper = KINDS[kind.above]
    rows = kind.join.model._default_manager.filter(**{kind.join.lower: card})
    strengths = dict(rows.values_list(f"{kind.join.upper}_id", "strength"))
    cards = seen(upper, person).filter(pk__in=strengths)
    return [_neighbour(one, upper, strengths[one.pk], may_edit) for one in cards]


def neighbours_below(card: models.Model, person: Person, today: date) -> list[Neighbour]:
    """What leads to the card, as far as she sees."""
    lower = below(kind_of(card))
    if lower is None or lower.join is None:
        return []
    rows = lower.join.model._default_manager.filter(**{lower.join.upper: card})
    strengths = dict(rows.values_list(f"{lower.join.lower}_id", "strength"))
    cards = seen(lower, person).filter(pk__in=strengths)
    return [_neighbour(one, lower, strengths[one.pk], may_edit_card(person, one, today)) for one in cards]


def _neighbour(card: Any, kind: Kind, strength: str, may_edit: bool) -> Neighbour:
    return Neighbour(card, kind, strength, page_of(card), getattr(card, "state", "") == "closed", may_edit)


@dataclass(frozen=True)
class BarrierLine:
    """A barrier as its page shows it."""

    barrier: Barrier
    owner: str
    said_done: bool


def barriers(practice: PracticeChange, person: Person, today: date) -> list[BarrierLine]:
    """All of them, open ones first; owners by name only for those who read names."""
    rows = list(practice.barriers.select_related("owner", "owner_unit"))
    rows.sort(key=lambda row: (row.state != Barrier.State.OPEN, row.due_on is None, row.due_on or today))
    done, names = said_done(rows), sees_names(person, today)
    return [
        BarrierLine(
            row, str(row.owner) if row.owner is not None and names else str(row.owner_unit or ""), row.pk in done
        )
        for row in rows
    ]


def practice_page(practice: PracticeChange, person: Person, today: date) -> dict[str, Any]:
    """The page of a practice change."""
    may_edit = may_edit_card(person, practice, today)
    above, under = neighbours_above(practice, person, may_edit=may_edit), neighbours_below(practice, person, today)
    lines = barriers(practice, person, today)
    facts = PracticeFacts(
        who=practice.who,
        situation=str(practice.situation or ""),
        act=practice.after or practice.title,
        barriers=len(lines),
        results=len(above),
        has_learning=bool(under),
        decision=practice.decision,
    )
    return {
        "practice": practice,
        "units": list(practice.units.all()),
        "above": above,
        "below": under,
        "barriers": lines,
        "hints": [_HINTS[key]() for key in practice_hints(facts)] if may_edit else [],
        "may_edit": may_edit,
        "goals": goals_above(above),
        "today": today,
    }


def learning_page(goal: LearningGoal, person: Person, today: date) -> dict[str, Any]:
    """The page of a learning goal."""
    may_edit = may_edit_card(person, goal, today)
    return {
        "goal": goal,
        "units": list(goal.units.all()),
        "profiles": list(goal.profiles.all()),
        "steps": list(goal.steps.select_related("competence")),
        "above": neighbours_above(goal, person, may_edit=may_edit),
        "below": neighbours_below(goal, person, today),
        "may_edit": may_edit,
    }


def activity_page(activity: PlannedActivity, person: Person, today: date) -> dict[str, Any]:
    """The page of a planned activity."""
    may_edit = may_edit_card(person, activity, today)
    return {
        "activity": activity,
        "units": list(activity.units.all()),
        "above": neighbours_above(activity, person, may_edit=may_edit),
        "may_edit": may_edit,
    }


def goals_above(results: Iterable[Neighbour]) -> list[StrategicGoal]:
    """The goals of these results: the boards the card stands on."""
    ids = [one.card.pk for one in results if isinstance(one.card, Result)]
    return list(StrategicGoal.objects.filter(results__in=ids).distinct())


_HINTS = {
    "who": lambda: _("Say who does it: a role or a group."),
    "situation": lambda: _("Say in which situation: the moment where it counts."),
    "act": lambda: _("Say what one can see somebody do."),
    "barrier": lambda: _("Has anything been considered that stands in the way: time, tools, rules?"),
    "result": lambda: _("It leads to no result yet. Link it, or let it go."),
    "learning": lambda: _("Nothing is to be learned for it, and nothing is decided. Add one of the two."),
}


def candidates(card: models.Model, person: Person, editor: Editor, words: str = "") -> list[Group]:
    """
    What the card may be linked to: every active neighbour she sees that is not linked yet, by "kind-id".

    Downwards only cards she may change, as a line belongs to its lower end.
    """
    kind = kind_of(card)
    groups: list[Group] = []
    if kind.join is not None:
        linked = kind.join.model._default_manager.filter(**{kind.join.lower: card}).values(f"{kind.join.upper}_id")
        rows = _active(KINDS[kind.above], person).exclude(pk__in=linked)
        groups.append((_("What it leads to"), _named(KINDS[kind.above], rows, words)))
    lower = below(kind)
    if lower is not None and lower.join is not None and kind.name != "goal":
        linked = lower.join.model._default_manager.filter(**{lower.join.upper: card}).values(f"{lower.join.lower}_id")
        rows = _active(lower, person).exclude(pk__in=linked).prefetch_related("units")
        mine = [row for row in rows if editor.may_edit([unit.pk for unit in row.units.all()], row.person_id)]
        groups.append((_("What leads to it"), _named(lower, mine, words)))
    return [group for group in groups if group[1]]


def parents_for(card: models.Model, person: Person, leaving: UUID) -> dict[str, str]:
    """Where a card may move to: every active card of the column above that she sees, but the one it leaves."""
    kind = KINDS[kind_of(card).above]
    return {str(row.pk): label(kind, row) for row in _with_context(kind, _active(kind, person).exclude(pk=leaving))}


def _active(kind: Kind, person: Person) -> models.QuerySet[Any]:
    rows = seen(kind, person)
    return rows.filter(state="active") if kind.name != "activity" else rows


def _with_context(kind: Kind, rows: Any) -> Any:
    """With what the card stands under or in, so that two alike can be told apart."""
    if isinstance(rows, models.QuerySet):
        if kind.name == "practice":
            return rows.select_related("situation")
        if kind.name == "result":
            return rows.prefetch_related("goals")
    return rows


def _named(kind: Kind, rows: Any, words: str) -> Mapping[str, str]:
    wanted = danish.search_key(words)
    named = {f"{kind.name}-{row.pk}": label(kind, row) for row in _with_context(kind, rows)}
    return {key: text for key, text in named.items() if wanted in danish.search_key(text)}


def label(kind: Kind, card: Any) -> str:
    """The card with what it stands under or in."""
    if kind.name == "result":
        return " · ".join([str(card), *(str(goal) for goal in list(card.goals.all())[:1])])
    if kind.name == "practice" and card.situation is not None:
        return f"{card} · {card.situation}"
    return str(card)


def first_few(groups: Sequence[Group]) -> tuple[list[Group], bool]:
    """As many of each group as one can look through; and whether there are more."""
    short: list[Group] = [(name, dict(list(cards.items())[:MOST_SHOWN])) for name, cards in groups]
    return short, any(len(cards) > MOST_SHOWN for _name, cards in groups)
