"""Who has opened the demo's dialogues: managers read what was shared with them, the day before the talk."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from haandgreb.dialogues.demo.rounds import same_id
from haandgreb.dialogues.models import Dialogue, Opened, Prepared
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

_AT = time(14, 20)


def load(demo: Demo) -> None:
    """One line for each dialogue whose person has shared something, and whose talk was held."""
    rows = []
    for key, dialogue in demo.things["dialogues"].items():
        shared = Prepared.objects.filter(dialogue=dialogue, writer=dialogue.person, shared_with=dialogue.manager)
        if dialogue.held_on is not None and dialogue.manager is not None and shared.exists():
            rows.append(_line(dialogue, key))
    Opened.objects.bulk_create(rows)


def _line(dialogue: Dialogue, key: tuple[str, str]) -> Opened:
    assert dialogue.held_on is not None
    at = datetime.combine(dialogue.held_on - timedelta(days=1), _AT, tzinfo=clock.COPENHAGEN)
    return Opened(
        id=same_id("opened", *key),
        dialogue=dialogue,
        what="preparation",
        by=dialogue.manager,
        name=str(dialogue.manager),
        role="manager",
        at=at,
    )
