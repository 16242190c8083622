"""Core task, vision and the rest: every saved text is a new version, and the earlier ones stay readable."""

import pytest
from django.urls import reverse

from haandgreb.organisation.tests.factories import make_unit, sign_in
from haandgreb.shared.versions import Stale
from haandgreb.strategy.actions.keeping import forget
from haandgreb.strategy.actions.statements import write
from haandgreb.strategy.models import Statement
from haandgreb.strategy.queries.goals import current_statements, versions_of
from haandgreb.strategy.queries.personal import personal_data
from haandgreb.strategy.tests.factories import a_goal, a_leader, a_result, measured

pytestmark = pytest.mark.django_db


@pytest.fixture
def leader():
    return a_leader(make_unit("Styrelsen"))


def texts(kind):
    return [(row.version, row.text, row.written_by, row.replaced_at is None) for row in versions_of(kind)]


def test_a_new_text_takes_the_place_of_the_old_which_stays(leader):
    write("vision", by=leader, text="Et mødested i hver by", version=0)
    write("vision", by=leader, text="Et mødested, man kan gå til", version=1)

    assert texts("vision") == [
        (2, "Et mødested, man kan gå til", leader, True),
        (1, "Et mødested i hver by", leader, False),
    ]
    assert list(current_statements()) == ["vision"]


def test_the_same_text_again_is_no_new_version(leader):
    write("vision", by=leader, text="Et mødested i hver by")
    write("vision", by=leader, text="Et mødested i hver by")

    assert len(texts("vision")) == 1


@pytest.mark.parametrize("seen", [0, 2])
def test_of_two_writers_the_second_is_told(leader, seen):
    write("vision", by=leader, text="Den enes", version=0)

    with pytest.raises(Stale):
        write("vision", by=leader, text="Den andens", version=seen)

    assert [text for _version, text, _by, _now in texts("vision")] == ["Den enes"]


def test_whoever_is_erased_leaves_the_texts_without_a_name(leader):
    write("vision", by=leader, text="Et mødested i hver by")
    goal = a_goal(leader, owner=leader)
    row = measured(a_result(goal, leader, owner=leader), 1, 5, written_by=leader)
    held = personal_data(leader)

    forget(leader)

    assert {name: len(rows) for name, rows in held.items() if rows} == {
        "goals_owned": 1,
        "results_owned": 1,
        "direction_written": 1,
        "goals_written": 1,
        "measured": 1,
    }
    assert not any(personal_data(leader).values())
    assert Statement.objects.get().text == "Et mødested i hver by"
    row.refresh_from_db()
    assert row.written_by is None


def test_a_form_that_names_a_version_that_never_was_is_saved(client, leader):
    sign_in(client, leader)
    answer = client.post(reverse("strategy:statement_edit", args=["vision"]), {"text": "Det nye", "version": "7"})
    assert (answer.status_code, str(current_statements()["vision"])) == (302, "Det nye")
