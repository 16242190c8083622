"""A platform's list from the file to the receipt, as HR sees it; completions as people see them; what waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from haandgreb.learning.actions import platform_lists, waiting_completions
from haandgreb.learning.models import Activity, Enrolment, Platform, PlatformList, WaitingCompletion
from haandgreb.learning.tasks import platform_lists as tasks
from haandgreb.learning.tests.factories import Workplace, make_activity, make_enrolment
from haandgreb.organisation.models import Person
from haandgreb.organisation.tests.factories import make_person, sign_in
from haandgreb.shared import clock
from haandgreb.shared.models import AuditEntry

pytestmark = pytest.mark.django_db

HEAD = "username,courseshortname,courseidnumber,completiondate,grade\n"


def rows(*lines):
    return HEAD + "".join(f"{line}\n" for line in lines)


def day(back=0):
    return (clock.today() - timedelta(days=back)).isoformat()


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def place():
    made = Workplace()
    Person.objects.filter(pk=made.person.pk).update(login="mr", email="mads@example.dk")
    return made


@pytest.fixture
def hr(client, place):
    return sign_in(client, place.hr)


def upload(client, text, kind="completions", name="campus.csv", **more):
    file = SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())
    data = {"kind": kind, "new_platform": "Campus", "lists": [file], **more}
    return client.post(reverse("learning:platform_lists"), data, follow=True)


def pair(client, page, **changed):
    data = {bound.html_name: bound.value() or "" for bound in page.context["form"]} | changed
    return client.post(page.request["PATH_INFO"], data, follow=True)


def look(client, text, **more):
    page = upload(client, text, **more)
    return pair(client, page) if page.request["PATH_INFO"].endswith("/columns/") else page


def save(client, page, **more):
    return client.post(page.request["PATH_INFO"], more, follow=True)


def test_a_list_from_the_file_to_the_receipt(hr, place):
    make_activity("Svær samtale", code="K-7", size="light")
    page = upload(
        hr, rows(f"mr,Svær samtale,K-7,{day()},80", f"xx,Svær samtale,K-7,{day()},", "mr,Svær samtale,K-7,i går,")
    )
    assert (page.context["preset"].key, page.context["form"].rows()[0][1]) == ("totara", ["mr", "xx"])

    page = pair(hr, page)
    assert (page.context["ready"], page.context["people_waiting"], len(page.context["wrong"])) == (1, 1, 1)
    assert Enrolment.objects.count() == 0

    page = save(hr, page)
    assert "Listen er gemt." in page.content.decode()
    enrolment = Enrolment.objects.get()
    assert (enrolment.person, enrolment.source, enrolment.steps.exists()) == (place.person, "campus", True)
    assert PlatformList.objects.get().stored_as == ""


def test_the_same_list_again_is_recognised_paired_by_itself_and_changes_nothing(hr):
    make_activity("Svær samtale", code="K-7")
    save(hr, look(hr, rows(f"mr,Svær samtale,K-7,{day()},")))
    before, trail = list(Enrolment.objects.values()), AuditEntry.objects.filter(action="completions brought in").count()

    page = upload(hr, rows(f"mr,Svær samtale,K-7,{day()},"))
    assert page.context["counts"]["same"] == 1
    save(hr, page)

    assert list(Enrolment.objects.values()) == before
    assert AuditEntry.objects.filter(action="completions brought in").count() == trail
    assert Platform.objects.count() == 1


def test_marks_are_not_kept(hr):
    make_activity("Svær samtale", code="K-7")
    save(hr, look(hr, rows(f"mr,Svær samtale,K-7,{day()},80")))

    assert "80" not in str([value for name, value in Enrolment.objects.values()[0].items() if name != "id"]).split("'")


def test_courses_nobody_knows_can_come_into_the_catalogue_with_the_list(hr):
    page = look(hr, rows(f"mr,Ny lov,K-9,{day()},", f"mr,Ny lov,K-9,{day(30)},"))
    assert (page.context["ready"], page.context["courses"]) == (0, [["k-9", "Ny lov", 2]])

    save(hr, page, with_courses="1")

    activity = Activity.objects.get()
    assert (activity.title, activity.external_id, activity.source, activity.form) == (
        "Ny lov",
        "K-9",
        "campus",
        "RM-E1",
    )
    assert (Enrolment.objects.count(), WaitingCompletion.objects.count()) == (2, 0)


def test_a_course_nobody_knows_waits_until_hr_says_which_activity_it_is(hr):
    activity = make_activity("Noget vi kalder andet")
    save(hr, look(hr, rows(f"mr,Ny lov,K-9,{day()},")))
    page = hr.get(reverse("learning:completions_waiting"))
    assert [(one.key, one.count) for one in page.context["waiting"].courses] == [("k-9", 1)]

    data = {"platform": Platform.objects.get().pk, "key": "k-9"}
    wrong = hr.post(reverse("learning:completions_waiting"), data | {"activity": "Findes ikke"})
    assert (wrong.status_code, "Findes ikke" in wrong.content.decode()) == (422, True)
    hr.post(reverse("learning:completions_waiting"), data | {"activity": "noget vi kalder andet"})

    assert (Enrolment.objects.get().activity, WaitingCompletion.objects.count()) == (activity, 0)


def test_a_course_that_waits_can_be_put_into_the_catalogue_as_it_is_called(hr):
    save(hr, look(hr, rows(f"mr,Ny lov,K-9,{day()},")))
    data = {"platform": Platform.objects.get().pk, "key": "k-9"}

    hr.post(reverse("learning:completions_waiting_add"), data)
    again = hr.post(reverse("learning:completions_waiting_add"), data)

    assert (Activity.objects.get().title, Enrolment.objects.count(), again.status_code) == ("Ny lov", 1, 302)


def test_a_manager_opens_the_enrolment_of_her_staff_hr_the_activity(client, place):
    enrolment = make_enrolment(place.person, state="completed")
    found = {}
    for role in ("manager", "hr"):
        sign_in(client, getattr(place, role))
        page = client.get(reverse("learning:completions")).content.decode()
        found[role] = reverse("learning:enrolment", args=[enrolment.pk]) in page

    assert found == {"manager": True, "hr": False}


def test_what_waits_for_a_course_can_be_left_out(hr):
    save(hr, look(hr, rows(f"mr,Ny lov,K-9,{day()},")))

    hr.post(reverse("learning:completions_waiting_drop"), {"platform": Platform.objects.get().pk, "key": "k-9"})

    assert (WaitingCompletion.objects.count(), Enrolment.objects.count()) == (0, 0)


def test_each_day_what_waits_is_placed_where_its_person_has_come_and_deleted_when_its_days_are_over(hr, place):
    make_activity("Svær samtale", code="K-7")
    save(hr, look(hr, rows(f"ny,Svær samtale,K-7,{day()},", f"aldrig,Svær samtale,K-7,{day()},")))
    make_person("Ny Her", place.unit, login="ny")

    waiting_completions.daily(clock.today())
    assert (Enrolment.objects.count(), WaitingCompletion.objects.get().person_key) == (1, "aldrig")
    waiting_completions.daily(clock.today() + timedelta(days=91))

    assert not WaitingCompletion.objects.exists()


def test_words_under_status_nobody_knows_are_asked_about_once(hr):
    make_activity("Svær samtale", code="K-7")
    text = f"User ID,Item ID,Item Title,Completion Date,Completion Status\nmr,K-7,Svær samtale,{day()},FINI\n"
    page = upload(hr, text)
    assert [bound.label for bound in page.context["form"].questions()] == ["»fini« betyder"]
    assert pair(hr, page).status_code == 422

    page = pair(hr, page, status0="done")
    assert page.context["ready"] == 1
    save(hr, page)

    assert upload(hr, text).context["counts"]["same"] == 1


def test_a_column_full_of_words_is_no_status(hr):
    lines = "".join(f"mr,K-7,Svær samtale,{day()},Ord nummer {number}\n" for number in range(30))
    page = upload(hr, f"User ID,Item ID,Item Title,Completion Date,Completion Status\n{lines}")
    assert page.context["form"].questions() == []

    refused = pair(hr, page)
    assert (refused.status_code, "30 forskellige ord" in refused.content.decode()) == (422, True)

    assert pair(hr, page, status="").context["counts"]["no_course"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "Der står ikke noget i"),
        (b"%PDF-1.7", "er en PDF"),
        (b"\x00\x01\x02\x03" * 50, "hverken et regneark eller tekst"),
        (HEAD.encode(), "ingen linjer under dem"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_beside_it_and_nothing_is_kept(hr, text, said):
    page = upload(hr, text)

    assert (page.status_code, said in page.content.decode()) == (422, True)
    assert not PlatformList.objects.exists()
    assert not Platform.objects.exists()


def test_a_list_needs_a_platform_and_a_column_that_must_be_there(hr):
    assert upload(hr, rows("mr,x,y,2026-01-01,"), new_platform="").status_code == 422
    page = upload(hr, "navn;kursus\nmr;Svær samtale\n")

    assert pair(hr, page).status_code == 422


def test_cpr_numbers_are_never_kept(hr, tmp_path):
    make_activity("Svær samtale", code="K-7")
    page = look(hr, f"cpr,username,coursename,timecompleted\n0101901234,mr,Svær samtale,{day()}\n")

    kept = "".join(path.read_text() for path in (tmp_path / "imports").iterdir())
    assert "0101901234" not in kept + page.content.decode()
    assert page.context["ready"] == 1


def test_the_rows_that_are_not_read_come_as_a_file_without_formulas(hr):
    page = look(hr, rows("=cmd(),Svær samtale,K-7,snart,"))

    answer = hr.get(reverse("learning:platform_list_wrong", args=[PlatformList.objects.get().pk]))

    assert '"\'=cmd()"' in answer.content.decode()
    assert len(page.context["wrong"]) == 1


def test_a_list_that_is_dropped_saves_nothing_and_is_deleted(hr, tmp_path, django_capture_on_commit_callbacks):
    make_activity("Svær samtale", code="K-7")
    page = look(hr, rows(f"mr,Svær samtale,K-7,{day()},"))

    with django_capture_on_commit_callbacks(execute=True):
        hr.post(reverse("learning:platform_list_drop", args=[PlatformList.objects.get().pk]))
    save(hr, page)

    assert Enrolment.objects.count() == 0
    assert not [path for path in (tmp_path / "imports").iterdir() if path.suffix == ".source"]


def test_a_list_nobody_confirms_is_dropped_after_a_day(hr):
    look(hr, rows(f"mr,Svær samtale,K-7,{day()},"))

    platform_lists.forget_old(clock.now() + timedelta(days=2))

    assert PlatformList.objects.get().state == "dropped"
    assert (
        "Listen er kasseret"
        in hr.get(reverse("learning:platform_list", args=[PlatformList.objects.get().pk])).content.decode()
    )


def test_pressing_save_twice_saves_once(hr):
    make_activity("Svær samtale", code="K-7")
    page = look(hr, rows(f"mr,Svær samtale,K-7,{day()},"))

    save(hr, page)
    again = save(hr, page)

    assert (again.status_code, Enrolment.objects.count()) == (200, 1)


def test_a_long_list_is_left_to_the_worker_and_the_page_says_so(hr, monkeypatch):
    make_activity("Svær samtale", code="K-7")
    monkeypatch.setattr(platform_lists, "MANY_ROWS", 1)
    asked = []
    monkeypatch.setattr(tasks.look_through.__class__, "enqueue", lambda self, *args: asked.append((self.name, args)))
    page = look(hr, rows(f"mr,Svær samtale,K-7,{day()},", f"mr,Svær samtale,K-7,{day(400)},"))
    one = PlatformList.objects.get()
    assert (one.state, "Listen bliver set igennem" in page.content.decode()) == ("reading", True)

    tasks.look_through.func(str(one.pk))
    page = hr.get(reverse("learning:platform_list", args=[one.pk]))
    assert "saving" in save(hr, page).context["list"].state
    tasks.save.func(*asked[-1][1])
    tasks.save.func(*asked[-1][1])

    one.refresh_from_db()
    assert (one.state, Enrolment.objects.count(), [name for name, _args in asked]) == (
        "saved",
        2,
        ["look_through", "save"],
    )


CATALOGUE = "Kursuskode;Kursus;Timer;Obligatorisk\nK-7;Svær samtale;2;Ja\nK-8;Ny lov;16;\n"


def test_a_catalogue_comes_in_and_is_brought_up_to_date(hr):
    save(hr, look(hr, CATALOGUE, kind="catalogue"))
    first, second = Activity.objects.order_by("code")
    assert (first.minutes, first.is_mandatory, bool(first.why_mandatory), first.size) == (120, True, True, "light")
    assert (second.minutes, second.is_mandatory, second.size) == (960, False, "standard")

    again = upload(hr, CATALOGUE, kind="catalogue")
    assert again.context["counts"] == {"new": 0, "changed": 0, "same": 2}
    page = upload(hr, CATALOGUE.replace("Ny lov", "Ny forvaltningslov"), kind="catalogue")
    assert page.context["counts"] == {"new": 0, "changed": 1, "same": 1}
    save(hr, page)

    assert sorted(Activity.objects.values_list("title", flat=True)) == ["Ny forvaltningslov", "Svær samtale"]


def test_an_activity_of_our_own_with_the_same_code_is_taken_over_not_doubled(hr):
    ours = make_activity("Svær samtale", code="K-7")
    save(hr, look(hr, CATALOGUE, kind="catalogue"))

    ours.refresh_from_db()
    assert (Activity.objects.count(), ours.source, ours.external_id) == (2, "campus", "K-7")


def test_the_catalogue_places_what_waited_for_its_courses(hr):
    save(hr, look(hr, rows(f"mr,Ny lov,K-8,{day()},")))
    save(hr, look(hr, CATALOGUE, kind="catalogue"))

    assert (Enrolment.objects.count(), WaitingCompletion.objects.count()) == (1, 0)


@pytest.mark.parametrize("others", [2, 60])
def test_the_page_of_completions_asks_as_many_queries_for_many_as_for_few(
    hr, place, others, django_assert_max_num_queries
):
    activity = make_activity()
    for number in range(others):
        make_enrolment(make_person(f"Ansat {number}", place.unit), activity, "completed")

    with django_assert_max_num_queries(24):
        page = hr.get(reverse("learning:completions"))

    assert page.context["completions"].page.paginator.count == others


def test_a_completion_told_by_mistake_is_taken_back_and_its_acts_stop(hr, place):
    make_activity("Svær samtale", code="K-7", size="light")
    save(hr, look(hr, rows(f"mr,Svær samtale,K-7,{day()},")))
    enrolment = Enrolment.objects.get()

    hr.post(reverse("learning:completion_take_back", args=[enrolment.pk]))

    enrolment.refresh_from_db()
    assert (enrolment.state, set(enrolment.steps.values_list("state", flat=True))) == ("cancelled", {"cancelled"})


@pytest.mark.parametrize(("words", "count"), [("svær", 1), ("rosenklint", 1), ("zzz", 0)])
def test_completions_are_found_by_name_and_activity(hr, place, words, count):
    make_enrolment(place.person, make_activity("Svær samtale"), "completed")

    page = hr.get(reverse("learning:completions"), {"q": words})

    assert page.context["completions"].page.paginator.count == count


def test_a_platform_is_named_once_and_renamed(client, place):
    sign_in(client, place.admin)
    client.post(reverse("learning:platform_new"), {"name": "Campus"})
    assert client.post(reverse("learning:platform_new"), {"name": "campus"}).status_code == 422
    platform = Platform.objects.get()

    client.post(reverse("learning:platform", args=[platform.pk]), {"name": "Statens Campus", "version": 1})
    stale = client.post(reverse("learning:platform", args=[platform.pk]), {"name": "Noget tredje", "version": 1})

    platform.refresh_from_db()
    assert (platform.key, platform.name, stale.status_code) == ("campus", "Statens Campus", 422)


@pytest.mark.parametrize("page", ["completions_waiting", "completions_waiting_add", "completions_waiting_drop"])
@pytest.mark.parametrize("platform", ["", "x", "7d1a2b5e-0000-4000-8000-000000000000"])
def test_a_platform_that_is_none_is_not_found(hr, page, platform):
    make_activity("Klare breve")

    answer = hr.post(reverse(f"learning:{page}"), {"platform": platform, "key": "k-7", "activity": "Klare breve"})

    assert answer.status_code == 404


@pytest.mark.parametrize("page", ["completions_waiting_add", "completions_waiting_drop"])
@pytest.mark.parametrize("key", ["", "\0", "x" * 5000])
def test_a_course_that_is_none_changes_nothing(hr, page, key):
    platform = Platform.objects.create(key="campus", name="Campus")

    answer = hr.post(reverse(f"learning:{page}"), {"platform": platform.pk, "key": key})

    assert (answer.status_code, Activity.objects.count()) == (302, 0)
