"""A question set is read and checked; what is wrong is said in a sentence."""

import pytest

from haandgreb.questions.reading import BadSet, read
from haandgreb.questions.tests.factories import a_body, a_question


def test_a_set_is_read_in_both_languages():
    found = read(a_body())

    assert (found.key, found.version) == ("after-the-visit", 1)
    assert [question.key for question in found.questions] == ["V-1", "V-2", "V-3", "V-4", "V-5", "V-6", "V-7"]
    assert found.question("V-1").ask.in_language("da") == "Fik du svar på dit spørgsmål?"
    assert found.question("V-1").labels[4].in_language("en") == "fully"
    assert [option.key for option in found.question("V-2").options] == ["yes", "partly", "no"]


def test_the_short_form_is_the_question_itself_where_none_is_given():
    body = a_body(questions=[a_question("V-1", "short-text", short=None)])

    assert read(body).question("V-1").short == read(body).question("V-1").ask


@pytest.mark.parametrize(
    ("questions", "complaint"),
    [
        ([], "There are no questions."),
        ([a_question("V-1", "stars")], "V-1: the kind stars is unknown."),
        ([a_question("V-1", "short-text"), a_question("V-1", "number")], "The key V-1 is used twice."),
        ([a_question("V-1", "choice")], "V-1: a choice has at least two options."),
        ([a_question("V-1", "short-text", ask={"da": "Kun dansk?"})], "V-1: the text must be there in both languages."),
        (
            [a_question("V-1", "scale-1-5", labels=[{"da": "slet ikke", "en": "not at all"}])],
            "V-1: a scale has a label for each of its five steps.",
        ),
    ],
)
def test_a_set_that_cannot_be_used_is_refused_with_the_reason(questions, complaint):
    with pytest.raises(BadSet) as refusal:
        read(a_body(questions=questions))

    assert str(refusal.value) == complaint


def test_a_missing_part_is_named():
    body = a_body()
    del body["title"]

    with pytest.raises(BadSet, match=r"title is missing\."):
        read(body)


def test_what_nothing_reads_is_refused_so_that_content_says_only_what_counts():
    with pytest.raises(BadSet, match=r"V-1: nothing reads colour\."):
        read(a_body(questions=[a_question("V-1", "short-text", colour="red")]))
