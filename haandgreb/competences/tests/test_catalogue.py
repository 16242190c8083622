"""The catalogue: found, kept, closed where it is used; a place in the row of levels that nobody else has."""

import pytest
from django.urls import reverse

from haandgreb.competences.actions import catalogue
from haandgreb.competences.models import Competence, LearningGoal, LevelStep
from haandgreb.competences.queries.catalogue import catalogue as catalogue_page
from haandgreb.competences.queries.catalogue import choices, named
from haandgreb.competences.tests.factories import make_competence, make_profile, require_level
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry
from haandgreb.strategy.models import GoalVersion, StrategicGoal

pytestmark = pytest.mark.django_db

ESCO = {"source": Competence.Source.ESCO}


def make_esco(title: str, number: int = 1, **facts):
    return make_competence(title, esco_uri=f"http://data.europa.eu/esco/skill/{number}", **ESCO, **facts)


@pytest.fixture
def hr():
    unit = make_unit()
    person = make_person("Camille Vangsted", unit)
    give_role(person, Role.Kind.HR, units=[unit])
    return person


def titles(found):
    return [entry.title for entry in found.page]


def test_own_entries_stand_first_each_part_in_danish_order(hr):
    for title in ("Økonomi", "Anlæg"):
        make_competence(title)
    make_esco("Aftaler")
    make_esco("Aaland", 2)

    assert titles(catalogue_page(hr, clock.today())) == ["Anlæg", "Økonomi", "Aftaler", "Aaland"]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("klart", ["Klart sprog"]),
        ("PLAIN language", ["Klart sprog"]),
        ("k02", ["Klart sprog"]),
        ("letlæst", ["Klart sprog"]),
        ("sprog klart", ["Klart sprog"]),
        ("100 % af alt", []),
        ("", ["Klart sprog", "Mødeledelse"]),
    ],
)
def test_search_reads_code_and_names_in_both_languages(hr, words, found):
    make_competence("Klart sprog", code="K02", title_en="Plain language", other_names="Letlæst\nKancellistil, nej tak")
    make_competence("Mødeledelse")

    assert titles(catalogue_page(hr, clock.today(), words=words)) == found


def test_closed_entries_are_shown_to_who_asks_and_offered_to_nobody(hr):
    make_competence("Telefax", state=Competence.State.CLOSED)

    assert titles(catalogue_page(hr, clock.today())) == []
    assert titles(catalogue_page(hr, clock.today(), with_closed=True)) == ["Telefax"]
    assert choices("telefax") == []
    assert named("Telefax") is None


def test_the_page_asks_as_much_with_three_entries_as_with_sixty(client, hr, django_assert_max_num_queries):
    sign_in(client, hr)
    counts = []
    for number in range(60):
        require_level(make_profile(f"Rolle {number}"), make_competence(f"Nr. {number}"))
        if number in (2, 59):
            with django_assert_max_num_queries(40) as asked:
                client.get(reverse("competences:catalogue"))
            counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_notice_stands_where_escos_words_stand(client, hr):
    notice = "Europa-Kommissionens ESCO-klassifikation"
    own = make_competence()
    sign_in(client, hr)
    without = client.get(reverse("competences:catalogue")).content.decode()

    esco = make_esco("programmere")

    with_it = client.get(reverse("competences:catalogue")).content.decode()
    its_page = client.get(reverse("competences:competence", args=[esco.pk])).content.decode()
    own_page = client.get(reverse("competences:competence", args=[own.pk])).content.decode()
    assert [notice in page for page in (without, with_it, its_page, own_page)] == [False, True, True, False]


def test_a_new_entry_is_made_once_however_often_the_button_is_pressed(client, hr):
    sign_in(client, hr)
    sent = {"title": "Klart sprog", "kind": "professional", "once": "a-token"}

    answers = [client.post(reverse("competences:competence_new"), sent).url for _press in range(2)]

    competence = Competence.objects.get()
    assert answers == [reverse("competences:competence", args=[competence.pk])] * 2
    assert (competence.title, competence.source, competence.column) == ("Klart sprog", "own", None)


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"title": "klart  SPROG"}, "title"),
        ({"title": "Spørg 0101011234"}, "title"),
        ({"title": "Nyt", "kind": "musical"}, "kind"),
        ({"title": "Nyt", "description": "Ring til 010101-1234"}, "description"),
    ],
)
def test_what_cannot_be_saved_is_said_beside_the_field_with_all_kept(client, hr, sent, wrong):
    make_competence("Klart sprog")
    sign_in(client, hr)

    answer = client.post(reverse("competences:competence_new"), {"kind": "general", "code": "K77", **sent})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert 'value="K77"' in answer.content.decode()


def test_two_who_change_an_entry_see_both_texts(client, hr):
    competence = make_competence("Klart sprog", description="At skrive klart.")
    other = make_person("Daniel Marknæs", hr.engagements.get().unit)
    give_role(other, Role.Kind.HR, units=[hr.engagements.get().unit])
    catalogue.change(competence, {"description": "At skrive, så det forstås."}, by=other, version=1)
    sign_in(client, hr)
    mine = {"title": "Klart sprog", "kind": "professional", "description": "At skrive kort.", "version": 1}

    answer = client.post(reverse("competences:competence_edit", args=[competence.pk]), mine)

    conflict = answer.context["conflict"]
    competence.refresh_from_db()
    assert answer.status_code == 409
    assert [(clash.mine, clash.theirs) for clash in conflict.clashes] == [
        ("At skrive kort.", "At skrive, så det forstås.")
    ]
    assert conflict.other == "Daniel Marknæs"
    assert competence.description == "At skrive, så det forstås."


def test_an_entry_in_use_is_closed_and_stays_where_it_is_used(client, hr):
    competence = make_competence()
    profile = make_profile(requirements={competence: 3})
    sign_in(client, hr)

    client.post(reverse("competences:competence_close", args=[competence.pk]))

    competence.refresh_from_db()
    shown = client.get(reverse("competences:profile", args=[profile.pk])).context["page"].asked
    assert competence.state == Competence.State.CLOSED
    assert [row.competence for row in shown] == [competence]


def test_an_own_entry_nobody_has_used_is_deleted(client, hr):
    competence = make_competence()
    sign_in(client, hr)

    client.post(reverse("competences:competence_close", args=[competence.pk]))

    assert not Competence.objects.exists()
    assert AuditEntry.objects.filter(action="competence deleted", about_id=competence.pk).count() == 1


def test_an_esco_entry_is_never_deleted_and_its_words_are_changed_by_nobody(client, hr):
    competence = make_esco("programmere")
    sign_in(client, hr)

    edit = client.get(reverse("competences:competence_edit", args=[competence.pk]))
    client.post(reverse("competences:competence_close", args=[competence.pk]))

    competence.refresh_from_db()
    assert edit.status_code == 403
    assert competence.state == Competence.State.CLOSED


def test_a_closed_entry_is_opened_again(client, hr):
    competence = make_competence(state=Competence.State.CLOSED)
    sign_in(client, hr)

    client.post(reverse("competences:competence_reopen", args=[competence.pk]))

    competence.refresh_from_db()
    assert competence.state == Competence.State.ACTIVE


def test_the_page_shows_steps_of_goals_one_may_see_and_no_others(client, hr):
    competence = make_competence()
    for title, facts in (("Alles", {}), ("Min egen", {"scope": "person", "person": make_person("En Anden")})):
        goal = LearningGoal.objects.create(title=title, **facts)
        LevelStep.objects.create(learning_goal=goal, competence=competence, level_from=2, level_to=3)
    sign_in(client, hr)

    page = client.get(reverse("competences:competence", args=[competence.pk])).context["page"]

    assert [step.learning_goal.title for step in page.steps] == ["Alles"]


def test_a_goal_that_was_worded_anew_is_shown_with_what_it_said(client, hr):
    today = clock.today()
    goal = StrategicGoal.objects.create(title="Svar til tiden", starts_on=today, ends_on=today)
    said = GoalVersion.objects.create(
        goal=goal, number=1, title="Hurtige svar", starts_on=today, ends_on=today, written_at=clock.now()
    )
    competence = make_competence()
    row = require_level(make_profile(), competence, goal=goal)
    sign_in(client, hr)

    page = client.get(reverse("competences:competence", args=[competence.pk])).content.decode()

    assert row.said == said
    assert "»Hurtige svar«" in page


def test_every_competence_in_use_has_a_column_of_its_own():
    columns = [catalogue.give_column(make_competence(f"Nr. {number}")) for number in range(3)]
    again = catalogue.give_column(Competence.objects.get(title="Nr. 1"))

    assert (columns, again) == ([0, 1, 2], 1)


def test_suggestions_are_own_entries_until_one_types(client, hr):
    make_competence("Klart sprog")
    make_esco("skrive klart")
    sign_in(client, hr)

    at_first = client.get(reverse("competences:choices")).context["suggestions"]
    typed = client.get(reverse("competences:choices"), {"field": "new0-competence", "new0-competence": "klart"})

    assert [one.title for one in at_first] == ["Klart sprog"]
    assert [one.title for one in typed.context["suggestions"]] == ["Klart sprog", "skrive klart"]
