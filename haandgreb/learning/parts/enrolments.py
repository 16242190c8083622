"""Who takes part in what: wish, yes, completion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.learning.parts import IN_ROLE
from haandgreb.shared import clock
from haandgreb.shared.parted import Section
from haandgreb.shared.passport import MenuItem, Waiting

if TYPE_CHECKING:
    from haandgreb.learning.models import Enrolment
    from haandgreb.organisation.models import Person
    from haandgreb.shared.demo import Demo

FIRST, ASKED = 0, 5
_LABEL = gettext_lazy("Learning in use")


def section(enrolment: Enrolment, person: Person, today: date) -> Section | None:
    """What it is for, when, what it costs, and what can be done about it."""
    from haandgreb.learning import permissions
    from haandgreb.learning.queries import enrolments as queries

    side = permissions.side_of(enrolment, person, today)
    goal = queries.goal_for(enrolment, person, today)
    context = {
        "enrolment": enrolment,
        "side": side,
        "goal": goal,
        "taken_over": queries.taken_over_by(enrolment, person, today),
        "may_change": permissions.may_change_wish(enrolment, person),
        "may_answer": permissions.may_answer(enrolment, person, today),
        "may_complete": permissions.may_complete(enrolment, person, today)
        and (enrolment.starts_on is None or enrolment.starts_on <= today),
        "may_set_days": permissions.may_set_days(enrolment, person, today),
        "may_end": permissions.may_end(enrolment, person, today),
        "may_hand_on": permissions.may_hand_on(enrolment, person, today),
    }
    return Section("learning/enrolments/_section.html", context, FIRST)


def home_sections(person: Person, today: date) -> list[Section]:
    """For a manager: who waits for her yes, and the way to what her staff take part in."""
    from haandgreb.learning.permissions import may_enrol_others
    from haandgreb.learning.queries import enrolments as queries
    from haandgreb.organisation.queries.managers import staff_of

    if not may_enrol_others(person, today):
        return []
    has_staff = bool(staff_of(person, today))
    asked = queries.asked_of(person, today) if has_staff else []
    links = Section("learning/enrolments/_links.html", {"has_staff": has_staff}, IN_ROLE)
    return [*([Section("learning/enrolments/_asked.html", {"asked": asked}, ASKED)] if asked else []), links]


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries import enrolments as queries

    return queries.may_wait(person, today)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """Wishes that wait for her yes; courses a week away without the talk before."""
    from haandgreb.learning.queries import enrolments as queries

    for row in queries.asked_of(person, today):
        text = _("%(name)s asks you for a yes to taking part") % {"name": row.person}
        yield Waiting(text, _page(row), about=str(row.activity), due_on=None, tone="before", label=_LABEL)
    for row in queries.without_talk(person, today):
        text = _("You have not had the talk before the course")
        about = str(row.activity) if row.person_id == person.pk else f"{row.person} · {row.activity}"
        address = reverse("learning:talk_choice", args=[row.pk])
        yield Waiting(text, address, about=about, due_on=row.starts_on, tone="before", label=_LABEL)


def pages_about(person: Person, thing: Any) -> Sequence[MenuItem]:
    """On a development goal what serves it and the way to something that does; for a manager what her staff do."""
    from haandgreb.competences.models import DevelopmentGoal
    from haandgreb.learning.models import Activity
    from haandgreb.learning.queries import enrolments as queries
    from haandgreb.organisation.models import Person as PersonModel
    from haandgreb.organisation.queries.managers import staff_of

    today = clock.today()
    wish = reverse("learning:wish")
    if isinstance(thing, DevelopmentGoal):
        lines = [
            MenuItem(str(row.activity), _page(row), "learn", order=30) for row in queries.of_goal(thing, person, today)
        ]
        if thing.person_id == person.pk:
            lines.append(MenuItem(_("Find something to take part in"), f"{wish}?goal={thing.pk}", "add", order=40))
        return lines
    if isinstance(thing, Activity) and thing.state == Activity.State.OPEN:
        return [MenuItem(_("I want to take part"), f"{wish}?activity={thing.pk}", "add", order=10)]
    if isinstance(thing, PersonModel) and thing in staff_of(person, today):
        page = f"{reverse('learning:staff')}#person-{thing.pk}"
        return [MenuItem(_("What she or he takes part in"), page, "effect", order=14)]
    return []


def seen_by(person: Person, ids: Collection[UUID]) -> set[UUID]:
    """Of these enrolments, those she can open."""
    from haandgreb.learning.queries import enrolments as queries

    return queries.seen_by(person, ids, clock.today())


def personal_data(person: Person) -> dict[str, Any]:
    """What she has taken part in; what is planned stands by itself (confidentiality.md 4)."""
    from haandgreb.learning.queries.personal import enrolments_of

    return enrolments_of(person)


def _page(enrolment: Enrolment) -> str:
    return reverse("learning:enrolment", args=[enrolment.pk])


def load_demo(demo: Demo) -> None:
    """Fifteen enrolments that were completed, some that lie ahead, and what came of them."""
    from haandgreb.learning.demo import enrolments, steps

    enrolments.load(demo)
    steps.load(demo)


def find_demo(demo: Demo) -> None:
    """The enrolments again."""
    from haandgreb.learning.demo import enrolments

    enrolments.find(demo)


def remove_demo() -> None:
    """Enrolments go before the activities they hold."""
    from haandgreb.learning.demo import enrolments

    enrolments.remove()
