"""The demo's figures: the whole is shown, units of four and five people never, and nobody can be found."""

import pytest

from haandgreb.competences.actions.gap import release_when_due
from haandgreb.competences.demo import catalogue, levels
from haandgreb.competences.models import UnitGap
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db

TOO_FEW = {"Forsøgsenheden Fyrtårnet", "Direktion og sekretariat", "Sekretariatet"}


def test_the_whole_is_shown_and_small_units_never():
    demo = Demo(today=clock.today())
    organisation_demo.load(demo)
    catalogue.load(demo)
    levels.load(demo)

    release_when_due(demo.today)

    rows = list(UnitGap.objects.select_related("unit", "competence"))
    by_unit = {row.unit.name for row in rows}
    assert {row.competence.code for row in rows if row.unit.parent_id is None} == {
        f"K{number:02}" for number in range(1, 17) if number != 15
    }
    assert by_unit & TOO_FEW == set()
    assert len(by_unit) >= 4
    for row in rows:
        below = [one for one in rows if one.competence_id == row.competence_id and one.within_id == row.unit_id]
        left = [getattr(row, kind) - sum(getattr(one, kind) for one in below) for kind in ("lack", "have", "unknown")]
        assert all(count == 0 or count >= 5 for count in left)
