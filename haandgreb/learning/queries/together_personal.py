"""Everything held about one person in learning together."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from haandgreb.learning.models import ClickSeat, ModuleNote, SharedClick, StudyPair, TeamTalk
from haandgreb.organisation.models import Person


def personal_data(person: Person) -> dict[str, Any]:
    """Her seats, what she hosts, her pairs, her notes in full, and what she wrote down for a team."""
    notes = ModuleNote.objects.filter(person=person).select_related("activity")
    pairs = StudyPair.objects.filter(Q(first=person) | Q(second=person))
    return {
        "click_seats": list(
            ClickSeat.objects.filter(person=person).values("click__activity__title", "click__starts_at", "taken_at")
        ),
        "clicks_hosted": list(
            SharedClick.objects.filter(host=person).values("activity__title", "starts_at", "place", "question", "state")
        ),
        "study_pairs": list(pairs.values("activity__title", "first_on", "second_on", "state", "made_at")),
        "module_notes": [
            {
                "activity": note.activity.title,
                "expectations": note.expectations,
                "learned": note.learned,
                "use": note.use,
                "unclear": note.unclear,
                "changed_at": note.changed_at,
            }
            for note in notes
        ],
        "team_talks_written": list(
            TeamTalk.objects.filter(written_by=person).values(
                "activity__title", "unit__name", "held_on", "means", "does_not_fit", "tries"
            )
        ),
    }
