"""What came of it: the ladder, the flows, the attention budget."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from haandgreb.learning.parts import IN_ROLE
from haandgreb.shared import clock
from haandgreb.shared.parted import ASIDE, Section
from haandgreb.shared.passport import MenuItem

if TYPE_CHECKING:
    from haandgreb.shared.demo import Demo


def menu(person: Any) -> Sequence[MenuItem]:
    """The report, for those who read counts."""
    from haandgreb.learning.permissions import may_read_effect

    if not may_read_effect(person, clock.today()):
        return ()
    return [
        MenuItem(_("What came of learning"), reverse("learning:effect_report"), "insight", "coordination", order=70)
    ]


def daily(today: date) -> None:
    """Count the year anew when thirty days have passed."""
    from haandgreb.learning.actions.effect import release_when_due

    release_when_due(today)


def load_demo(demo: Demo) -> None:
    """What a few chose to show, and the first counting of the demo's year."""
    from haandgreb.learning.demo import effect

    effect.load(demo)


def remove_demo() -> None:
    """The counting goes with those it counted."""
    from haandgreb.learning.models import EffectRelease

    EffectRelease.objects.all().delete()


def section(enrolment: Any, person: Any, today: date) -> Section | None:
    """Where the attention goes, and the way to what came of it; once the steps run."""
    from haandgreb.learning.effect_pages import section_of

    found = section_of(enrolment, person, today)
    return Section("learning/effect/_section.html", found, order=ASIDE) if found is not None else None


def home_sections(person: Any, today: date) -> list[Section]:
    """For a manager the way to what her staff use."""
    from haandgreb.organisation.queries.managers import staff_of

    return [Section("learning/effect/_home.html", {}, IN_ROLE + 1)] if staff_of(person, today) else []


def pages_about(person: Any, thing: Any) -> Sequence[MenuItem]:
    """On a result and on a changed practice: whether it is in use."""
    from haandgreb.learning.effect_pages import in_use_label
    from haandgreb.strategy.models import PracticeChange, Result

    if isinstance(thing, PracticeChange) and thing.person_id is None:
        page = reverse("learning:practice_in_use", args=[thing.pk])
    elif isinstance(thing, Result):
        page = reverse("learning:result_in_use", args=[thing.pk])
    else:
        return ()
    return [MenuItem(in_use_label(thing, person), page, "effect", order=55)]


def personal_data(person: Any) -> dict[str, Any]:
    """What she chose to show on the map."""
    from haandgreb.learning.models import UseShown

    rows = UseShown.objects.filter(enrolment__person=person).select_related("practice")
    told = [
        {"practice": str(one.practice), "text": one.text, "why": one.contribution_why, "on": one.shown_on.isoformat()}
        for one in rows
    ]
    return {"uses_shown": told} if told else {}
