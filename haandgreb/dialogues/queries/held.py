"""Whether a talk can be said to be held, and what waits about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.dialogues.models import Dialogue
from haandgreb.dialogues.rules.talk import BEFORE_STATES, is_ahead, is_enough
from haandgreb.organisation.models import Person
from haandgreb.shared import clock, formats
from haandgreb.shared.passport import Waiting
from haandgreb.shared.templatetags.look import current_language


@dataclass(frozen=True)
class Holding:
    """What one of the two may say about a talk that is not held yet."""

    dialogue: Dialogue
    is_employee: bool
    is_ahead: bool  # its booked hour is still to come
    needs_both: bool  # the reader is the manager, and her word waits for the employee's

    @property
    def said_on(self) -> date | None:
        """The day the manager has said, where the employee has said nothing yet."""
        return self.dialogue.said_held_on


def holding_of(dialogue: Dialogue, person: Person, now: datetime) -> Holding | None:
    """For one of the two; None once the talk is held, and where it is put off. No query."""
    if dialogue.state not in BEFORE_STATES:
        return None
    is_employee = dialogue.person_id == person.pk
    ahead = is_ahead(dialogue.starts_at, now)
    return Holding(dialogue, is_employee, ahead, not is_employee and not is_enough(dialogue.stands_from, now))


def waits_for(person: Person, today: date) -> Iterator[Waiting]:
    """The talks of today, and that the manager says you have talked."""
    begins = datetime.combine(today, datetime.min.time(), tzinfo=clock.COPENHAGEN)
    today_at = Q(state=Dialogue.State.BOOKED, starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1))
    said = Q(person=person, state__in=BEFORE_STATES, said_held_on__isnull=False)
    rows = Dialogue.objects.visible_to(person, today).filter(said | today_at).select_related("person", "manager")
    for dialogue in rows.order_by("starts_at", "pk"):
        other = dialogue.manager if dialogue.person_id == person.pk else dialogue.person
        url = reverse("dialogues:dialogue", args=[dialogue.pk])
        if dialogue.said_held_on is not None and dialogue.person_id == person.pk:
            yield Waiting(_("%(name)s says that you have talked. Is that so?") % {"name": other}, url, tone="during")
        elif dialogue.starts_at is not None and other is not None:
            at = formats.clock_time(dialogue.starts_at, current_language())
            text = _("Today %(at)s: talk with %(name)s") % {"at": at, "name": other}
            yield Waiting(text, url, about=dialogue.place, due_on=today, tone="during")
