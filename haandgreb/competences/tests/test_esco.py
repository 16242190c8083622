"""ESCO's list into the catalogue: looked through, saved in one act, twice nothing twice."""

import tracemalloc
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haandgreb.competences.actions import catalogue, esco
from haandgreb.competences.models import Competence
from haandgreb.competences.tests.esco_files import a_file, a_row, files
from haandgreb.competences.tests.factories import make_competence
from haandgreb.organisation import import_files
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.models import Role
from haandgreb.organisation.tests.factories import give_role, make_person, make_unit, sign_in
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

State = Competence.State


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def hr():
    unit = make_unit()
    person = make_person("Camille Vangsted", unit)
    give_role(person, Role.Kind.HR, units=[unit])
    return person


def source(danish=None, english=None):
    given = {"da": danish, "en": english}
    tables = [esco.read_file(code, f"skills_{code}.csv", a_file(rows)) for code, rows in given.items() if rows]
    return Source(tuple(tables))


def both(count, **facts):
    numbers = range(count)
    return source([a_row(number, **facts) for number in numbers], [a_row(number, "en") for number in numbers])


def entry(number):
    return Competence.objects.get(esco_uri=a_row(number)["conceptUri"])


def test_both_languages_become_one_entry_each(hr):
    plan = esco.save(both(3), by=hr)

    first = entry(1)
    assert (len(plan.new), len(plan.changed), plan.unchanged) == (3, 0, 0)
    assert (first.title, first.title_en, first.source) == ("færdighed 00001", "skill 00001", "esco")
    assert "fædighed" not in first.search_key
    assert "skill nr. 1" in first.search_key
    assert first.column is None


def test_what_looks_like_a_cpr_number_is_not_even_kept_until_the_yes(hr):
    read = source([a_row(1), a_row(2, preferredLabel="010190-1234"), a_row(3, description="Ring til 010190-1234")])

    assert "010190" not in read.dumps()
    plan = esco.save(read, by=hr)
    assert ([row.reason for _name, row in plan.refused], entry(3).description) == (["no-label"], "")


def test_a_file_with_more_rows_than_there_ever_were_skills_is_refused(client, hr, monkeypatch):
    monkeypatch.setattr(esco, "MOST_ROWS", 2)
    sign_in(client, hr)

    answer = client.post(
        reverse("competences:esco"),
        {"danish": SimpleUploadedFile("skills_da.csv", a_file([a_row(number) for number in range(3)]))},
    )

    assert answer.status_code == 422
    assert "Filen har flere end 50.000 rækker." in answer.content.decode()


def test_the_same_list_again_changes_nothing_and_leaves_no_trace(hr):
    esco.save(both(3), by=hr)
    before = list(Competence.objects.order_by("pk").values())
    trail = AuditEntry.objects.count()

    again = esco.save(both(3), by=hr)

    assert again.is_empty
    assert again.unchanged == 3
    assert list(Competence.objects.order_by("pk").values()) == before
    assert AuditEntry.objects.count() == trail


def test_a_new_name_of_an_entry_in_use_is_taken_over_and_told_before(hr):
    esco.save(both(20), by=hr)
    used = entry(1)
    catalogue.give_column(used)
    renamed = source([a_row(n, preferredLabel="nyt navn" if n == 1 else f"færdighed {n:05d}") for n in range(20)])

    told = [(held.entry.title, new.title) for held, new in esco.plan(renamed).renamed_in_use()]
    esco.save(renamed, by=hr)

    after = entry(1)
    assert told == [("færdighed 00001", "nyt navn")]
    assert (after.pk, after.column, after.title, after.title_en) == (used.pk, 0, "nyt navn", "skill 00001")


def test_what_esco_dropped_is_closed_and_comes_back_with_it(hr):
    esco.save(both(20), by=hr)

    dropped = esco.save(both(19), by=hr)
    closed = (entry(19).state, entry(19).gone_from_esco)
    back = esco.save(both(20), by=hr)

    assert (list(dropped.gone), list(back.back)) == ([entry(19).esco_uri], [entry(19).esco_uri])
    assert closed == (State.CLOSED, True)
    assert (entry(19).state, entry(19).gone_from_esco) == (State.ACTIVE, False)


def test_what_is_not_released_any_more_is_gone_too(hr):
    esco.save(both(20), by=hr)
    rows = [a_row(number, status="obsolete" if number == 3 else "released") for number in range(20)]

    esco.save(source(rows, None), by=hr)

    assert entry(3).state == State.CLOSED


def test_what_hr_closed_stays_closed(hr):
    esco.save(both(20), by=hr)
    catalogue.close(entry(3), by=hr)

    again = esco.save(both(20), by=hr)

    assert again.is_empty
    assert entry(3).state == State.CLOSED


def test_own_entries_are_never_touched(hr):
    own = make_competence("færdighed 00001", description="Vores egen")
    before = Competence.objects.filter(pk=own.pk).values().get()

    esco.save(both(3), by=hr)
    esco.save(both(1), by=hr, sure=True)

    assert Competence.objects.filter(pk=own.pk).values().get() == before


def test_a_list_that_would_close_very_much_waits_for_a_yes(hr):
    esco.save(both(20), by=hr)

    unsure = esco.save(both(5), by=hr)
    still_open = Competence.objects.active().count()
    esco.save(both(5), by=hr, sure=True)

    assert unsure.many_gone
    assert still_open == 20
    assert Competence.objects.active().count() == 5


def test_escos_whole_list_is_read_and_saved_in_seconds_and_twice_doubles_nothing(hr):
    danish, english = files(13_900)
    tracemalloc.start()
    started = perf_counter()

    read = Source((esco.read_file("da", "skills_da.csv", danish), esco.read_file("en", "skills_en.csv", english)))
    esco.save(Source.loads(read.dumps()), by=hr)
    again = esco.save(read, by=hr)

    took, (_now, most) = perf_counter() - started, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert again.is_empty
    assert Competence.objects.count() == 13_900
    # Under ten seconds on its own; here it runs watched, twice, and beside other tests.
    assert took < 60
    assert most < 300 * 1024 * 1024


def uploaded(name, rows):
    return SimpleUploadedFile(name, a_file(rows), content_type="text/csv")


def test_from_files_to_catalogue_in_the_browser(client, hr):
    sign_in(client, hr)
    rows = [a_row(number) for number in range(3)]
    rows.append(a_row(9, conceptType="Occupation"))
    sent = {"danish": uploaded("skills_da.csv", rows), "once": "a-token"}

    look = client.post(reverse("competences:esco"), sent, follow=True)
    seen = (len(look.context["plan"].new), [row.reason for _name, row in look.context["plan"].refused])
    before = Competence.objects.count()
    saved = client.post(look.request["PATH_INFO"])
    again = client.post(look.request["PATH_INFO"])

    assert seen == (3, ["not-a-skill"])
    assert before == 0
    assert saved.url == reverse("competences:catalogue")
    assert again.url == reverse("competences:esco")
    assert Competence.objects.count() == 3


def test_a_cut_list_asks_for_a_yes_in_the_browser(client, hr):
    esco.save(both(20), by=hr)
    address = reverse("competences:esco_look", args=[import_files.keep(both(5))])
    sign_in(client, hr)

    asked = client.post(address)
    done = client.post(address, {"sure": "on"})

    assert (asked.status_code, list(asked.context["form"].errors)) == (422, ["sure"])
    assert done.url == reverse("competences:catalogue")
    assert Competence.objects.active().count() == 5


@pytest.mark.parametrize(
    ("files_sent", "wrong"),
    [
        ({}, "__all__"),
        ({"danish": ("skills_en.csv", a_file([a_row(1)]))}, "danish"),
        ({"english": ("skills_da.csv", a_file([a_row(1)]))}, "english"),
        ({"danish": ("personale.csv", b"navn;mail\nMads;m@example.dk\n")}, "danish"),
        ({"danish": ("tom.csv", b"")}, "danish"),
        ({"danish": ("billede.csv", bytes(range(256)) * 40)}, "danish"),
        ({"english": ("skills.csv", a_file([a_row(1)])[:-20])}, "english"),
    ],
    ids=["nothing", "english as danish", "danish as english", "a staff list", "empty", "no text", "cut off"],
)
def test_files_that_are_not_escos_are_refused_in_words_and_nothing_is_kept(client, hr, files_sent, wrong):
    sign_in(client, hr)
    sent = {name: SimpleUploadedFile(*file) for name, file in files_sent.items()}

    answer = client.post(reverse("competences:esco"), sent)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [wrong]
    assert Competence.objects.count() == 0


def test_one_file_for_both_languages_is_seen(client, hr):
    sign_in(client, hr)
    rows = [a_row(number) for number in range(20)]

    answer = client.post(
        reverse("competences:esco"), {"danish": uploaded("a.csv", rows), "english": uploaded("b.csv", rows)}
    )

    assert list(answer.context["form"].errors) == ["__all__"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1252"])
def test_a_file_somebody_has_saved_from_a_spreadsheet_is_read_as_well(encoding):
    data = a_file([a_row(1)]).decode().encode(encoding)

    table = esco.read_file("da", "skills_da.csv", data)

    danish, _english = esco.languages(Source((table,)))
    assert [skill.label for skill in danish.skills.values()] == ["færdighed 00001"]
