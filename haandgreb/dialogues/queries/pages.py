"""The page of one dialogue: its head, and what each part adds."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from haandgreb.dialogues.models import Dialogue
from haandgreb.organisation.models import Person


def dialogue_seen(person: Person, dialogue_id: UUID, today: date) -> Dialogue | None:
    """The dialogue, with its two people, where the person may open it."""
    found = Dialogue.objects.visible_to(person, today).filter(pk=dialogue_id)
    return found.select_related("person", "manager", "kind", "round", "round__concept", "engagement__unit").first()


def mine(person: Person) -> list[Dialogue]:
    """The person's own dialogues, the newest first."""
    found = Dialogue.objects.filter(person=person).select_related("manager", "kind", "round")
    return list(found.order_by("-made_at"))
