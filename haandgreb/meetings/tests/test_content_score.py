"""The meeting score as content: the deck's own questions, every step with a word, in both languages."""

from pathlib import Path

from haandgreb.shared.tests.content import flaws, load

SCORE = load(Path(__file__).parents[1] / "content" / "questions" / "meeting-score.toml")
QUESTIONS = {question["key"]: question for section in SCORE["section"] for question in section["question"]}
DECK = {
    "MS-1": "Var eller blev der ved mødets start klarhed over dagsorden og formål med de enkelte punkter?",
    "MS-2": "Begyndte mødet til tiden?",
    "MS-3": "Var tidsstyringen under mødet tilfredsstillende?",
    "MS-4": "Var deltagerne ordentligt forberedte?",
    "MS-5": "Gav mødet mening, opfyldte mødet sit formål?",
    "MS-6": "Var det ved mødets slutning klart, hvad der videre skulle ske, hvem der havde bolden etc.?",
    "MS-7": "Var det et møde, som gav energi?",
    "MS-8": "Andet, hvad?",
    "MS-9": "Hvad synes du alt i alt om mødet?",
}


def test_every_text_stands_in_both_languages() -> None:
    assert flaws(SCORE) == []


def test_the_questions_keep_the_wording_and_the_order_of_the_deck() -> None:
    scales = {key: question["ask"]["da"] for key, question in QUESTIONS.items() if question["kind"] == "scale-1-5"}
    assert list(scales.items()) == list(DECK.items())


def test_every_scale_has_a_word_for_each_of_its_five_steps() -> None:
    steps = {key: len(question["labels"]) for key, question in QUESTIONS.items() if question["kind"] == "scale-1-5"}
    assert steps == dict.fromkeys(DECK, 5)


def test_all_in_all_has_its_own_words() -> None:
    assert [label["da"] for label in QUESTIONS["MS-9"]["labels"]] == [
        "Spild af tid",
        "Mindre godt",
        "I orden",
        "Godt",
        "Fremragende",
    ]


def test_everything_may_be_skipped() -> None:
    assert [key for key, question in QUESTIONS.items() if question["required"]] == []


def test_the_comment_says_not_to_write_names() -> None:
    assert QUESTIONS["MS-8-text"]["kind"] == "long-text"
    assert QUESTIONS["MS-8-text"]["hint"]["da"].startswith("Skriv ikke navne.")
