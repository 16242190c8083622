"""The transfer agreement of an enrolment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haandgreb.shared.parted import Section
from haandgreb.shared.passport import Waiting

if TYPE_CHECKING:
    from haandgreb.learning.models import Enrolment
    from haandgreb.learning.queries.plans import Page
    from haandgreb.organisation.models import Person

ORDER = 5
SHOWN = ("wished", "asked", "approved", "completed")
_LABEL = gettext_lazy("Learning in use")


def section(enrolment: Enrolment, person: Person, today: date) -> Section | None:
    """The intention, and how far the plan is."""
    from haandgreb.learning.queries import plans

    plan = plans.plan_or_new(enrolment)
    if enrolment.state not in SHOWN and plan._state.adding:
        return None
    page = plans.gist_of(plan, enrolment, person, today)
    is_begun = bool(plan.act or plan.goal or plan.shared_at or plan.agreed_at or plan.why_skipped)
    is_open = enrolment.state in SHOWN
    context = {
        "page": page,
        "says": _says(page, person),
        "is_begun": is_begun,
        "is_open": is_open,
        "is_mine_to_do": is_open and (page.waits_for_yes or (page.is_hers and not is_begun)),
    }
    return Section("learning/plan/_section.html", context, ORDER)


def _says(page: Page, person: Person) -> str:
    plan = page.plan
    if page.is_agreed or plan.why_skipped or page.text is None:
        return ""
    if page.waits_for_yes and plan.yes_by_id == person.pk and plan.yes_version == plan.version:
        other = page.manager if page.is_hers else page.enrolment.person
        return _("You have said yes. Waiting for %(name)s.") % {"name": other}
    if page.waits_for_yes:
        return _("It waits for a yes from each of you.")
    return _("Only you can see it until you share it.") if page.is_hers else ""


def may_wait(person: Person, today: date) -> Any:
    """Wider than what waits."""
    from haandgreb.learning.queries import plan_waiting

    return plan_waiting.may_wait(person)


def waiting_for(person: Person, today: date) -> Iterable[Waiting]:
    """Plans the other of the two has said yes to, or shared."""
    from haandgreb.learning.queries.plan_waiting import waits_for

    for row, text in waits_for(person, today):
        page = reverse("learning:plan", args=[row.enrolment_id])
        yield Waiting(text, page, about=str(row.enrolment.activity), tone="before", label=_LABEL)


def daily(today: date) -> None:
    """What was shared with an earlier manager is hers alone again."""
    from haandgreb.learning.actions.plans import withdraw_where_manager_changed

    withdraw_where_manager_changed(today)


def personal_data(person: Person) -> dict[str, Any]:
    """Her plans, with what she wrote for herself."""
    from haandgreb.learning.queries.personal import plans_of

    return plans_of(person)
