"""The security log: administrators read who did what, when; nothing of what anybody wrote."""

import pytest
from django.db import transaction
from django.urls import reverse

from haandgreb.organisation.models import Role
from haandgreb.organisation.queries import security_log as queries
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, set_up, sign_in
from haandgreb.shared import audit

pytestmark = pytest.mark.django_db
PAGE = "organisation:security_log"


@pytest.fixture
def admin(client):
    set_up()
    asta = make_person("Asta Bremer", make_unit())
    give_role(asta, Role.Kind.ADMINISTRATOR)
    sign_in(client, asta)
    return asta


@pytest.fixture
def mads():
    return make_person("Mads Rosenklint", make_unit("Tilskud"))


@transaction.atomic
def note(action, **facts):
    return audit.record(action, **facts)


def lines(answer):
    return [(line.words, line.who, line.about) for line in answer.context["page"].lines]


def test_it_tells_who_did_what_about_whom_the_latest_first(client, admin, mads):
    note("sign-in", by=mads, about=mads, how="link")
    note("role.given", by=admin, about=mads, kind="hr")
    note("sign-in.failed", about=mads)

    answer = client.get(reverse(PAGE))

    assert lines(answer)[:3] == [
        ("kunne ikke logge ind", None, mads),
        ("rolle givet", admin, mads),
        ("loggede ind", mads, None),
    ]
    assert "kind: hr" in answer.content.decode()
    assert {line.thing for line in answer.context["page"].lines} == {""}


def test_what_is_no_person_stands_with_its_kind_and_the_beginning_of_its_id(client, admin, mads):
    unit = make_unit("Tilsyn")
    note("unit.managers-set", by=admin, about=unit, managers=[str(mads.pk)])

    (line,) = client.get(reverse(PAGE), {"act": "unit.managers-set"}).context["page"].lines

    assert (line.thing, line.facts) == (f"Unit {str(unit.pk)[:8]}", f"managers: {mads.pk}")


def test_what_people_do_in_their_work_is_not_in_it(client, admin, mads):
    for act in ("preparation written", "agreement yes", "asks for help", "manager.chosen", "talk feedback given"):
        note(act, by=mads)

    assert lines(client.get(reverse(PAGE), {"who": str(mads.pk)})) == []
    assert lines(client.get(reverse(PAGE), {"act": "agreement yes"})) == lines(client.get(reverse(PAGE)))


def test_one_act_or_one_person_can_be_asked_for(client, admin, mads):
    note("sign-in", by=mads, about=mads)
    note("sign-out", by=mads, about=mads)
    note("sign-in", by=admin, about=admin)

    by_act = lines(client.get(reverse(PAGE), {"act": "sign-in"}))
    by_her = lines(client.get(reverse(PAGE), {"who": str(mads.pk)}))

    assert {words for words, _who, _about in by_act} == {"loggede ind"}
    assert [(words, who) for words, who, _about in by_her] == [("loggede ud", mads), ("loggede ind", mads)]


@pytest.mark.parametrize("asked", [{"who": "x"}, {"before": "x"}, {"before": "9" * 40}, {"act": "x"}, {"before": "²"}])
def test_what_is_no_question_is_none(client, admin, asked):
    assert client.get(reverse(PAGE), asked).status_code == 200


def test_older_entries_are_a_page_further_on_with_as_many_queries(
    client, admin, mads, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(queries, "AT_ONCE", 3)
    for _number in range(7):
        note("sign-in", by=mads, about=mads)
    seen, before = [], None
    for _page in range(3):
        with django_assert_max_num_queries(12):
            found = client.get(reverse(PAGE), {"act": "sign-in", "who": str(mads.pk), "before": before or ""})
        seen += [line.entry.pk for line in found.context["page"].lines]
        before = found.context["page"].older

    assert (len(seen), seen == sorted(seen, reverse=True), before) == (7, True, None)


def test_the_menu_leads_there_for_administrators_alone(client, admin, mads):
    assert reverse(PAGE) in client.get("/").content.decode()
    sign_in(client, mads)
    assert reverse(PAGE) not in client.get("/").content.decode()
