"""
The parts of learning: what each adds to the passport and to the page of one enrolment.

Besides the passport's functions a part may have `section(enrolment, person, today) -> Section | None`, its piece of the
page of one enrolment, and `home_sections(person, today)`, its pieces of the page of all.
Those from ASIDE on are lines (`<li>`) of the list beside that page, from IN_ROLE on of the list of who has a role.
"""

from haandgreb.shared.parted import ASIDE, Parts

IN_ROLE = ASIDE + 5

# From what there is to what came of it: the demo is loaded in this order.
NAMES = (
    "activities",
    "tracks",
    "enrolments",
    "plan",
    "phases",
    "guests",
    "asked",
    "factors",
    "journeys",
    "completions",
    "effect",
    "success",
    "ledger",
    "keeping",
)
PARTS = Parts(__name__, NAMES)
