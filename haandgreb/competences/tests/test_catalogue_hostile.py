"""What nobody types by accident, sent to the catalogue and to role profiles: an answer in words, never a fault."""

from uuid import uuid4

import pytest
from django.urls import reverse

from haandgreb.competences.models import Competence, Requirement
from haandgreb.competences.tests.factories import make_competence, make_profile
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, sign_in

pytestmark = pytest.mark.django_db

NUL, LONG, WILD = "a\0b", "å" * 5000, "100 % _ ' \" ; -- <script>alert(1)</script> ‮"


@pytest.fixture
def hr(client):
    unit = make_unit()
    person = make_person("Camille Vangsted", unit)
    give_role(person, Role.Kind.HR, units=[unit])
    sign_in(client, person)
    return person


@pytest.mark.parametrize("words", [NUL, LONG, WILD])
@pytest.mark.parametrize("page", ["-1", "0", "99999999999999999999", "x", NUL])
def test_lists_answer_whatever_is_searched(client, hr, words, page):
    make_competence(WILD[:100])
    asked = [
        ("competences:catalogue", {"q": words, "kind": words, "page": page}),
        ("competences:choices", {"q": words, "field": words}),
        ("competences:profiles", {"page": page}),
        ("competences:without_profile", {"title": words, "page": page}),
    ]

    answers = [client.get(reverse(name), sent) for name, sent in asked]

    assert [answer.status_code for answer in answers] == [200] * 4
    assert not any(b"<script>alert" in answer.content for answer in answers)


@pytest.mark.parametrize("words", [NUL, LONG])
@pytest.mark.parametrize("name", ["competences:competence_new", "competences:profile_new"])
def test_forms_refuse_what_cannot_be_kept(client, hr, name, words):
    sent = dict.fromkeys(("title", "title_en", "description", "titles", "code", "version", "once", "kind"), words)

    assert client.post(reverse(name), sent).status_code == 422


@pytest.mark.parametrize(
    "sent",
    [
        {"version": NUL},
        {"version": "9" * 400},
        {"nonsense-was": "1 2 3"},
        {f"{uuid4().hex}-was": "1 2 3"},
        {"g" * 32 + "-was": "1 2 3"},
        {"new0-competence": NUL, "new0-level": NUL},
        {"new0-competence": LONG, "new0-level": LONG, "new0-goal": LONG, "new0-importance": "9"},
    ],
)
def test_a_table_that_no_page_sends_changes_nothing(client, hr, sent):
    profile = make_profile(requirements={make_competence(): 3})
    before = list(Requirement.objects.values())

    answer = client.post(reverse("competences:requirements", args=[profile.pk]), {"a": "b", **sent})

    assert answer.status_code == 422
    assert list(Requirement.objects.values()) == before


@pytest.mark.parametrize("was", ["", "x", "1", "1 2", "9 9 9", "1 2 0 no-goal", "1 2 0 " + "f" * 80])
def test_a_row_whose_memory_was_tampered_with_is_saved_as_it_stands(client, hr, was):
    language = make_competence()
    profile = make_profile(requirements={language: 3})
    name = language.pk.hex
    sent = {f"{name}-level": "4", f"{name}-importance": "2", f"{name}-scope": "local", f"{name}-goal": ""}
    sent |= {f"new{at}-importance": "2" for at in range(5)} | {f"new{at}-scope": "local" for at in range(5)}

    answer = client.post(
        reverse("competences:requirements", args=[profile.pk]), {**sent, f"{name}-was": was, "version": "1"}
    )

    saved = profile.requirements.get(valid_to=None).level
    assert (answer.status_code, saved) in {(302, 4), (422, 3)}


@pytest.mark.parametrize("profiles", [["x"], [str(uuid4())], [NUL], [LONG]])
def test_a_profile_that_is_none_is_chosen_for_nobody(client, hr, profiles):
    engagement = hr.engagements.get()
    sent = {"engagement": str(engagement.pk), f"{engagement.pk.hex}-profiles": profiles}

    answers = [
        client.post(reverse("competences:profiles_of", args=[hr.pk]), sent),
        client.post(reverse("competences:profiles_of", args=[hr.pk]), {"engagement": profiles[0]}),
        client.post(reverse("competences:without_profile"), {"job_title": "Jurist", "profile": profiles[0]}),
    ]

    assert [answer.status_code for answer in answers] == [422, 200, 422]
    assert not engagement.profiles.exists()


def test_a_list_nobody_kept_is_asked_for_again(client, hr):
    for name in ("x", "0" * 200, "-", "etc-passwd"):
        answer = client.get(reverse("competences:esco_look", args=[name]))
        assert answer.url == reverse("competences:esco")


def test_a_version_of_another_time_changes_no_competence(client, hr):
    competence = make_competence()
    sent = {"title": "Andet", "kind": "general", "version": "9" * 400}

    answer = client.post(reverse("competences:competence_edit", args=[competence.pk]), sent)

    assert answer.status_code in {409, 422}
    assert Competence.objects.get().title == "Klart sprog"
