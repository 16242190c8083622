"""The other of the two is told by mail that a yes is asked for: that, and nothing of the text."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from haandgreb.dialogues.models import Agreement, Dialogue
from haandgreb.dialogues.queries.agreement import other_of
from haandgreb.organisation.models import Person
from haandgreb.shared import outbox


def ask_for_yes(dialogue: Dialogue, row: Agreement, *, by: Person) -> None:
    """One mail for each wording, also where it is offered first and said yes to afterwards."""
    other = other_of(dialogue, by)
    if other is None or not other.is_active:
        return
    page = settings.BASE_URL + reverse("dialogues:agreement", args=[dialogue.pk])
    with outbox.in_language_of(other):
        lines = [
            _("Hello {name}").format(name=other.given),
            "",
            _("{name} asks you to read what the two of you agreed, and to say yes or change it.").format(name=by),
            "",
            _("See it here: {page}").format(page=page),
        ]
        key = f"asked-for-yes:{row.pk}:{row.number}:{other.pk}"
        outbox.put(kind="talk", person=other, subject=pgettext("calendar", "Talk"), text="\n".join(lines), key=key)
