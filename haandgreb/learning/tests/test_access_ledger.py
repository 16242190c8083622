"""Page × who → answer, for the ledger of handles. Mads has tried one."""

from __future__ import annotations

import pytest
from django.urls import reverse

from haandgreb.learning.actions import ledger as actions
from haandgreb.learning.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "above", "colleague", "deputy", "hr", "council", "admin", "other_manager"]
EVERYBODY = dict.fromkeys(ROLES, 200)
HERS = {**dict.fromkeys(ROLES, 404), "person": 200}
ACCESS = {
    "learning:ledger": EVERYBODY,
    "learning:trial_new": EVERYBODY,
    "learning:trial": HERS,
    "learning:trial_delete": HERS,
}


def tried(person, **facts):
    facts = {"tried_on": clock.today(), "minutes": 60, "again": "yes", "seen_by": "all", **facts}
    return actions.write("HG-06", facts, by=person)


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    trial = tried(place.person)
    url = reverse(page, args=["hg-06" if ACCESS[page] is EVERYBODY else trial.pk])
    sign_in(client, getattr(place, role))

    answer = client.post(url) if page == "learning:trial_delete" else client.get(url)

    wanted = ACCESS[page][role]
    assert answer.status_code == (302 if wanted == 200 and page == "learning:trial_delete" else wanted)


@pytest.mark.parametrize(
    ("seen_by", "readers"),
    [
        ("me", {"person"}),
        ("unit", {"person", "manager", "colleague", "deputy"}),
        ("all", set(ROLES)),
    ],
)
def test_who_reads_what_was_tried(client, seen_by, readers):
    place = Workplace()
    tried(place.person, seen_by=seen_by, changed="Vi ringer først")

    for role in ROLES:
        sign_in(client, getattr(place, role))
        page = client.get(reverse("learning:ledger", args=["hg-06"]))
        assert [trial.changed for trial in page.context["page"]] == (["Vi ringer først"] if role in readers else [])
        assert page.context["sums"].trials == (1 if role in readers else 0)
