"""What other pages show of preparations: the piece of the page of a dialogue, and what waits on one's own page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.dialogues.models import Dialogue, Kind, Prepared, Round
from haandgreb.dialogues.permissions import EMPLOYEE, side_of
from haandgreb.dialogues.preparation_words import sets
from haandgreb.dialogues.queries.keeping import kept_words
from haandgreb.dialogues.queries.preparation import own, readable
from haandgreb.dialogues.rules import preparation as rules
from haandgreb.organisation.models import Person
from haandgreb.shared import clock
from haandgreb.shared.passport import Waiting

State = Dialogue.State
OPEN_ROUNDS = (Round.State.PREPARING, Round.State.TALKS, Round.State.AGREEING)
LOOK_AHEAD = timedelta(days=10)
"""A manager is reminded of the talks of the next ten days, not of a whole round at once."""


def section(dialogue: Dialogue, person: Person, today: date) -> dict[str, Any]:
    """My own preparation of this dialogue in figures, and what the other one has shared."""
    mine = own(dialogue, person, side_of(dialogue, person, today), today)
    other = dialogue.manager if mine.side == EMPLOYEE else dialogue.person
    share_by = None
    if dialogue.starts_at is not None and mine.may_write:
        share_by = rules.share_by(clock.local_day(dialogue.starts_at))
    return {
        "mine": mine,
        "other": other,
        "readable": len(readable(dialogue, person, today)),
        "share_by": share_by,
        "today": today,
    }


def kept(side: str) -> list[tuple[str, str]]:
    """How long what this side writes is kept, in sentences, as this workplace has decided it."""
    if side == EMPLOYEE:
        return [
            (_("What you share"), kept_words("preparation-shared")),
            (_("What you keep to yourself"), kept_words("preparation-private")),
        ]
    return [(_("Your notes"), kept_words("manager-notes")), (_("What you share"), kept_words("manager-shared"))]


def waiting_for(person: Person, today: date) -> Iterator[Waiting]:
    """
    My own talks to prepare or share; as a manager the talks of the next days I have not prepared.

    One query for who has no dialogue to come.
    """
    soon = clock.now() + LOOK_AHEAD
    rows = Prepared.objects.filter(dialogue=OuterRef("pk"), writer=person)
    shared = rows.filter(shared_with=OuterRef("manager"), shared_at__gte=OuterRef("manager_since"))
    mine = Q(person=person)
    hers = Q(manager=person, state=State.BOOKED, starts_at__lt=soon)
    found = Dialogue.objects.filter(mine | hers, state__in=(State.INVITED, State.BOOKED), held_on=None)
    found = found.filter(Q(round=None) | Q(round__state__in=OPEN_ROUNDS))
    found = found.annotate(has_text=Exists(rows), has_shared=Exists(shared))
    dialogues: list[Any] = list(found.select_related("person", "manager", "kind", "round").order_by("starts_at", "pk"))
    led = [one.pk for one in dialogues if one.person_id != person.pk and not one.has_text]
    visible = Dialogue.objects.visible_to(person, today).filter(pk__in=led) if led else Dialogue.objects.none()
    seen = set(visible.values_list("pk", flat=True))
    for dialogue in dialogues:
        waiting: Waiting | None = None
        if dialogue.person_id == person.pk:
            waiting = _own(dialogue)
        elif dialogue.pk in seen:
            waiting = _led(dialogue)
        if waiting is not None:
            yield waiting


def _own(dialogue: Any) -> Waiting | None:
    starts_on = clock.local_day(dialogue.starts_at) if dialogue.starts_at is not None else None
    talks_from = dialogue.round.talks_from if dialogue.round is not None else None
    due_on = rules.share_by(starts_on) or talks_from
    name = str(dialogue.manager or "")
    if not dialogue.has_text:
        text = _("Prepare your talk with %(name)s") % {"name": name} if name else _("Prepare your talk")
        url = reverse("dialogues:prepare", args=[dialogue.pk])
        return Waiting(text, url, about=str(dialogue.kind), due_on=due_on, tone="before", label=_("Write"))
    if dialogue.has_shared or starts_on is None or not name:
        return None
    text = _("Choose what %(name)s may read before you talk") % {"name": name}
    url = reverse("dialogues:share", args=[dialogue.pk])
    return Waiting(text, url, about=str(dialogue.kind), due_on=due_on, tone="before", label=_("Choose"))


def _led(dialogue: Any) -> Waiting:
    text = _("Prepare your talk with %(name)s") % {"name": dialogue.person}
    due_on, url = clock.local_day(dialogue.starts_at), reverse("dialogues:prepare", args=[dialogue.pk])
    return Waiting(text, url, about=str(dialogue.kind), due_on=due_on, tone="before", label=_("Write"))


def trouble() -> Iterator[str]:
    """Kinds of dialogue that are talked by two and whose questions are not in the content any more."""
    known = set(sets())
    for kind in Kind.objects.filter(is_used=True, is_group=False).exclude(preparation=""):
        if kind.preparation not in known:
            yield _("The kind of dialogue %(kind)s asks for questions that are not there (%(set)s).") % {
                "kind": kind,
                "set": kind.preparation,
            }
