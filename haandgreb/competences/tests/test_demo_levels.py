"""What people in the demo workplace can: the case's four exactly, the others so that there is something to see."""

from collections import Counter, defaultdict
from datetime import timedelta

import pytest

from haandgreb.competences.actions.level_keeping import mend_wheels
from haandgreb.competences.demo import catalogue, levels
from haandgreb.competences.models import AgreedLevel, Evidence, LevelProposal, SelfLevel, Wheel, Wish
from haandgreb.competences.queries.levels import levels_of
from haandgreb.competences.queries.required import required_of
from haandgreb.competences.tests.test_gap_of_one import EXPECTED
from haandgreb.organisation.actions import demo as organisation_demo
from haandgreb.organisation.models import Engagement
from haandgreb.shared import clock
from haandgreb.shared.demo import Demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo():
    """The demo's people and what they can; without goals."""
    found = Demo(today=clock.today())
    organisation_demo.load(found)
    catalogue.load(found)
    levels.load(found)
    return found


def codes(rows):
    return {row.competence.code for row in rows}


@pytest.mark.parametrize("key", list(EXPECTED))
def test_the_four_people_of_the_case_have_their_gaps_and_strengths(demo, key):
    person = demo.people[key]

    page = levels_of(person, person, demo.today)

    lacks = {row.competence.code: row.standing.gap for row in page.rows if row.standing.gap}
    surplus = {row.competence.code: row.standing.surplus for row in page.rows if row.standing.surplus}
    assert (lacks, surplus, codes(row for row in page.rows if row.differs)) == EXPECTED[key]


def test_newcomers_and_student_assistants_have_no_agreed_level_and_everybody_else_has_one_or_waits_for_the_talk(demo):
    agreed = set(AgreedLevel.objects.values_list("person", flat=True))
    without = {key for key, person in demo.people.items() if person.pk not in agreed}

    assert without == set(levels.content()["unknown"])
    assert {"P21", "P35", "P51", "P66", "P26", "P27", "P55"} <= without


def by_unit(demo):
    """The levels of everybody in each large unit and below."""
    units = {demo.units[key].pk.hex: key for key in levels.content()["large"]}
    found = defaultdict(dict)
    keys = {person.pk: key for key, person in demo.people.items()}
    wheels = defaultdict(dict)
    for row in AgreedLevel.objects.current().select_related("competence"):
        wheels[row.person_id][row.competence.code] = row.level
    for engagement in Engagement.objects.select_related("unit"):
        for part in engagement.unit.path.split("/"):
            if part in units:
                found[units[part]][keys[engagement.person_id]] = wheels[engagement.person_id]
    return found


def asked_by_key(demo):
    """What everybody is asked for, by the keys of the case."""
    codes_of = {competence.pk: key for key, competence in demo.things["competences"].items()}
    keys = {person.pk: key for key, person in demo.people.items()}
    return {
        keys[person]: {codes_of[pk]: one.level for pk, one in asked.items()}
        for person, asked in required_of(demo.people.values(), demo.today).items()
    }


def test_large_units_have_figures_that_may_be_shown(demo):
    asked, shown = asked_by_key(demo), Counter()
    for unit, members in by_unit(demo).items():
        for code in demo.things["competences"]:
            those = [key for key in members if code in asked[key]]
            unknown = [key for key in those if code not in members[key]]
            lack = [key for key in those if code in members[key] and members[key][code] < asked[key][code]]
            have = len(those) - len(unknown) - len(lack)
            if those and all(part == 0 or part >= 5 for part in (len(unknown), len(lack), have)):
                shown[unit] += 1

    assert set(shown) == set(levels.content()["large"])
    assert min(shown.values()) >= 5


def test_nine_competences_are_held_by_one_person_alone(demo):
    """R2.3 of the case: nine vulnerable tasks. Only what a role in the unit asks for is counted."""
    asked = asked_by_key(demo)
    found = []
    for unit, members in by_unit(demo).items():
        for code in sorted({code for key in members for code in asked[key]}):
            able = [key for key, row in members.items() if row.get(code, 0) >= 3]
            if len(able) == 1:
                found.append((unit, code, able[0]))

    named = [(row["unit"], row["competence"], row["person"]) for row in levels.content()["alone"]]
    assert sorted(found) == sorted(named)
    assert len(named) == 9


def test_the_rows_for_counting_say_what_was_agreed(demo):
    assert Wheel.objects.count() == len(set(AgreedLevel.objects.values_list("person", flat=True)))
    assert mend_wheels() == 0


def test_talks_lie_in_the_last_year_and_after_people_came(demo):
    rows = list(AgreedLevel.objects.select_related("person"))
    hired = dict(Engagement.objects.values_list("person", "valid_from"))
    current = [row for row in rows if row.valid_to is None]

    assert all(hired[row.person_id] <= row.valid_from < demo.today for row in rows)
    assert all(demo.today - timedelta(days=366) <= row.valid_from for row in current)
    assert len({row.valid_from for row in current}) > 30
    assert any(row.valid_to for row in rows)
    assert all(row.agreed_with is not None and row.agreed_with != row.person for row in rows)


def test_some_have_shared_their_estimate_and_some_have_not(demo):
    people = {row.person_id: row.shared_at is not None for row in SelfLevel.objects.all()}

    assert Counter(people.values())[True] >= 5
    assert Counter(people.values())[False] >= 5
    assert Wish.objects.filter(wants=False).exists()
    assert Evidence.objects.count() == len(levels.content()["use"])
    assert LevelProposal.objects.filter(state="open").count() == len(levels.content()["proposal"])
