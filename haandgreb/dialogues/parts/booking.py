"""Time, place and reminders."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.shared import clock, formats
from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Waiting
from haandgreb.shared.templatetags.look import current_language

if TYPE_CHECKING:
    from haandgreb.dialogues.models import Dialogue
    from haandgreb.organisation.models import Person

BEFORE, ON_HOME = 15, 20


def section(dialogue: Dialogue, person: Person, today: date) -> Section | None:
    """When the talk is, and what can be done about it; nothing once it has been held."""
    from haandgreb.dialogues.queries.booking import time_of
    from haandgreb.dialogues.queries.held import holding_of

    if dialogue.is_held():
        return None
    now = clock.now()
    time = time_of(dialogue, person, now)
    until = formats.clock_time(time.ends_at, current_language()).removeprefix("kl. ") if time.ends_at else ""
    day = clock.local_day(dialogue.starts_at) if dialogue.starts_at else None
    facts = {"time": time, "until": until, "day": day, "holding": holding_of(dialogue, person, now)}
    return Section("dialogues/booking/_section.html", facts, BEFORE)


def home_sections(person: Person, today: date) -> list[Section]:
    """Who of her staff has no time, and the joint starts of her units."""
    from haandgreb.dialogues.queries.booking import waits_for
    from haandgreb.dialogues.queries.joint_start import starts_of

    left, starts = waits_for(person, today).to_book, starts_of(person, today)
    if not left and not starts:
        return []
    return [Section("dialogues/booking/_home.html", {"left": left, "starts": starts}, ON_HOME)]


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import ahead

    return ahead(person)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """Times the other proposes, an invitation that could not be sent, staff without a time."""
    from haandgreb.dialogues.actions.calendar import when
    from haandgreb.dialogues.queries.booking import other_of, waits_for

    waits = waits_for(person, today)
    for dialogue in waits.to_answer:
        text = _("%(name)s proposes a time for your talk") % {"name": other_of(dialogue, person)}
        yield Waiting(text, _page(dialogue), tone="before")
    for dialogue in waits.unsent:
        assert dialogue.starts_at is not None
        facts = {"name": other_of(dialogue, person), "when": when(dialogue.starts_at, dialogue.minutes)}
        yield Waiting(_("Talk with %(name)s: %(when)s") % facts, _page(dialogue), about=dialogue.place, tone="before")
    if waits.to_book:
        text = ngettext("%(n)d talk has no time yet", "%(n)d talks have no time yet", waits.to_book)
        yield Waiting(text % {"n": waits.to_book}, reverse("dialogues:book_all"), tone="before")


def daily(today: date) -> None:
    """Talks whose day has come are taken up again; reminders leave."""
    from haandgreb.dialogues.actions import booking, reminders

    booking.take_up_what_is_due(today)
    reminders.run(today)


def personal_data(person: Person) -> dict[str, Any]:
    """What was proposed for her own talks; when they were to be is with the dialogues."""
    from haandgreb.dialogues.models import ProposedTime

    proposed = ProposedTime.objects.filter(dialogue__person=person).order_by("starts_at")
    return {"proposed_times": list(proposed.values("starts_at", "minutes", "place", "by__given", "by__surname"))}


def _page(dialogue: Dialogue) -> str:
    return reverse("dialogues:dialogue", args=[dialogue.pk])
