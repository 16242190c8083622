"""What came of it: the ladder, the flows, the attention budget."""

from __future__ import annotations

from datetime import date
from typing import Any

from haandgreb.shared.parted import ASIDE, Section


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """Where the attention goes, and the way to what came of it; once the steps run."""
    from haandgreb.learning.effect_pages import section_of

    found = section_of(enrolment, person, today)
    return Section("learning/effect/_section.html", found, order=ASIDE) if found is not None else None
