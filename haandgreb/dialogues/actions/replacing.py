"""A new agreement takes the place of the earlier rounds'."""

from __future__ import annotations

from django.db.models import Q

from haandgreb.dialogues.actions.base import move_to
from haandgreb.dialogues.actions.choice import follow_choice
from haandgreb.dialogues.models import Agreement, Dialogue, FollowUpTalk
from haandgreb.organisation.models import Person

HELD = (Dialogue.State.HELD, Dialogue.State.AGREEING, Dialogue.State.AGREED, Dialogue.State.FOLLOWING)


def replace_earlier(dialogue: Dialogue, *, by: Person | None) -> int:
    """
    Earlier dialogues of the same kind about the same job are replaced, with their agreements; returns how many.

    What was unfinished of them is not followed any more. Call it inside the act that agrees the new one.
    """
    earlier = Dialogue.objects.filter(
        person=dialogue.person, kind=dialogue.kind, state__in=HELD, made_at__lt=dialogue.made_at
    )
    same_job = Q(engagement=dialogue.engagement) | Q(engagement=None) | Q(engagement__valid_to__isnull=False)
    rows = list(earlier.filter(same_job).exclude(pk=dialogue.pk).select_related("agreement"))
    if dialogue.round is not None:
        rows = [row for row in rows if row.round_id != dialogue.round_id]
    for row in rows:
        agreement = Agreement.objects.filter(dialogue=row).first()
        if agreement is not None:
            move_to(agreement, Agreement.State.REPLACED, by=by)
        move_to(row, Dialogue.State.REPLACED, by=by)
        FollowUpTalk.objects.filter(dialogue=row, held_on=None).delete()
    if any(row.is_picked for row in rows):
        follow_choice(dialogue.person, by=by)
    return len(rows)
