"""Success cases: a short survey, talks with the extremes, cards with consent, a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from haandgreb.shared.parted import ASIDE, Section
from haandgreb.shared.passport import Waiting

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo

CLASSES = Path(__file__).resolve().parent.parent / "content" / "keeping-success.toml"


def home_sections(person: Any, today: date) -> list[Section]:
    """The way to what others tell of what came of it."""
    return [Section("learning/success/_home.html", {}, ASIDE + 3)]


def may_wait(person: Any, today: date) -> Any:
    """Somebody asked her in a study: wider than what waits."""
    from haandgreb.learning.models import SuccessAnswer

    return SuccessAnswer.objects.filter(enrolment__person=person)


def waiting_for(person: Any, today: date) -> Iterable[Waiting]:
    """Five questions, and a card about her to say yes or no to."""
    from haandgreb.learning.queries.success import asked_of, cases_to_read

    for one in asked_of(person, today).select_related("enrolment__activity", "study"):
        yield Waiting(
            _("Five questions: what came of it?"),
            reverse("learning:success_survey", args=[one.pk]),
            about=str(one.enrolment.activity),
            due_on=one.study.closes_on,
            tone="after",
        )
    for case in cases_to_read(person).select_related("answer__enrolment__activity"):
        yield Waiting(
            _("Say how far your case may be told"),
            reverse("learning:success_card", args=[case.pk]),
            about=str(case.answer.enrolment.activity),
            tone="after",
        )


def daily(today: date) -> None:
    """Close the surveys whose last day has passed; let go of what has been kept long enough."""
    from haandgreb.learning.actions import success_keeping
    from haandgreb.learning.actions.success import close_what_is_over

    close_what_is_over(today)
    success_keeping.daily(today)


def data_classes() -> Iterable[Any]:
    """Answers and cards are kept for how long."""
    from haandgreb.confidentiality.classes import read_classes

    return read_classes(CLASSES)


def seen_by(person: Any, ids: Collection[UUID]) -> set[UUID]:
    """A promise about a barrier leads to its report, which everybody reads once it is published."""
    from haandgreb.learning.models import SuccessCase, SuccessStudy

    rows = SuccessCase.objects.filter(pk__in=list(ids), answer__study__state=SuccessStudy.State.PUBLISHED)
    return set(rows.order_by().values_list("pk", flat=True))


def personal_data(person: Any) -> dict[str, Any]:
    """What she answered, and the cards about her."""
    from haandgreb.learning.queries.success_personal import told_of

    return told_of(person)


def forget(person: Any) -> None:
    """Her answers and the cards about her go with her."""
    from haandgreb.learning.actions import success_keeping

    success_keeping.forget(person)


def load_demo(demo: Demo) -> None:
    """One study of the courses of the case, published."""
    from haandgreb.learning.demo import success

    success.load(demo)


def remove_demo() -> None:
    """The demo's studies go with the demo."""
    from haandgreb.learning.models import SuccessStudy

    SuccessStudy.objects.filter(is_demo=True).delete()
