"""The works council: concept, ten questions, evaluation, yearly pack."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.shared import clock
from haandgreb.shared.parted import Section
from haandgreb.shared.passport import MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def menu(person: Any) -> Sequence[MenuItem]:
    """The pack, for the works council and HR for the whole organisation."""
    from haandgreb.dialogues.permissions import may_check

    if not may_check(person, clock.today()):
        return ()
    label = gettext_lazy("For the works council")
    return [MenuItem(label, reverse("dialogues:packs"), "people", group="coordination", order=50)]


def may_wait(person: Any, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import evaluations

    return evaluations(person)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """An evaluation she has not answered: only she sees that it waits."""
    from haandgreb.dialogues.queries.evaluation import waits_for

    for one in waits_for(person):
        if one.closes_on >= today:
            text, where = _("Say how your talk was, without your name"), reverse("dialogues:evaluate", args=[one.pk])
            yield Waiting(text=text, url=where, due_on=one.closes_on, tone="after")


def home_sections(person: Any, today: date) -> list[Section]:
    """How we use it, for everybody; the results that may be read."""
    from haandgreb.dialogues.queries import concept, evaluation

    context = {"concept": concept.current(), "closed": evaluation.closed()[:3]}
    return [Section("dialogues/council/_home.html", context, order=80)]


def section(dialogue: Any, person: Any, today: date) -> Section | None:
    """Which version of the concept the dialogue is held under."""
    if dialogue.round is None or dialogue.round.concept is None:
        return None
    return Section("dialogues/council/_under.html", {"concept": dialogue.round.concept}, order=100)


def seen_by(person: Any, ids: Collection[UUID]) -> set[UUID]:
    """Checks and decisions, for those who read them."""
    from haandgreb.dialogues.models import Check, Decision
    from haandgreb.dialogues.permissions import may_check

    if not may_check(person, clock.today()):
        return set()
    checks = Check.objects.filter(pk__in=ids).values_list("pk", flat=True)
    decisions = Decision.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {*checks, *decisions}


def daily(today: date) -> None:
    """Rounds whose turn it is are counted."""
    from haandgreb.dialogues.actions.counting import count_what_is_due

    count_what_is_due(today)


def tick(now: datetime) -> None:
    """Evaluations whose last day has passed are closed."""
    from haandgreb.dialogues.actions.evaluation import close_what_is_over

    close_what_is_over(now)


def load_content() -> None:
    """The questions of the evaluation."""
    from haandgreb.questions.actions import load_sets

    load_sets(Path(__file__).parents[1] / "content" / "questions")


def load_demo(demo: Demo) -> None:
    """Two versions of the concept, one check, last year's evaluation and decisions."""
    from haandgreb.dialogues.demo import council

    council.load(demo)


def remove_demo() -> None:
    """Concepts, checks and evaluations go before the people they name."""
    from haandgreb.dialogues.demo import council

    council.remove()
