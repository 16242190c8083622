"""Page × who → answer, for how long things are kept and the archive gate."""

import pytest
from django.urls import reverse

from haandgreb.confidentiality import actions
from haandgreb.confidentiality.classes import data_classes
from haandgreb.confidentiality.models import ArchiveGate, Authority, KeepDays, LegalHold, WaitingRows
from haandgreb.confidentiality.queries import gate_is_on, kept_words, length_words, lines
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry
from haandgreb.shared.passport import capabilities

pytestmark = pytest.mark.django_db

ROLES = ["person", "manager", "council", "hr", "admin"]
READ = {**dict.fromkeys(ROLES, 403), "hr": 200, "admin": 200}
RUN = {**dict.fromkeys(ROLES, 403), "admin": 302}
ACCESS = {
    "confidentiality:keeping": dict.fromkeys(ROLES, 200),
    "confidentiality:data_class": READ,
    "confidentiality:set_gate": RUN,
    "confidentiality:set_days": RUN,
    "confidentiality:register": RUN,
    "confidentiality:end_authority": RUN,
    "confidentiality:hold": RUN,
    "confidentiality:lift": RUN,
}
KEY = "talk"
FORMS = {
    "set_gate": {"is_on": "off", "why": "Ikke omfattet af arkivloven"},
    "set_days": {"days": "365"},
    "register": {"kind": "dispose", "reference": "RA 24/1", "given_on": "2024-01-02"},
    "end_authority": {},
    "hold": {"reference": "Sag 7"},
    "lift": {},
}


def address(page: str, admin) -> str:
    name = page.partition(":")[2]
    a_class = data_classes()[KEY]
    if name == "end_authority":
        day = clock.today()
        made = actions.register(a_class, "dispose", reference="RA 1", given_on=day, through=None, by=admin)
        return reverse(page, args=[made.pk])
    if name == "lift":
        return reverse(page, args=[KEY, actions.hold(a_class, None, reference="Sag 1", by=admin).pk])
    return reverse(page, args=[] if name in ("keeping", "set_gate") else [KEY])


@pytest.mark.parametrize(("page", "role"), [(page, role) for page in ACCESS for role in ROLES])
def test_access(client, page, role):
    place = Workplace()
    where = address(page, place.admin)
    sign_in(client, getattr(place, role))
    name = page.partition(":")[2]

    answer = client.post(where, FORMS[name]) if name in FORMS else client.get(where)
    assert answer.status_code == ACCESS[page][role]


@pytest.mark.parametrize("name", FORMS)
def test_what_an_administrator_does_at_the_gate_leaves_a_trace_without_words(client, name):
    place = Workplace()
    where = address(f"confidentiality:{name}", place.admin)
    AuditEntry.objects.all()._raw_delete("default")
    sign_in(client, place.admin)
    client.post(where, FORMS[name])

    entry = AuditEntry.objects.get()
    assert entry.actor == place.admin.pk
    assert not any(word in str(entry.details) for word in ("RA 24/1", "Sag", "arkivloven"))


def test_forms_are_refused_with_words_and_change_nothing(client):
    place = Workplace()
    sign_in(client, place.admin)
    wrong = [
        ("set_days", {"days": "99999"}),
        ("register", {"kind": "kept", "reference": "RA 1", "given_on": "2024-01-02"}),
        ("register", {"kind": "own-notes", "reference": "RA 1", "given_on": "2024-01-02"}),
        ("register", {"kind": "dispose", "reference": "", "given_on": "2024-01-02"}),
        ("register", {"kind": "dispose", "reference": "RA 1", "given_on": "2124-01-02"}),
        ("register", {"kind": "kept", "reference": "RA 1", "given_on": "2024-01-02", "through": "2124-01-02"}),
        ("register", {"kind": "dispose", "reference": "Mads 010203-1234", "given_on": "2024-01-02"}),
        ("hold", {"reference": "Sag 1", "person": "nobody@example.dk"}),
    ]

    sent = [client.post(reverse(f"confidentiality:{name}", args=[KEY]), form).status_code for name, form in wrong]
    assert sent == [422] * len(wrong)
    assert client.post(reverse("confidentiality:set_gate"), {"is_on": "off", "why": ""}).status_code == 422
    assert [model.objects.count() for model in (KeepDays, Authority, LegalHold, ArchiveGate)] == [0, 0, 0, 0]


def test_what_needs_no_authority_takes_none_and_a_class_nobody_knows_is_not_there(client):
    place = Workplace()
    sign_in(client, place.admin)
    form = FORMS["register"]

    assert client.post(reverse("confidentiality:register", args=["openings"]), form).status_code == 404
    assert client.get(reverse("confidentiality:data_class", args=["nothing"])).status_code == 404
    assert client.post(reverse("confidentiality:set_days", args=["nothing"]), {"days": "9"}).status_code == 404


def test_a_hold_on_somebody_who_has_left_is_found_by_her_address(client):
    place = Workplace()
    place.person.engagements.update(valid_to=clock.today())
    sign_in(client, place.admin)
    client.post(
        reverse("confidentiality:hold", args=[KEY]),
        {"reference": "Sag 9", "person": place.person.email, "everything": "on"},
    )

    assert LegalHold.objects.values_list("person", "data_class").get() == (place.person.pk, "")
    assert len([line for line in lines() if line.holds]) == len(data_classes())


def test_only_who_runs_or_oversees_the_gate_reads_how_much_waits(client):
    place = Workplace()
    WaitingRows.objects.create(data_class=KEY, rows=4321, since=clock.now())
    seen = {}
    for role in ROLES:
        sign_in(client, getattr(place, role))
        seen[role] = "4321" in client.get(reverse("confidentiality:keeping")).content.decode()

    assert seen == {"person": False, "manager": False, "council": False, "hr": True, "admin": True}


def test_the_gate_is_on_until_somebody_says_otherwise_and_the_words_say_so():
    place = Workplace()
    assert gate_is_on()
    assert kept_words(KEY).startswith("Gemmes, til der er gået 2 år efter, at samtalen er holdt. Så skjules")
    assert kept_words("agreement").startswith("Gemmes, til to nyere aftaler er godkendt.")
    actions.set_gate(is_on=False, why="Ikke omfattet", by=place.admin)

    assert kept_words(KEY) == "Gemmes, til der er gået 2 år efter, at samtalen er holdt. Så slettes det."


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "0 dage"), (1, "1 dag"), (30, "30 dage"), (180, "6 måneder"), (365, "12 måneder"), (1095, "3 år")],
)
def test_days_are_said_as_people_say_them(days, words):
    assert length_words(days) == words


def test_days_stay_within_the_bounds_of_the_class():
    place = Workplace()
    with pytest.raises(actions.NotPossible):
        actions.set_days(data_classes()["openings"], 10, by=place.admin)


def test_the_operator_is_told_what_waits():
    config = next(one for one in capabilities() if one.label == "confidentiality")
    assert list(config.trouble()) == []
    WaitingRows.objects.create(data_class=KEY, rows=3, since=clock.now())

    assert len(list(config.trouble())) == 1
