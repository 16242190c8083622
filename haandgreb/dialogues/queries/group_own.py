"""What a person has carried from her group to her own dialogue, and which dialogue that is."""

from __future__ import annotations

from haandgreb.dialogues.models import Dialogue, GroupPoint, GroupTalk
from haandgreb.organisation.models import Person

COMING = (Dialogue.State.INVITED, Dialogue.State.BOOKED, Dialogue.State.POSTPONED)


def next_dialogue_of(person: Person) -> Dialogue | None:
    """The person's own dialogue that is to come, the newest invitation first; None where there is none."""
    coming = Dialogue.objects.filter(person=person, state__in=COMING, kind__is_group=False)
    return coming.order_by("-made_at", "pk").first()


def carried_to(dialogue: Dialogue, person: Person) -> list[GroupPoint]:
    """
    What the person has carried to this dialogue: hers alone, and only where it is her own dialogue.

    A point without a dialogue comes along to whichever is open next.
    """
    if dialogue.person_id != person.pk:
        return []
    mine = GroupPoint.objects.filter(what=GroupPoint.What.PRIVATE, writer=person, hidden_at=None)
    here = mine.filter(carried_to=dialogue)
    if not dialogue.is_held():
        here = here | mine.filter(carried_to=None)
    return list(here.select_related("talk", "talk__unit").order_by("talk__held_on", "place", "pk"))


def private_points(talk: GroupTalk, person: Person) -> list[GroupPoint]:
    """What the person has kept for her own dialogue in this talk."""
    mine = talk.points.filter(what=GroupPoint.What.PRIVATE, writer=person, hidden_at=None)
    return list(mine.select_related("carried_to"))
