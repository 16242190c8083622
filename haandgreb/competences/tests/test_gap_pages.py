"""What the pages of the gap say, to whom, and that no two of them together say more."""

import csv
import io
from datetime import timedelta
from html import unescape
from itertools import product
from re import DOTALL, sub

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haandgreb.competences.actions.gap import release_when_due
from haandgreb.competences.models import GapRelease, LearningGoal, LevelStep, PlannedActivity, UnitGap
from haandgreb.competences.tests.factories import agree, give_profile, make_competence, require_level
from haandgreb.competences.tests.gap_factory import Workplace, make_goal
from haandgreb.organisation.tests.factories import make_manager, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.strategy.models import GoalResult, PracticeChange, Result, ResultPractice

pytestmark = pytest.mark.django_db


@pytest.fixture
def work():
    made = Workplace()
    made.count()
    return made


def words_of(page):
    """The text of the main part of a page."""
    body = page.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(sub(r"<[^>]+>", " ", sub(r"<svg.*?</svg>", "", body, flags=DOTALL))).split())


def read(client, person, name, *args):
    page = sign_in(client, person).get(reverse(f"competences:{name}", args=[one.pk for one in args]))
    assert page.status_code == 200
    return page


def rows_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_nearest_manager_sees_her_own_staff_as_they_are_today_strengths_first(client, work):
    agree(work.in_a[0], work.plain, 5)

    page = read(client, work.leader, "unit_gap", work.team_a)

    lines = {row["line"].competence: row["line"].counts for row in page.context["own_rows"]}
    plain, law = lines[work.plain], lines[work.law]
    assert (plain.asked, plain.more, plain.as_asked, plain.lack, plain.unknown) == (20, 6, 8, 6, 0)
    assert (law.asked, law.unknown) == (20, 20)
    assert [row["line"].competence for row in page.context["own_rows"]] == [work.plain, work.law]
    assert "I 1 kompetence kan nogen mere end krævet." in words_of(page)


def test_others_see_the_figures_of_the_counting_and_not_those_of_today(client, work):
    agree(work.in_a[0], work.plain, 5)

    shown = {
        who: read(client, person, "unit_gap", work.team_a).context["rows"][0]["line"].counts
        for who, person in {"team": work.in_a[1], "above": work.head, "hr": work.hr()}.items()
    }

    assert {who: (one.lack, one.have, one.unknown) for who, one in shown.items()} == dict.fromkeys(shown, (7, 13, 0))


def test_only_the_nearest_manager_has_a_part_of_her_own(client, work):
    own = {
        who: read(client, person, "unit_gap", work.team_a).context["own"] is not None
        for who, person in {"nearest": work.leader, "team": work.in_a[1], "above": work.head, "hr": work.hr()}.items()
    }

    assert own == {"nearest": True, "team": False, "above": False, "hr": False}


def test_too_few_is_said_in_words_and_looks_the_same_for_one_and_for_four(client):
    texts = set()
    for levels in ([1], [1, 1, 1, 1], [3, 3, 3, 1]):
        GapRelease.objects.all().delete()
        work = Workplace(top=make_unit(f"Styrelse {len(levels)}{sum(levels)}"))
        unit = make_unit("Lille", work.top)
        people = work.staff(unit, levels)
        work.count()
        texts.add(words_of(read(client, people[0], "unit_gap", unit)))

    assert len(texts) == 1
    assert "For få til at vise tal" in texts.pop()


def test_a_manager_of_three_sees_her_own_staff_all_the_same(client, work):
    make_manager(make_person("Merete Linddrag", work.top), work.lighthouse)
    manager = make_person("Merete Linddrag", work.lighthouse)
    make_manager(manager, work.lighthouse)

    page = read(client, manager, "unit_gap", work.lighthouse)

    assert (page.context["own"].people, page.context["shown"].any_shown) == (3, False)


def test_skills_of_few_are_told_to_the_team_and_above_it_only_as_a_number(client):
    work = Workplace()
    make_manager(make_person("Hanne Marknæs", work.grants), work.team_b)
    agree(work.in_b[0], work.law, 3)
    for person in work.in_b[1:6]:
        agree(person, work.law, 1)
    work.count()

    team = read(client, work.in_b[1], "unit_gap", work.team_b)
    above = read(client, work.head, "unit_gap", work.team_b)

    assert [one.title for one in team.context["shown"].by_one] == ["Forvaltningsret"]
    assert "Forvaltningsret" in words_of(team).split("Hvilke kompetencer forsvinder")[1]
    assert (above.context["shown"].by_one, above.context["shown"].number) == (None, 1)
    assert "Forvaltningsret" not in words_of(above).split("Hvilke kompetencer forsvinder")[1].split("Hvorfor")[0]


def test_no_page_of_the_gap_names_a_person_or_links_to_one(client, work):
    names = [person.name for person in [*work.in_a, *work.in_b, *work.in_lighthouse]]
    for person, name, args in [
        (work.leader, "unit_gap", [work.team_a]),
        (work.head, "unit_gap", [work.grants]),
        (work.director, "organisation_gap", []),
        (work.hr(), "needs", []),
    ]:
        text = read(client, person, name, *args).content.decode().split("<main", 1)[1].split("</main>")[0]
        assert [one for one in names if one in text] == []
        assert "/people/" not in text


def test_each_goal_has_the_competences_that_roles_and_learning_ask_for(client, work):
    feedback = make_competence("Feedback")
    learning = LearningGoal.objects.create(title="Jeg kan give feedback")
    LevelStep.objects.create(learning_goal=learning, competence=feedback, level_from=1, level_to=2)
    LevelStep.objects.create(learning_goal=learning, competence=work.law, level_from=1, level_to=2)
    hang(learning, work.goal)

    page = read(client, work.director, "organisation_gap")

    goal = page.context["parts"][0]["goals"][0]["goal"]
    assert (goal.goal, [line.competence for line in goal.lines], goal.unasked) == (
        work.goal,
        [work.plain, work.law],
        [feedback],
    )


def hang(learning, goal):
    """The learning goal hangs on the goal by a result and a practice change."""
    result = Result.objects.create(title="Færre ringer om brevet")
    practice = PracticeChange.objects.create(title="Vægtningen først")
    GoalResult.objects.create(goal=goal, result=result)
    ResultPractice.objects.create(result=result, practice=practice)
    learning.practice_links.create(practice=practice)


def test_what_a_unit_made_its_own_counts_for_the_goal_it_came_from(client):
    work = Workplace()
    own = make_goal("Breve, Team A's naboer forstår", unit=work.team_a, parent=work.goal, code="")
    require_level(work.role, make_competence("Samskabelse"), 2, goal=own)
    work.count()

    page = read(client, work.director, "organisation_gap")

    assert [str(line.competence) for line in page.context["parts"][0]["goals"][0]["goal"].lines] == [
        "Klart sprog",
        "Samskabelse",
    ]


def test_the_file_of_a_unit_says_what_the_page_says(client, work):
    page = read(client, work.head, "unit_gap", work.team_a)
    file = rows_of(read(client, work.head, "unit_gap_csv", work.team_a))

    counts = page.context["rows"][0]["line"].counts
    assert file[1][:6] == ["Klart sprog", "høj", *map(str, (counts.asked, counts.have, counts.unknown, counts.lack))]
    assert len(file) == 1 + len(page.context["rows"])


def test_the_file_of_the_goals_says_what_the_page_says(client, work):
    page = read(client, work.director, "organisation_gap")
    file = rows_of(read(client, work.director, "organisation_gap_csv"))

    rows = [row["line"] for goal in page.context["parts"][0]["goals"] for row in goal["rows"]]
    told = [[str(line.competence), *_counted(line.counts)] for line in rows]
    assert [[row[3], *row[5:9]] for row in file[1:]] == told


def _counted(counts):
    if counts is None:
        return ["for få til at vise"] * 4
    return [str(n) for n in (counts.asked, counts.have, counts.unknown, counts.lack)]


def test_needs_tell_why_how_many_and_what_is_planned(client, work):
    learning = LearningGoal.objects.create(title="Jeg kan begrunde et skøn")
    LevelStep.objects.create(learning_goal=learning, competence=work.plain, level_from=2, level_to=3)
    activity = PlannedActivity.objects.create(title="Sidemand fire gange", when="marts")
    activity.goal_links.create(learning_goal=learning)
    mine = LearningGoal.objects.create(title="Mit eget", scope="person", person=work.in_a[0])
    LevelStep.objects.create(learning_goal=mine, competence=work.plain, level_from=2, level_to=3)

    page = read(client, work.hr(), "needs")

    need = page.context["needs"].rows[0]
    assert (need.competence, need.importance, need.goals, need.learning, need.activities) == (
        work.plain, "høj", [work.goal], [learning], [activity],
    )  # fmt: skip
    assert [[str(row.unit) for row in rows] for rows in (need.whole, need.parts)] == [
        ["Mødestedsstyrelsen"],
        ["Tilskud"],
    ]
    assert "Sidemand fire gange (marts)" in words_of(page)


def test_hr_of_a_part_reads_the_needs_of_that_part_only(client, work):
    part = read(client, work.hr(work.grants), "needs").context["needs"]
    other = read(client, work.hr(work.lighthouse), "needs").context["needs"]

    assert [str(row.unit) for need in part.rows for row in [*need.whole, *need.parts]] == [
        "Tilskud",
        "Team A",
        "Team B",
    ] * 2
    assert [[need.whole, need.parts] for need in other.rows] == [[[], []]] * 2


def test_the_file_of_needs_has_the_lines_of_the_page(client, work):
    hr = work.hr()
    page = read(client, hr, "needs").context["needs"]
    file = rows_of(read(client, hr, "needs_csv"))

    assert [(row[0], row[3], row[4]) for row in file[1:]] == [
        (str(need.competence), str(row.unit), str(row.lack + row.have + row.unknown)) if row else
        (str(need.competence), "", "for få til at vise")
        for need in page.rows
        for row in ([*need.whole, *need.parts] or [None])
    ]  # fmt: skip


def test_all_figures_on_all_pages_and_files_together_give_nobody_away(client):
    """
    The attacker reads everything anybody but the nearest managers can read, in two countings a month apart, and adds
    and subtracts whatever has the same competence and class, with the people of each unit as unknowns.
    """
    work = Workplace()
    work.count()
    told = everything_told(client, work)
    homes = who_is_where(work)
    for person in work.in_a[:2]:
        agree(person, work.plain, 3)
    release_when_due(clock.today() + timedelta(days=30))
    again = everything_told(client, work)

    assert told == again
    assert len(told) == 4
    for kind in range(3):
        figures = [(covers, counts[kind]) for covers, counts in told]
        for weights in product((-1, 0, 1), repeat=len(figures)):
            cover = [
                sum(w for w, (covers, _n) in zip(weights, figures, strict=True) if home in covers) for home in homes
            ]
            if set(cover) <= {0, 1} and any(cover):
                size = sum(w * n for w, (_covers, n) in zip(weights, figures, strict=True))
                assert size == 0 or size >= 5


def everything_told(client, work):
    """Every figure of plain language as (unit names it covers, lack/have/unknown)."""
    found = set()
    below = {
        "Mødestedsstyrelsen": {"Team A", "Team B", "Vejledning", "Fyrtårnet"},
        "Tilskud": {"Team A", "Team B"},
    }
    for unit in (work.top, work.grants, work.team_a, work.team_b, work.guidance, work.lighthouse):
        for row in read(client, work.director, "unit_gap", unit).context["rows"]:
            counts = row["line"].counts
            if counts is not None and row["line"].competence == work.plain:
                found.add((frozenset(below.get(unit.name, {unit.name})), (counts.lack, counts.have, counts.unknown)))
    hr = work.hr()
    for row in rows_of(read(client, hr, "needs_csv"))[1:]:
        if row[3] and row[0] == "Klart sprog":
            found.add((frozenset(below.get(row[3], {row[3]})), (int(row[7]), int(row[5]), int(row[6]))))
    for row in rows_of(read(client, hr, "organisation_gap_csv"))[1:]:
        if row[5].isdigit() and row[3] == "Klart sprog":
            found.add((frozenset(below[row[0]]), (int(row[8]), int(row[6]), int(row[7]))))
    return sorted(found, key=str)


def who_is_where(work):
    return ["Team A", "Team B", "Vejledning", "Fyrtårnet"]


def test_before_anything_is_counted_the_pages_say_so(client):
    work = Workplace()

    texts = [
        words_of(read(client, work.head, "unit_gap", work.grants)),
        words_of(read(client, work.director, "organisation_gap")),
        words_of(read(client, work.hr(), "needs")),
    ]

    assert ["Der er ikke talt op endnu" in text for text in texts] == [True] * 3


def test_a_unit_that_came_after_the_counting_says_so(client, work):
    unit = make_unit("Ny enhed", work.top)
    people = work.staff(unit, [1])

    assert "Intet var krævet her, da der blev talt op" in words_of(read(client, people[0], "unit_gap", unit))


def test_a_unit_without_profiles_says_what_is_missing(client, work):
    unit = make_unit("Ny enhed", work.top)
    person = make_person("Ny Leder", unit)
    make_manager(person, unit)
    make_person("Ny Ansat", unit)

    page = read(client, person, "unit_gap", unit)

    assert "Ingen rolleprofil kræver noget endnu" in words_of(page)


def test_pages_ask_the_same_for_few_and_for_many(client, work):
    hr = work.hr()
    pages = [(work.leader, "unit_gap", [work.team_a]), (work.director, "organisation_gap", []), (hr, "needs", [])]

    def queries():
        found = []
        for person, name, args in pages:
            sign_in(client, person)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                client.get(reverse(f"competences:{name}", args=[one.pk for one in args]))
            found.append(len(asked))
        return found

    queries()
    before = queries()
    for number in range(30):
        one = make_competence(f"Kompetence {number:02}")
        require_level(work.role, one, 2, goal=work.goal)
    for number in range(60):
        person = make_person(f"Flere {number}", work.team_a)
        give_profile(person, work.role)
        agree(person, work.plain, number % 6)
    release_when_due(clock.today() + timedelta(days=30))
    assert UnitGap.objects.count() > 0

    queries()  # what is kept for a few seconds is asked anew where making people took longer
    assert queries() == before


def test_the_pages_are_found_from_unit_goal_and_menu(client, work):
    unit = sign_in(client, work.in_a[0]).get(reverse("organisation:unit", args=[work.team_a.pk]))
    other = client.get(reverse("organisation:unit", args=[work.team_b.pk]))
    menu = sign_in(client, work.head).get(reverse("competences:gap")).content.decode()

    assert reverse("competences:unit_gap", args=[work.team_a.pk]) in unit.content.decode()
    assert reverse("competences:unit_gap", args=[work.team_b.pk]) not in other.content.decode()
    assert f'href="{reverse("competences:gap")}"' in menu


def test_the_page_of_the_whole_workplace_stands_under_what_units_can(client, work):
    answer = sign_in(client, work.hr()).get(reverse("competences:organisation_gap"))

    here = [item["url"] for item in answer.context["menu"] if item["current"]]

    assert here == [reverse("competences:gap")]
