"""A platform tells by itself: keys, batches, ids told twice, what is voided; and who may make a key."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.apps import apps
from django.urls import reverse

from haandgreb.integrations.xapi import actions, views
from haandgreb.integrations.xapi.models import Statement, StatementSource
from haandgreb.integrations.xapi.shape import VOIDED
from haandgreb.learning.models import Enrolment, Platform, WaitingCompletion
from haandgreb.learning.tests.factories import Workplace, make_activity
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import set_up, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "hr", "council", "admin"]
NOBODY = dict.fromkeys(ROLES, 403)
# A platform comes with a login of its own: a person's session opens neither of the first two, and is not asked for.
ACCESS = {
    "xapi:statements": dict.fromkeys(ROLES, 401),
    "xapi:about": dict.fromkeys(ROLES, 200),
    "xapi:source": {**NOBODY, "admin": 200},
    "xapi:make": {**NOBODY, "admin": 200},
    "xapi:end": {**NOBODY, "admin": 302},
}
SENT = {"xapi:statements", "xapi:make", "xapi:end"}


def ask(client, page, role):
    place = Workplace()
    platform = Platform.objects.create(key="campus", name="Campus")
    if role:
        sign_in(client, getattr(place, role))
    send = client.post if page in SENT else client.get
    return send(reverse(page, args=[] if page in ("xapi:statements", "xapi:about") else [platform.pk]))


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    assert ask(client, page, role).status_code == ACCESS[page][role]


@pytest.mark.parametrize(("page", "answer"), [("xapi:source", 302), ("xapi:make", 302), ("xapi:statements", 401)])
def test_nobody(client, page, answer):
    set_up()
    assert ask(client, page, "").status_code == answer


class Campus:
    """A platform that speaks."""

    def __init__(self, client):
        self.client = client
        self.platform = Platform.objects.create(key="campus", name="Campus")
        by = Person.objects.first()
        self.source, self.key = actions.make_key(self.platform, by=by)

    def send(self, body, *, method="post", version="1.0.3", key=None, **more):
        login = f"{self.source.login}:{key or self.key}"
        headers = {"authorization": "Basic " + base64.b64encode(login.encode()).decode()}
        if version:
            headers["x-experience-api-version"] = version
        data = body if isinstance(body, str | bytes) else json.dumps(body)
        facts = {"content_type": "application/json", "headers": headers, **more}
        return getattr(self.client, method)(reverse("xapi:statements") + facts.pop("query", ""), data, **facts)


@pytest.fixture
def place():
    made = Workplace()
    Person.objects.filter(pk=made.person.pk).update(login="mr", email="mads@example.dk")
    make_activity("Svær samtale", code="K-7", size="light")
    return made


@pytest.fixture
def campus(client, place):
    return Campus(client)


def statement(course="K-7", person="mr", verb="completed", back=0, **more):
    return {
        "id": str(uuid4()),
        "actor": {"account": {"homePage": "https://campus.example", "name": person}},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": f"https://campus.example/kurser/{course}", "definition": {"name": {"da": "Svær samtale"}}},
        "timestamp": (clock.now() - timedelta(days=back)).isoformat(),
        **more,
    }


def voiding(one):
    return {**statement(), "verb": {"id": VOIDED}, "object": {"objectType": "StatementRef", "id": one["id"]}}


@pytest.mark.parametrize("version", ["1.0", "1.0.0", "1.0.3", "1.0.9", "2.0", "2.0.0"])
def test_a_completion_is_told(campus, place, version):
    one = statement()

    answer = campus.send(one, version=version)

    assert (answer.status_code, answer.json()) == (200, [one["id"]])
    assert answer.headers["X-Experience-API-Version"] == ("2.0.0" if version.startswith("2") else "1.0.3")
    enrolment = Enrolment.objects.get()
    assert (enrolment.person, enrolment.state, enrolment.source) == (place.person, "completed", "campus")
    assert enrolment.steps.exists()


def test_a_batch_is_answered_with_its_ids_in_their_order_and_ids_are_made_where_none_are_sent(campus):
    first, second = statement(), statement(back=400)
    del second["id"]

    answer = campus.send([first, second]).json()

    assert (answer[0], len(answer[1]), Enrolment.objects.count()) == (first["id"], 36, 2)


@pytest.mark.parametrize("body", [[], None])
def test_an_empty_batch_changes_nothing(campus, body):
    answer = campus.send([] if body is not None else "null")

    assert answer.status_code == (200 if body is not None else 400)
    assert not Statement.objects.exists()


def test_told_twice_is_told_once(campus):
    one = statement()
    campus.send(one)
    before, trail = list(Enrolment.objects.values()), AuditEntry.objects.count()

    other = statement("K-8")
    other["object"]["definition"] = {"name": {"da": "Ny lov"}}
    again = campus.send([one, other])

    assert again.status_code == 200
    assert list(Enrolment.objects.values()) == before
    assert Statement.objects.count() == 2
    assert AuditEntry.objects.count() == trail + 1  # what is new of the batch waits, as nobody knows K-8


def test_the_same_id_with_another_content_is_a_conflict_and_nothing_of_its_batch_is_taken(campus):
    one = statement()
    campus.send(one)

    answer = campus.send([statement(back=400), {**one, "object": {"id": "https://campus.example/kurser/K-9"}}])

    assert answer.status_code == 409
    assert (Enrolment.objects.count(), Statement.objects.count()) == (1, 1)


def test_a_timestamp_the_store_would_have_set_is_no_conflict_another_one_is(campus):
    one = statement()
    campus.send({name: value for name, value in one.items() if name != "timestamp"})
    assert campus.send(one).status_code == 200

    two = statement(back=3)
    campus.send(two)
    assert campus.send({**two, "timestamp": clock.now().isoformat()}).status_code == 409


@pytest.mark.parametrize(
    ("body", "facts", "status"),
    [
        ("{", {}, 400),
        (b"\xff", {}, 400),
        ('{"actor": NaN}', {}, 400),
        ('{"id": 1, "id": 2}', {}, 400),
        ("[" * 2000 + "]" * 2000, {}, 400),
        ({"actor": {}}, {}, 400),
        (statement(), {"version": ""}, 400),
        (statement(), {"version": "0.95"}, 400),
        (statement(), {"version": "1.1.0"}, 400),
        (statement(), {"version": "2.1"}, 400),
        (statement(), {"content_type": "text/plain"}, 400),
        (statement(), {"content_type": "multipart/mixed; boundary=x"}, 400),
        (statement(), {"query": "?StatementId=x"}, 400),
        (statement(), {"query": "?method=GET"}, 400),
        (statement(), {"method": "delete"}, 405),
        (statement(), {"key": "another"}, 401),
    ],
)
def test_what_is_refused_and_why(campus, body, facts, status):
    answer = campus.send(body, **facts)

    assert (answer.status_code, list(answer.json())) == (status, ["error"])
    assert "X-Experience-API-Version" in answer.headers
    assert not Statement.objects.exists()


def test_one_bad_statement_refuses_its_batch_and_says_which(campus):
    answer = campus.send([statement(), {**statement(), "actor": {"mbox": "ingen"}}])

    assert (answer.status_code, answer.json()) == (400, {"error": "Statement 2: actor.mbox is no mailto address."})
    assert not Enrolment.objects.exists()


def test_the_same_id_twice_in_a_batch_is_refused(campus):
    one = statement()

    assert campus.send([one, one]).status_code == 400


def test_more_than_a_thousand_at_a_time_are_refused(campus, monkeypatch):
    monkeypatch.setattr(views, "MOST_STATEMENTS", 2)

    assert campus.send([statement(), statement(), statement()]).status_code == 413


def test_put_takes_one_statement_under_its_id(campus):
    one = statement()
    query = f"?statementId={one['id']}"

    assert campus.send(one, method="put", query=query).status_code == 204
    assert campus.send({**one, "id": str(uuid4())}, method="put", query=query).status_code == 400
    assert campus.send(one, method="put").status_code == 400
    assert Enrolment.objects.count() == 1


def test_other_verbs_are_answered_and_forgotten_and_failing_completes_nothing(campus):
    answer = campus.send([statement(verb="experienced"), statement(verb="failed")])

    assert (answer.status_code, Enrolment.objects.count(), Statement.objects.count()) == (200, 0, 1)


def test_completed_and_passed_on_one_day_are_one_completion(campus):
    campus.send([statement(), statement(verb="passed")])

    assert Enrolment.objects.count() == 1


def test_a_mail_address_will_do_where_there_is_no_account(campus, place):
    campus.send({**statement(), "actor": {"mbox": "mailto:mads@example.dk"}})

    assert Enrolment.objects.get().person == place.person


def test_voiding_takes_the_completion_back_and_stops_what_follows(campus):
    one = statement()
    campus.send(one)

    assert campus.send(voiding(one)).status_code == 200

    enrolment = Enrolment.objects.get()
    assert (enrolment.state, set(enrolment.steps.values_list("state", flat=True))) == ("cancelled", {"cancelled"})


def test_a_completion_that_another_statement_still_tells_of_stays(campus):
    completed, passed = statement(), statement(verb="passed")
    campus.send([completed, passed])

    campus.send(voiding(completed))
    assert Enrolment.objects.get().state == "completed"
    campus.send(voiding(passed))

    assert Enrolment.objects.get().state == "cancelled"


@pytest.mark.parametrize("together", [True, False])
def test_what_is_voided_before_it_is_told_is_never_taken(campus, together):
    one = statement()
    if together:
        campus.send([voiding(one), one])
    else:
        campus.send(voiding(one))
        campus.send(one)

    assert not Enrolment.objects.exists()


def test_a_voiding_statement_cannot_be_voided(campus):
    one = statement()
    void = voiding(one)
    campus.send([one, void])
    campus.send(voiding(void))
    campus.send(voiding(one))

    assert not Enrolment.objects.exclude(state="cancelled").exists()


def test_somebody_unknown_and_a_course_unknown_wait_and_voiding_drops_them(campus):
    nobody, course = statement(person="ingen"), statement("K-9")
    course["object"]["definition"]["name"]["da"] = "Ny lov"
    campus.send([nobody, course])
    assert WaitingCompletion.objects.count() == 2

    campus.send([voiding(nobody), voiding(course)])

    assert not WaitingCompletion.objects.exists()


def test_what_a_statement_says_is_not_kept(campus):
    one = {**statement(), "result": {"score": {"raw": 4711}, "response": "hemmeligt svar"}}
    campus.send(one)

    kept = str([*Statement.objects.values(), *Enrolment.objects.values(), *AuditEntry.objects.values()])
    assert "hemmeligt svar" not in kept
    assert "score" not in kept


def test_a_new_key_ends_the_old_and_an_ended_key_opens_nothing(campus, place):
    old = campus.key
    _source, new = actions.make_key(campus.platform, by=place.admin)
    assert (campus.send(statement(), key=old).status_code, campus.send(statement(), key=new).status_code) == (401, 200)

    actions.end_key(campus.platform, by=place.admin)

    assert campus.send(statement(), key=new).status_code == 401
    assert Enrolment.objects.count() == 1


def test_only_a_hash_of_the_key_is_kept_and_it_is_shown_once(client, place):
    platform = Platform.objects.create(key="campus", name="Campus")
    sign_in(client, place.admin)

    made = client.post(reverse("xapi:make", args=[platform.pk])).context["key"]
    later = client.get(reverse("xapi:source", args=[platform.pk])).content.decode()

    assert len(made) >= 43
    assert made not in later + str(list(StatementSource.objects.values()))


def test_an_administrator_finds_the_key_from_the_platforms_page_hr_does_not(client, place):
    platform = Platform.objects.create(key="campus", name="Campus")
    found = {}
    for role in ("admin", "hr"):
        sign_in(client, getattr(place, role))
        page = client.get(reverse("learning:platform", args=[platform.pk])).content.decode()
        found[role] = reverse("xapi:source", args=[platform.pk]) in page

    assert found == {"admin": True, "hr": False}


def test_whoever_guesses_is_stopped_and_a_right_key_still_works(campus):
    with time_machine.travel(clock.now(), tick=False):
        codes = [campus.send(statement(), key=f"guess-{number}").status_code for number in range(32)]
        right = campus.send(statement()).status_code

    assert (codes[0], codes[-1], right) == (401, 429, 200)


def test_it_is_seen_when_a_platform_was_heard_from(campus):
    campus.send(statement())

    campus.source.refresh_from_db()
    assert campus.source.heard_at is not None


def test_which_versions_are_spoken(client):
    set_up()

    assert client.get(reverse("xapi:about")).json()["version"][:2] == ["2.0.0", "1.0.3"]


def test_a_copy_of_my_data_tells_what_was_told_of_me_and_forgetting_forgets_it(campus, place):
    campus.send([statement(), statement(person="ingen")])
    config, person = apps.get_app_config("xapi"), Person.objects.get(pk=place.person.pk)

    copy = config.personal_data(person)
    config.forget(person)

    assert [one["course"] for one in copy["told_by_platforms"]] == ["Svær samtale"]
    assert config.personal_data(person) == {}
    assert Statement.objects.get().person_key == "ingen"


def test_ids_are_forgotten_when_their_days_are_over_the_completion_stays_and_is_still_told_once(campus):
    one = statement()
    campus.send(one)
    apps.get_app_config("xapi").daily(clock.today() + timedelta(days=91))
    assert not Statement.objects.exists()

    campus.send(one)

    assert Enrolment.objects.count() == 1


@pytest.mark.parametrize("count", [2, 200])
def test_a_batch_takes_as_many_queries_whatever_its_size(campus, count, django_assert_max_num_queries):
    batch = [statement(back=400 + number) for number in range(count)]

    with django_assert_max_num_queries(45):
        campus.send(batch)

    assert Enrolment.objects.count() == count


@pytest.mark.parametrize(
    "more",
    [
        {"actor": {"mbox": "mailto:m\ud800@tilskud.example"}},
        {"actor": {"mbox": "mailto:m\0@tilskud.example"}},
        {"actor": {"account": {"homePage": "https://campus.example", "name": "m\udfff"}}},
        {"object": {"id": "https://campus.example/K-\0"}},
        {"object": {"id": "https://campus.example/K-\ud800"}},
        {"object": {"id": "https://campus.example/K-7", "definition": {"name": {"da": "Kursus \ud800"}}}},
    ],
)
def test_what_no_database_can_keep_is_refused_with_its_reason(campus, more):
    assert campus.send({**statement(), **more}).status_code == 400
