"""Writing a preparation: saved, kept while it is typed, in two windows, never lost."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from haandgreb.dialogues.models import Prepared
from haandgreb.dialogues.tests.factories import Workplace
from haandgreb.dialogues.tests.preparation_pages_helpers import TEXT, hold, prepare, share, url
from haandgreb.organisation.tests.factories import sign_in
from haandgreb.shared import clock, drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Workplace()


@pytest.fixture
def dialogue(place):
    return place.dialogue("booked")


@pytest.fixture
def mads(place):
    return sign_in(Client(), place.person)


@pytest.fixture
def gorm(place):
    return sign_in(Client(), place.manager)


def opened_page(browser, dialogue):
    """What a page that has just been opened would send: every input with its mark."""
    html = browser.get(url("prepare", dialogue)).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="((?:[ms]-[^"]+)|tab|seen)" value="([^"]*)">', html))
    texts = dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?([^<]*)</textarea>', html))
    return {**found, **texts}


def save(browser, dialogue, page, **more):
    return browser.post(url("prepare", dialogue), {**page, **more})


def keep(browser, dialogue, page):
    return browser.post(url("prepare_draft", dialogue), page)


def value(dialogue, key):
    return Prepared.objects.get(dialogue=dialogue, key=key).text


def test_what_is_saved_stands_there_next_time(mads, dialogue):
    page = opened_page(mads, dialogue)
    answer = save(mads, dialogue, page, **{"proud-text": TEXT, "strengths-step": "7", "learn-handles": ["HG-02"]})

    assert answer.status_code == 302
    assert (value(dialogue, "proud"), value(dialogue, "strengths")["step"]) == (TEXT, "7")
    assert value(dialogue, "learn") == {"text": "", "handles": "HG-02"}
    assert opened_page(mads, dialogue)["proud-text"] == TEXT


def test_a_box_whose_tick_is_taken_away_is_empty(mads, dialogue):
    save(mads, dialogue, opened_page(mads, dialogue), **{"learn-handles": ["HG-02"]})
    save(mads, dialogue, opened_page(mads, dialogue))

    assert not Prepared.objects.filter(key="learn").exists()


def test_what_is_typed_survives_logging_out(mads, place, dialogue):
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i en sæt"})
    mads.logout()
    again = sign_in(Client(), place.person)

    assert opened_page(again, dialogue)["proud-text"] == "Midt i en sæt"
    assert not Prepared.objects.exists()


def test_a_session_that_ran_out_mid_sentence_loses_nothing(mads, place, dialogue):
    page = opened_page(mads, dialogue)
    keep(mads, dialogue, {**page, "proud-text": "Midt i"})
    mads.session.flush()
    late = keep(mads, dialogue, {**page, "proud-text": "Midt i en sætning"})
    sent = save(mads, dialogue, page, **{"proud-text": "Midt i en sætning"})
    again = sign_in(Client(), place.person)

    assert (late.status_code, sent.status_code) == (302, 302)
    assert opened_page(again, dialogue)["proud-text"] == "Midt i"


def test_a_page_opened_anew_goes_on_where_the_last_one_stopped(mads, dialogue):
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i"})
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i en sætning"})
    html = mads.get(url("prepare", dialogue)).content.decode()
    save(mads, dialogue, opened_page(mads, dialogue))

    assert html.count("Midt i") == 1
    assert value(dialogue, "proud") == "Midt i en sætning"


def test_what_the_other_window_wrote_is_shown_once_and_is_settled_by_saving(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    keep(mads, dialogue, {**desk, "proud-text": "Fra bordet"})
    save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": "Fra bordet og telefonen"})
    html = mads.get(url("prepare", dialogue)).content.decode()

    assert (html.count("Fra telefonen"), html.count("Fra bordet")) == (0, 1)


def test_a_draft_is_let_go_when_she_says_so(mads, dialogue):
    keep(mads, dialogue, {**opened_page(mads, dialogue), "proud-text": "Midt i"})
    mads.post(url("prepare", dialogue), {"act": "drop"})

    assert opened_page(mads, dialogue)["proud-text"] == ""


def test_two_windows_with_different_fields_are_both_saved(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    save(mads, dialogue, phone, **{"proud-text": "Fra telefonen"})
    save(mads, dialogue, desk, **{"learned-text": "Fra bordet"})

    assert (value(dialogue, "proud"), value(dialogue, "learned")) == ("Fra telefonen", "Fra bordet")


def test_two_windows_with_the_same_field_show_both_texts(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    save(mads, dialogue, phone, **{"proud-text": "Fra telefonen"})
    answer = save(mads, dialogue, desk, **{"proud-text": "Skrevet ved bordet", "learned-text": "Også ved bordet"})
    html = answer.content.decode()

    assert answer.status_code == 409
    assert "telefonen" in html
    assert "Skrevet" in html
    assert value(dialogue, "proud") == "Fra telefonen"
    chosen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
    kept_both = {**chosen, "proud-text": "Fra telefonen, og skrevet ved bordet", "keep": "both"}
    assert mads.post(url("prepare", dialogue), kept_both).status_code == 302
    assert value(dialogue, "proud") == "Fra telefonen, og skrevet ved bordet"
    assert value(dialogue, "learned") == "Også ved bordet"


def test_who_keeps_the_saved_text_keeps_her_other_fields(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    save(mads, dialogue, phone, **{"proud-text": "Fra telefonen"})
    html = save(mads, dialogue, desk, **{"proud-text": "Bordet", "learned-text": "Også bordet"}).content.decode()
    chosen = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html))
    mads.post(url("prepare", dialogue), {**chosen, "proud-text": "Bordet", "keep": "theirs"})

    assert (value(dialogue, "proud"), value(dialogue, "learned")) == ("Fra telefonen", "Også bordet")


def test_typing_in_two_windows_keeps_what_each_typed(mads, place, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    keep(mads, dialogue, {**desk, "learned-text": "Fra bordet"})
    page = opened_page(mads, dialogue)

    assert (page["proud-text"], page["learned-text"]) == ("Fra telefonen", "Fra bordet")


def test_typing_in_the_same_field_of_two_windows_shows_the_other_text_too(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    keep(mads, dialogue, {**desk, "proud-text": "Fra bordet"})
    html = mads.get(url("prepare", dialogue)).content.decode()

    assert "Fra telefonen" in html
    assert "Fra bordet" in html


def test_saving_in_one_window_leaves_what_the_other_typed(mads, dialogue):
    phone, desk = opened_page(mads, dialogue), opened_page(mads, dialogue)
    keep(mads, dialogue, {**phone, "proud-text": "Fra telefonen"})
    save(mads, dialogue, desk, **{"learned-text": "Fra bordet"})
    page = opened_page(mads, dialogue)

    assert (page["proud-text"], page["learned-text"]) == ("Fra telefonen", "Fra bordet")
    assert not Prepared.objects.filter(key="proud").exists()


def test_twenty_thousand_characters_come_back_whole_with_words_beside_the_field(mads, dialogue):
    long = "Ord på ord. " * 1_700
    answer = save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": long, "learned-text": "Kort"})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert long.strip() in html
    assert 'id="id_proud-text_error"' in html
    assert "maxlength" not in html
    assert not Prepared.objects.exists()


def test_a_cpr_number_is_stopped_beside_the_field_and_the_text_is_kept_on_the_page(mads, place, dialogue):
    text = "Sagen om 010203-1234 gik godt"
    answer = save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": text, "learned-text": "Kort"})
    html = answer.content.decode()

    assert answer.status_code == 422
    assert text in html
    assert 'id="id_proud-text_error"' in html
    assert not Prepared.objects.exists()
    assert "010203" not in str(drafts.find(place.person, f"dialogues-prepare-{dialogue.pk}"))


def test_pasted_markup_is_text(mads, gorm, place, dialogue):
    save(mads, dialogue, opened_page(mads, dialogue), **{"proud-text": "<b>Fed</b><script>alert(1)</script>\x00"})
    share(dialogue, place.person, "proud")
    html = gorm.get(url("preparation_read", dialogue)).content.decode()

    assert "&lt;b&gt;Fed&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html


def test_who_writes_while_the_talk_is_held_elsewhere_keeps_her_text(mads, dialogue):
    page = opened_page(mads, dialogue)
    hold(dialogue)
    answer = save(mads, dialogue, page, **{"proud-text": "Det nåede jeg ikke at gemme"})

    assert answer.status_code == 409
    assert "Det nåede jeg ikke at gemme" in answer.content.decode()
    assert not Prepared.objects.exists()


def test_what_was_put_away_is_read_by_nobody_and_does_not_stop_new_writing(mads, place, dialogue):
    prepare(dialogue, place.person, proud=TEXT)
    Prepared.everything.update(hidden_at=clock.now())

    answer = mads.post(url("prepare", dialogue), {"proud-text": "Igen"}, follow=True)

    assert (answer.status_code, Prepared.objects.get().text) == (200, "Igen")
    page = mads.get(url("prepare", dialogue)).content.decode()
    assert (TEXT in page, "Igen" in page) == (False, True)
    assert Prepared.everything.exclude(hidden_at=None).get().text == TEXT


def test_what_was_put_away_of_a_talk_that_was_held_stays_so(mads, place):
    held = place.dialogue("held")
    Prepared.objects.create(
        dialogue=held, writer=place.person, key="proud", text=TEXT, changed_at=clock.now(), hidden_at=clock.now()
    )

    assert mads.post(url("prepare", held), {"proud-text": "Igen"}).status_code == 409
    assert TEXT not in mads.get(url("prepare", held)).content.decode()


def test_last_times_words_are_offered_to_their_writer_alone(mads, place, dialogue):
    older = place.dialogue("agreed", made_at=dialogue.made_at - timedelta(days=365))
    Prepared.objects.create(dialogue=older, writer=place.person, key="proud", text=TEXT, changed_at=clock.now())

    assert url("prepare", older) in mads.get(url("prepare", dialogue)).content.decode()
    assert TEXT in mads.get(url("prepare", older)).content.decode()


def test_a_lost_key_says_what_is_lost_and_leaves_the_rest(mads, gorm, place, dialogue, settings, tmp_path):
    prepare(dialogue, place.person, proud=TEXT)
    share(dialogue, place.person, "proud")
    row = Prepared.objects.get()
    sealed = bytes(row.__dict__["text"])
    Prepared.objects.filter(pk=row.pk).update(text=type(row.__dict__["text"])(sealed[:-4] + b"gone"))
    save(mads, dialogue, opened_page(mads, dialogue), **{"learned-text": "Stadig her"})
    html = mads.get(url("prepare", dialogue)).content.decode()

    assert "kan ikke åbnes" in html
    assert value(dialogue, "learned") == "Stadig her"
    assert Prepared.objects.filter(key="proud").exists()
    assert gorm.get(url("preparation_read", dialogue)).status_code == 200
    assert mads.get(url("share", dialogue)).status_code == 200


def test_keeping_a_draft_takes_at_most_ten_queries_the_first_time_and_the_next(
    mads, dialogue, django_assert_max_num_queries
):
    page = opened_page(mads, dialogue)

    for text in (TEXT, f"{TEXT} igen"):
        with django_assert_max_num_queries(10):
            assert keep(mads, dialogue, {**page, "proud-text": text}).status_code == 200


def test_nobody_keeps_a_draft_of_somebody_elses_dialogue(place, dialogue):
    other = sign_in(Client(), place.colleague)

    assert keep(other, dialogue, {"proud-text": TEXT}).status_code == 404


def test_the_number_of_queries_is_the_same_with_one_text_and_with_all(mads, place, dialogue, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    prepare(dialogue, place.person, proud=TEXT)
    mads.get(url("prepare", dialogue))
    with CaptureQueriesContext(connection) as one:
        mads.get(url("prepare", dialogue))
    prepare(dialogue, place.person, strategy="a", practice="b", learned="c", tasks="d", remember="e")
    with CaptureQueriesContext(connection) as many:
        mads.get(url("prepare", dialogue))

    assert len(many) == len(one)
