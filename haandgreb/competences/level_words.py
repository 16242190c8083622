"""The six levels in words (concepts.md 2): behaviour in this job, not what somebody is worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Level:
    """A level, its word, and the question that tests it; level 0 has none."""

    number: int
    word: StrOrPromise
    question: StrOrPromise = ""

    def __str__(self) -> str:
        return f"{self.number} {self.word}"


LEVELS = (
    Level(0, _("Not begun")),
    Level(1, _("Knows of it"), _("Can you explain what it is about?")),
    Level(2, _("Can with support"), _("Can you do the task with a colleague's help?")),
    Level(3, _("Can independently"), _("Do you do the ordinary tasks alone?")),
    Level(4, _("Can do the hard ones too"), _("Do you manage the exceptions too?")),
    Level(5, _("Teaches others"), _("Do others come to you to learn it?")),
)
