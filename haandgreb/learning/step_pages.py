"""Where an act is recorded that has a page of its own."""

from __future__ import annotations

from django.urls import reverse

from haandgreb.learning.models import Step
from haandgreb.learning.phases_content import act_of


def own_page(step: Step) -> str:
    """The address of the page the act is recorded on; "" where its own page is the place."""
    page = act_of(step.key).page
    if step.key == "write_provider":
        return reverse("learning:guest_invite", args=[step.enrolment_id, "provider"])
    if page == "log":
        return reverse("learning:log_entry", args=[step.enrolment_id, int(step.key.rpartition("-")[2])])
    if page in ("plan", "talk"):
        return reverse("learning:plan", args=[step.enrolment_id])
    return reverse("learning:factors", args=[step.enrolment_id]) if page == "factors" else ""
