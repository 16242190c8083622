"""What the two agree, follow up and take along."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Waiting

if TYPE_CHECKING:
    from haandgreb.dialogues.models import Agreement, Dialogue
    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo

AFTER, FOR_HR = 75, 60


def section(dialogue: Dialogue, person: Person, today: date) -> Section | None:
    """Where the agreement stands, and the days to look at it again; nothing before the talk."""
    from haandgreb.dialogues.models import Agreement
    from haandgreb.dialogues.queries.agreement import answer_by, other_of
    from haandgreb.dialogues.queries.following import days_of

    row = Agreement.objects.filter(dialogue=dialogue).defer("text").first()
    if row is None:
        return None
    is_agreed = row.state == Agreement.State.AGREED
    other = other_of(dialogue, person)
    is_mine_said = row.state == Agreement.State.ONE_YES and row.yes_by_id == person.pk
    context = {
        "dialogue": dialogue,
        "state": row.state,
        "word": row.get_state_display(),
        "says": _says(row, person, str(other or "")),
        "is_waiting": row.state in ("writing", "offered", "one_yes") and not is_mine_said,
        "answer_by": answer_by(row, dialogue),
        "coming": days_of(dialogue, person).coming if is_agreed else [],
    }
    return Section("dialogues/agreement/_section.html", context, AFTER)


def _says(row: Agreement, person: Person, other: str) -> str:
    state = row.State(row.state)
    name = {"name": other}
    if state is row.State.WRITING:
        return _("Write one text together: who does what, by when, and which goals belong to it.")
    if state is row.State.OFFERED:
        return _("The text waits for a yes from each of you.")
    if state is row.State.ONE_YES:
        if row.yes_by_id == person.pk:
            return _("You have said yes. Waiting for %(name)s.") % name
        return _("%(name)s has said yes. Read the text, and say yes or change it.") % name
    if state is row.State.DIFFERING:
        return _("You see it differently. Both wordings stand side by side.")
    if state is row.State.AGREED:
        return _("You have both said yes to the same text.")
    return _("A newer agreement holds.")


def home_sections(person: Person, today: date) -> list[Section]:
    """For HR: how many in her units ask for help."""
    asking = _asking(person, today)
    return [Section("dialogues/agreement/_help_home.html", {"asking": asking}, FOR_HR)] if asking else []


def hints() -> Iterable[str]:
    """What a PDF of the plan lacks here."""
    from haandgreb.dialogues.plan_pdf import has_pango, has_weasyprint

    if not has_weasyprint():
        yield _("Plans are not offered as PDF: the extra “pdf” is not installed. The page for print is there.")
    elif not has_pango():
        yield _(
            "Plans are not offered as PDF: the system lacks Pango (docs/operations.md). The page for print is there."
        )


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.dialogues.queries.waiting import agreements

    return agreements(person)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """A wording to write or answer, a day to look again; for HR, who asks for help."""
    from haandgreb.dialogues.queries import agreement_waiting

    yield from agreement_waiting.waiting_for(person, today)
    asking = _asking(person, today)
    if asking:
        text = ngettext(
            "%(n)d person asks for help with an agreement", "%(n)d people ask for help with an agreement", asking
        )
        yield Waiting(text % {"n": asking}, reverse("dialogues:help_wanted"), tone="after", label=_("Dialogue"))


def _asking(person: Person, today: date) -> int:
    from haandgreb.dialogues.queries.agreement import asking_in_units
    from haandgreb.organisation.permissions import is_hr

    return len(asking_in_units(person, today)) if is_hr(person, today) else 0


def daily(today: date) -> None:
    """Reminders of days to look again."""
    from haandgreb.dialogues.actions.follow_up_mail import remind

    remind(today)


def personal_data(person: Person) -> dict[str, Any]:
    """Completed and planned, each by itself (confidentiality.md 4)."""
    from haandgreb.dialogues.queries.plan import apart

    found = apart(person)
    return {
        "development_completed": [goal.title for goal in found.completed],
        "development_planned": [goal.title for goal in found.planned],
    }


def load_demo(demo: Demo) -> None:
    """What was agreed last year and this."""
    from haandgreb.dialogues.demo import agreement

    agreement.load(demo)
