"""The demo workplace as content: 84 people, their units and their managers, as the case tells it."""

from collections import Counter
from pathlib import Path

import pytest

from haandgreb.shared.tests.content import Content, flaws, load

DEMO = load(Path(__file__).parents[1] / "content" / "demo.toml")
PEOPLE: dict[str, Content] = {person["id"]: person for person in DEMO["people"]["list"]}
UNITS: dict[str, Content] = {unit["id"]: unit for unit in DEMO["unit"]}


def office(unit: str) -> str:
    """The unit of the case's table: a team or the secretariat counts with the unit it belongs to."""
    return unit.split("-")[0]


def nearest_manager(person: str) -> str | None:
    """The manager of the own unit, or of the nearest unit above where somebody else is manager."""
    unit: str | None = PEOPLE[person]["unit"]
    while unit is not None:
        if UNITS[unit]["manager"] != person:
            return str(UNITS[unit]["manager"])
        unit = UNITS[unit].get("parent")
    return None


def test_every_text_stands_in_both_languages() -> None:
    assert flaws(DEMO) == []


def test_there_are_84_people_numbered_without_a_gap() -> None:
    assert list(PEOPLE) == [f"P{number:02}" for number in range(1, 85)]


def test_the_units_have_the_headcount_of_the_case() -> None:
    assert Counter(office(person["unit"]) for person in PEOPLE.values()) == {
        "DIR": 5,
        "TIL": 22,
        "TSY": 15,
        "VEJ": 13,
        "DAT": 14,
        "STA": 11,
        "FYR": 4,
    }


def test_every_name_is_one_person() -> None:
    assert len({(person["given"], person["surname"]) for person in PEOPLE.values()}) == 84


def test_everybody_has_a_unit_a_title_and_a_site_that_exist() -> None:
    assert {person["unit"] for person in PEOPLE.values()} <= UNITS.keys()
    assert {person["title"] for person in PEOPLE.values()} == DEMO["title"].keys()
    assert {person["site"] for person in PEOPLE.values()} == set(DEMO["organisation"]["sites"])


def test_the_tree_has_one_root_and_parents_stand_before_children() -> None:
    seen: set[str] = set()
    for unit in DEMO["unit"]:
        assert ("parent" not in unit) == (not seen)
        assert unit.get("parent", unit["id"]) in seen | {unit["id"]}
        seen.add(unit["id"])


@pytest.mark.parametrize(
    ("manager", "own_staff"),
    [
        ("P01", ["P02", "P03", "P56", "P70", "P81"]),
        ("P02", ["P04", "P05", "P06", "P28", "P43"]),
        ("P06", ["P07", "P08"]),
        ("P07", ["P09", "P10", "P11", "P12", "P13", "P14", "P15", "P16", "P17", "P26"]),
        ("P08", ["P18", "P19", "P20", "P21", "P22", "P23", "P24", "P25", "P27"]),
        ("P28", ["P29", "P36", "P37", "P38", "P39", "P40", "P42"]),
        ("P29", ["P30", "P31", "P32", "P33", "P34", "P35", "P41"]),
        ("P43", [f"P{number}" for number in range(44, 56)]),
        ("P56", [f"P{number}" for number in range(57, 70)]),
        ("P70", [f"P{number}" for number in range(71, 81)]),
        ("P81", ["P82", "P83", "P84"]),
        (None, ["P01"]),
    ],
)
def test_the_nearest_manager_follows_from_the_tree(manager: str | None, own_staff: list[str]) -> None:
    assert [person for person in PEOPLE if nearest_manager(person) == manager] == own_staff


def test_those_called_managers_are_those_who_manage_a_unit() -> None:
    flagged = {person["id"] for person in PEOPLE.values() if "manager" in person["flags"]}
    assert flagged == {unit["manager"] for unit in DEMO["unit"]}
    assert len(flagged) == 11


def test_thirty_of_them_were_hired_within_the_last_two_years() -> None:
    assert sum(person["hired"] >= -730 for person in PEOPLE.values()) == 30


def test_days_since_hiring_agree_with_the_years() -> None:
    wrong = [person["id"] for person in PEOPLE.values() if not -0.1 < person["years"] + person["hired"] / 365 < 0.26]
    assert wrong == []


def test_the_works_council_is_three_from_management_and_four_from_staff() -> None:
    council = next(role["people"] for role in DEMO["role"] if role["kind"] == "works-council")
    assert council == ["P01", "P02", "P70", "P09", "P16", "P32", "P63"]
    assert sum("manager" in PEOPLE[person]["flags"] for person in council) == 3
    assert {person["id"] for person in PEOPLE.values() if "works-council" in person["flags"]} == set(council)


def test_three_people_are_hr_for_the_whole_house_and_one_is_administrator() -> None:
    roles = {role["kind"]: (role["people"], role.get("units", [])) for role in DEMO["role"]}
    assert roles["hr"] == (["P71", "P72", "P73"], ["MSS"])
    assert roles["administrator"] == (["P78"], [])


def test_the_administrator_holds_no_role_with_content() -> None:
    assert [role["kind"] for role in DEMO["role"] if "P78" in role["people"]] == ["administrator"]


def test_twelve_personas_stand_in_the_order_of_the_case() -> None:
    order = ["P13", "P09", "P15", "P08", "P28", "P37", "P44", "P64", "P71", "P01", "P84", "P78"]
    assert [persona["person"] for persona in DEMO["persona"]] == order


def test_the_three_students_stand_outside_the_dialogues() -> None:
    students = [person["id"] for person in PEOPLE.values() if person.get("kind") == "student"]
    assert students == ["P26", "P27", "P55"]
    assert [person["id"] for person in PEOPLE.values() if "outside-mus" in person["flags"]] == students
