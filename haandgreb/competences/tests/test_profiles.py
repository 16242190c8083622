"""Role profiles: a table that keeps its history, two who change it, and a profile that asks for nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haandgreb.competences.actions import profiles
from haandgreb.competences.models import Competence, Importance, ProfileTitle, Requirement, RoleProfile
from haandgreb.competences.queries import profile_pages
from haandgreb.competences.queries.builders import builders_on
from haandgreb.competences.queries.required import required_of_one
from haandgreb.competences.rules.requirements import Asked, Wanted
from haandgreb.competences.tests.factories import give_profile, make_competence, make_profile, require_level
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import LONG_AGO, give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry
from haandgreb.strategy.models import GoalVersion, StrategicGoal

pytestmark = pytest.mark.django_db

NORMAL, HIGH = Importance.NORMAL, Importance.HIGH


@pytest.fixture
def unit():
    return make_unit()


@pytest.fixture
def hr(unit):
    person = make_person("Camille Vangsted", unit)
    give_role(person, Role.Kind.HR, units=[unit])
    return person


def wanted(level, importance=NORMAL, is_common=False, goal=None):
    return Wanted(level, importance, is_common, goal)


def row(competence, level, importance=NORMAL, was=None, scope="local", goal=""):
    """One line of the table as a browser sends it."""
    name = competence.pk.hex
    return {
        f"{name}-level": str(level),
        f"{name}-importance": str(int(importance)),
        f"{name}-scope": scope,
        f"{name}-goal": str(goal),
        f"{name}-was": f"{was} 2 0" if was is not None else "",
    }


def new_rows(*lines):
    """The empty lines of the table, the first of them filled."""
    found = {}
    for at in range(5):
        competence, level = lines[at] if at < len(lines) else ("", "")
        found |= {
            f"new{at}-competence": competence,
            f"new{at}-level": str(level),
            f"new{at}-importance": "2",
            f"new{at}-scope": "common",
            f"new{at}-goal": "",
        }
    return found


def open_rows(profile):
    return {row.competence.title: row.level for row in profile.requirements.filter(valid_to=None)}


def test_a_changed_row_ends_and_a_new_one_begins_so_that_the_past_stays_readable(hr):
    today = clock.today()
    language = make_competence()
    profile = make_profile(requirements={language: 3})

    changes = profiles.set_requirements(profile, {language.pk: wanted(4, HIGH)}, by=hr)

    rows = profile.requirements.order_by("valid_from").values_list("level", "importance", "valid_from", "valid_to")
    assert list(rows) == [(3, NORMAL, LONG_AGO, today), (4, HIGH, today, None)]
    assert (changes.new, changes.changed, changes.ended) == (0, 1, 0)


def test_what_is_changed_twice_in_a_day_leaves_one_row_of_that_day(hr):
    language = make_competence()
    profile = make_profile(requirements={language: 3})

    for level in (4, 5):
        profiles.set_requirements(profile, {language.pk: wanted(level)}, by=hr)

    assert list(profile.requirements.order_by("valid_from").values_list("level", flat=True)) == [3, 5]


def test_what_is_changed_and_changed_back_in_a_day_is_as_it_was(hr):
    language = make_competence()
    profile = make_profile(requirements={language: 3})
    before = list(Requirement.objects.values())

    for level in (4, 3):
        profiles.set_requirements(profile, {language.pk: wanted(level, is_common=True)}, by=hr)
    changed_back = list(Requirement.objects.values())
    profiles.set_requirements(profile, {}, by=hr)
    profiles.set_requirements(profile, {language.pk: wanted(3, is_common=True)}, by=hr)

    assert changed_back == before
    assert list(Requirement.objects.values()) == before


def test_what_is_taken_out_is_asked_of_nobody_from_today(hr, unit):
    person = make_person("Mads Rosenklint", unit)
    language = make_competence()
    profile = make_profile(requirements={language: 3})
    give_profile(person, profile)

    profiles.set_requirements(profile, {}, by=hr)

    yesterday = clock.today() - timedelta(days=1)
    assert required_of_one(person, clock.today()) == {}
    assert required_of_one(person, yesterday) == {language.pk: Asked(3, NORMAL)}


def test_a_table_saved_unchanged_changes_nothing(hr):
    language = make_competence()
    profile = make_profile(requirements={language: 3})
    before = list(Requirement.objects.values())

    assert not profiles.set_requirements(profile, {language.pk: wanted(3, is_common=True)}, by=hr)
    assert list(Requirement.objects.values()) == before


def test_what_a_role_first_asks_for_gets_its_place_in_the_row_of_levels(hr):
    language = make_competence()

    profiles.set_requirements(make_profile(), {language.pk: wanted(3)}, by=hr)

    language.refresh_from_db()
    assert language.column == 0


def test_a_row_keeps_what_its_goal_said_that_day(client, hr):
    today = clock.today()
    goal = StrategicGoal.objects.create(code="S1", title="Hurtige svar", starts_on=today, ends_on=today)
    facts = {"goal": goal, "starts_on": today, "ends_on": today, "written_at": clock.now()}
    GoalVersion.objects.create(number=1, title="Hurtige svar", **facts)
    language = make_competence()
    profile = make_profile()
    profiles.set_requirements(profile, {language.pk: wanted(3, HIGH, goal=goal.pk)}, by=hr)

    goal.title = "Svar til tiden"
    goal.save()
    GoalVersion.objects.create(number=2, title="Svar til tiden", **facts)

    sign_in(client, hr)
    shown = client.get(reverse("competences:profile", args=[profile.pk])).content.decode()
    assert "S1 Svar til tiden" in shown
    assert "Der stod »Hurtige svar«, da dette blev skrevet." in shown


def test_the_table_in_the_browser_changes_takes_out_and_adds(client, hr):
    language, law, feedback = make_competence(), make_competence("Forvaltningsret"), make_competence("Feedback")
    profile = make_profile(requirements={language: 3, law: 2})
    sign_in(client, hr)
    sent = {**row(language, 4, was=3), **row(law, "", was=2), **new_rows(("feedback", 2)), "version": "1"}

    answer = client.post(reverse("competences:requirements", args=[profile.pk]), sent)

    assert answer.url == reverse("competences:profile", args=[profile.pk])
    assert open_rows(profile) == {"Klart sprog": 4, "Feedback": 2}
    assert profile.requirements.get(competence=feedback).is_common


@pytest.mark.parametrize("level", ["0", "6", "-1", "3,5", "fire", "10", "³"])
def test_a_level_that_is_none_is_refused_beside_its_field_and_everything_is_kept(client, hr, level):
    language, law = make_competence(), make_competence("Forvaltningsret")
    profile = make_profile(requirements={language: 3, law: 2})
    sign_in(client, hr)
    sent = {**row(language, level, was=3), **row(law, 5, HIGH, was=2), **new_rows(("Klart spr", 2)), "version": "1"}

    answer = client.post(reverse("competences:requirements", args=[profile.pk]), sent)

    table = answer.context["table"]
    shown = {one.competence.title: (one.form["level"].value(), list(one.form.errors)) for one in table.rows}
    assert answer.status_code == 422
    assert shown == {"Klart sprog": (level, ["level"]), "Forvaltningsret": ("5", [])}
    assert table.new[0]["competence"].value() == "Klart spr"
    assert open_rows(profile) == {"Klart sprog": 3, "Forvaltningsret": 2}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        (("Klart sprog", 3), ["competence"]),
        (("Findes ikke", 3), ["competence"]),
        (("Feedback", ""), ["level"]),
        (("", 3), ["competence"]),
        (("Telefax", 3), ["competence"]),
    ],
    ids=["in the table", "unknown", "no level", "no competence", "closed"],
)
def test_a_new_line_that_cannot_be_saved_says_why(client, hr, line, wrong):
    language = make_competence()
    make_competence("Feedback")
    make_competence("Telefax", state=Competence.State.CLOSED)
    profile = make_profile(requirements={language: 3})
    sign_in(client, hr)

    answer = client.post(
        reverse("competences:requirements", args=[profile.pk]),
        {**row(language, 3, was=3), **new_rows(line), "version": "1"},
    )

    assert answer.status_code == 422
    assert list(answer.context["table"].new[0].errors) == wrong


def test_two_who_changed_different_rows_are_both_saved(client, hr):
    language, law, feedback = make_competence(), make_competence("Forvaltningsret"), make_competence("Feedback")
    profile = make_profile(requirements={language: 2, law: 2})
    Requirement.objects.update(is_common=False)
    theirs = {language.pk: wanted(2), law.pk: wanted(5), feedback.pk: wanted(1)}
    profiles.set_requirements(profile, theirs, by=hr, version=1)
    sign_in(client, hr)
    mine = {**row(language, 4, was=2), **row(law, 2, was=2), **new_rows(), "version": "1"}

    answer = client.post(reverse("competences:requirements", args=[profile.pk]), mine)

    assert answer.status_code == 302
    assert open_rows(profile) == {"Klart sprog": 4, "Forvaltningsret": 5, "Feedback": 1}


def test_two_who_changed_the_same_row_choose(client, hr):
    language = make_competence()
    profile = make_profile(requirements={language: 2})
    Requirement.objects.update(is_common=False)
    profiles.set_requirements(profile, {language.pk: wanted(5)}, by=hr, version=1)
    sign_in(client, hr)
    address = reverse("competences:requirements", args=[profile.pk])

    asked = client.post(address, {**row(language, 4, was=2), **new_rows(), "version": "1"})
    clash = asked.context["table"].rows[0]
    chosen = client.post(address, {**row(language, 4, was=5), **new_rows(), "version": str(asked.context["version"])})

    assert asked.status_code == 409
    assert (clash.is_clash, clash.form["level"].value(), clash.theirs.level) == (True, 4, 5)
    assert chosen.status_code == 302
    assert open_rows(profile) == {"Klart sprog": 4}


def test_a_profile_that_asks_for_nothing_says_so_and_breaks_no_page(client, hr, unit):
    profile = make_profile()
    person = make_person("Mads Rosenklint", unit)
    give_profile(person, profile)
    sign_in(client, person)

    answers = [
        client.get(reverse("competences:profile", args=[profile.pk])),
        client.get(reverse("competences:profiles")),
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Rollen kræver ikke noget endnu" in answers[0].content.decode()
    assert required_of_one(person, clock.today()) == {}


def test_everybody_with_the_title_gets_a_new_profile_at_once(client, hr, unit):
    person = make_person("Mads Rosenklint", unit, job_title="Jurist")
    sign_in(client, hr)
    sent = {"title": "Jurist", "titles": "Jurist\n jurist \n\nSpecialkonsulent", "once": "a-token"}

    answers = [client.post(reverse("competences:profile_new"), sent) for _press in range(2)]

    profile = RoleProfile.objects.get()
    assert {answer.url for answer in answers} == {reverse("competences:requirements", args=[profile.pk])}
    assert set(ProfileTitle.objects.values_list("job_title", flat=True)) == {"jurist", "Specialkonsulent"}
    assert [row.profile for row in person.engagements.get().profiles.all()] == [profile]


def test_a_title_goes_with_one_profile_only(client, hr):
    other = make_profile("Jurist")
    other.job_titles.create(job_title="Jurist")
    sign_in(client, hr)

    answer = client.post(reverse("competences:profile_new"), {"title": "Advokat", "titles": "JURIST"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["titles"])


def test_a_closed_profile_asks_nothing_of_anybody_and_can_be_read(client, hr, unit):
    person = make_person("Mads Rosenklint", unit)
    language = make_competence()
    profile = make_profile(requirements={language: 3})
    give_profile(person, profile)
    sign_in(client, hr)

    client.post(reverse("competences:profile_close", args=[profile.pk]))

    page = client.get(reverse("competences:profile", args=[profile.pk]))
    assert required_of_one(person, clock.today()) == {}
    assert [one.competence for one in page.context["page"].asked] == [language]
    assert client.get(reverse("competences:requirements", args=[profile.pk])).status_code == 403


def test_two_who_change_a_profile_see_both_texts(client, hr):
    profile = make_profile(description="Afgør sager.")
    profiles.change(profile, {"description": "Oplyser og afgør sager."}, by=hr, version=1)
    sign_in(client, hr)
    mine = {"title": profile.title, "description": "Afgør svære sager.", "titles": "", "version": "1"}

    answer = client.post(reverse("competences:profile_edit", args=[profile.pk]), mine)

    assert answer.status_code == 409
    assert [clash.theirs for clash in answer.context["conflict"].clashes] == ["Oplyser og afgør sager."]


def test_the_lists_ask_as_much_with_three_profiles_as_with_thirty(client, hr, unit, django_assert_max_num_queries):
    sign_in(client, hr)
    counts = []
    for number in range(30):
        profile = make_profile(f"Rolle {number}", {make_competence(f"Nr. {number}"): 3})
        give_profile(make_person(f"Nr. {number}", unit), profile)
        if number in (2, 29):
            with django_assert_max_num_queries(40) as asked:
                client.get(reverse("competences:profiles"))
                client.get(reverse("competences:profile", args=[profile.pk]))
            counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_table_asks_as_much_with_three_rows_as_with_thirty(client, hr, django_assert_max_num_queries):
    sign_in(client, hr)
    profile = make_profile()
    counts = []
    for number in range(30):
        require_level(profile, make_competence(f"Nr. {number}"))
        if number in (2, 29):
            with django_assert_max_num_queries(40) as asked:
                client.get(reverse("competences:requirements", args=[profile.pk]))
            counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_trail_tells_of_a_changed_table_in_numbers(hr):
    language = make_competence()
    profile = make_profile()

    profiles.set_requirements(profile, {language.pk: wanted(3)}, by=hr)

    entry = AuditEntry.objects.get(action="requirements changed")
    assert (entry.about_id, entry.details) == (profile.pk, {"new": 1, "changed": 0, "ended": 0})


def test_hr_is_told_of_a_closed_goal_that_a_role_names_until_something_else_asks(client, hr, unit):
    today = clock.today()
    goal = StrategicGoal.objects.create(title="Hurtige svar", starts_on=today, ends_on=today)
    other = StrategicGoal.objects.create(title="Andet", starts_on=today, ends_on=today)
    colleague = make_person("Mads Rosenklint", unit)
    language = make_competence()
    profile = make_profile()
    require_level(profile, language, goal=goal)

    told = [set(builders_on(one)) for one in (goal, other)]
    before = list(profile_pages.waiting_for(hr, today))
    goal.state, goal.closed_on = StrategicGoal.State.CLOSED, today
    goal.save()
    after = [line.url for line in profile_pages.waiting_for(hr, today)]
    of_colleague = list(profile_pages.waiting_for(colleague, today))
    profiles.set_requirements(profile, {language.pk: wanted(3, is_common=True)}, by=hr)

    assert told == [{hr}, set()]
    assert (before, after) == ([], [reverse("competences:requirements", args=[profile.pk])])
    assert of_colleague == list(profile_pages.waiting_for(hr, today)) == []
