"""The workshop: page × who → answer. Whoever is not in it does not learn that there is one."""

import pytest
from django.urls import reverse

from haandgreb.impactmap.tests.workshop_factory import Setting
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_manager, make_person, make_unit, set_up, sign_in

pytestmark = pytest.mark.django_db

ROLES = [
    "nobody",
    "facilitator",
    "planner",
    "participant",
    "colleague",
    "manager above",
    "hr",
    "works council",
    "administrator",
]


def answers(runs: int, takes_part: int, others: int = 404) -> dict[str, int]:
    """The facilitator and the unit's manager who planned it, a participant, and everybody else."""
    return {
        **dict.fromkeys(ROLES, others),
        "nobody": 302,
        "facilitator": runs,
        "planner": runs,
        "participant": takes_part,
    }


SEES = answers(200, 200)
RUNS = answers(302, 403)
WRITES = answers(403, 302)
MAY_PLAN = {**dict.fromkeys(ROLES, 403), "nobody": 302, "planner": 200, "manager above": 200, "hr": 200}
# page: (method, the step it is at, 0 before it began; what is asked or sent; answers)
ACCESS = {
    "impactmap:workshops": ("GET", 0, {}, {**dict.fromkeys(ROLES, 200), "nobody": 302}),
    "impactmap:workshop_new": ("GET", 0, {}, MAY_PLAN),
    "impactmap:workshop": ("GET", 2, {}, SEES),
    "impactmap:workshop_edit": ("GET", 0, {}, answers(200, 403)),
    "impactmap:workshop_drop": ("POST", 0, {}, RUNS),
    "impactmap:workshop_begin": ("POST", 0, {}, RUNS),
    "impactmap:workshop_run": ("GET", 2, {}, answers(200, 302)),
    "impactmap:workshop_clock": ("POST", 2, {"act": "pause"}, RUNS),
    "impactmap:workshop_round": ("POST", 2, {"act": "open"}, RUNS),
    "impactmap:workshop_sort": ("POST", 2, {"act": "merge"}, RUNS),
    "impactmap:workshop_cut": ("POST", 7, {}, RUNS),
    "impactmap:workshop_close": ("POST", 2, {}, RUNS),
    "impactmap:workshop_make": ("GET", 2, {"kind": "result"}, answers(200, 403)),
    "impactmap:workshop_write": ("POST", 2, {"text": "Færre ringer", "step": "2"}, WRITES),
    "impactmap:workshop_note": ("POST", 2, {"text": "Færre ringer"}, answers(404, 302)),
    "impactmap:workshop_mark": ("POST", 7, {}, WRITES),
}


def somebody(who, setting):
    """The person of this description, with her place in the house."""
    there = {"facilitator": setting.facilitator, "planner": setting.manager, "participant": setting.people[0]}
    if who in there:
        return there[who]
    other = make_person("Tage Stenløkke", setting.unit)
    if who == "manager above":
        make_manager(other, setting.unit.parent)
    if who == "hr":
        give_role(other, Role.Kind.HR, units=[setting.unit])
    if who == "works council":
        give_role(other, Role.Kind.WORKS_COUNCIL)
    if who == "administrator":
        give_role(other, Role.Kind.ADMINISTRATOR)
    return other


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("page", list(ACCESS))
def test_access(client, page, who):
    method, step, sent, wanted = ACCESS[page]
    set_up()
    setting = Setting()
    setting.unit.parent = make_unit("Vicedirektørens område")
    setting.unit.path = f"{setting.unit.parent.path}{setting.unit.pk.hex}/"
    setting.unit.save()
    if step:
        setting.at(step)
    args = [] if page in {"impactmap:workshops", "impactmap:workshop_new"} else [setting.workshop.pk]
    if page == "impactmap:workshop_note":
        args.append(setting.wrote(setting.people[0], "Flere forstår brevet").pk)
    if who != "nobody":
        sign_in(client, somebody(who, setting))

    send = client.get if method == "GET" else client.post

    assert send(reverse(page, args=args), sent).status_code == wanted[who]
