"""The sixteen factors: what helps and hinders use, in our own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from haandgreb.learning.parts import IN_ROLE
from haandgreb.shared.parted import Section

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo

CLASSES = Path(__file__).parents[1] / "content" / "keeping-use.toml"


def load_content() -> None:
    """The questions."""
    from haandgreb.questions.actions import load_sets

    load_sets(Path(__file__).parents[1] / "content" / "questions")


def daily(today: date) -> None:
    """A quarter whose answers are all in is counted, of taps too; then those whose time is up go."""
    from haandgreb.learning.actions import use_keeping
    from haandgreb.learning.actions.use_figures import count_what_is_over

    count_what_is_over(today)
    use_keeping.daily(today)


def data_classes() -> Iterable[Any]:
    """Answers and taps are kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def forget(person: Any) -> None:
    """Her answers and taps; what was counted of them names nobody."""
    from haandgreb.learning.actions import use_keeping

    use_keeping.forget(person)


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """For the learner alone: asked, answered, or when it comes."""
    from haandgreb.learning.queries import factors

    if enrolment.person_id != person.pk or not factors.has_check(enrolment):
        return None
    own, is_asked = factors.own(enrolment), factors.is_asked(enrolment, today)
    if own is None and not is_asked:
        return None
    context = {"enrolment": enrolment, "own": own, "is_asked": is_asked}
    return Section("learning/factors/_section.html", context, order=64)


def home_sections(person: Any, today: date) -> Sequence[Section]:
    """For who may read figures: the way there."""
    from haandgreb.learning.permissions import reads_use_figures

    return (Section("learning/factors/_home.html", {}, IN_ROLE + 2),) if reads_use_figures(person, today) else ()


def remove_demo() -> None:
    """The figures of the demo's people."""
    from haandgreb.learning.models import UseRelease

    UseRelease.objects.filter(is_demo=True).delete()


def load_demo(demo: Demo) -> None:
    """Answers to the sixteen questions, and the figures of the quarters that are over."""
    from haandgreb.learning.demo import use

    use.load_answers(demo)
    use.load_figures(demo)
