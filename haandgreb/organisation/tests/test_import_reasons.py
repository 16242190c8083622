"""Whatever can be wrong with a list has its words in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils import translation

from haandgreb.organisation import importing
from haandgreb.organisation.importing.headings import READ_KINDS, fields_of
from haandgreb.organisation.importing.problems import ImportProblem, Reason, Value
from haandgreb.organisation.importing.reasons import (
    CHOICES,
    FIELDS,
    HINTS,
    KINDS,
    PROBLEMS,
    QUESTIONS,
    REASONS,
    choice_text,
    field_label,
    hint_text,
    kind_label,
    problem_text,
    question_text,
    reason_text,
)

PACKAGE = Path(importing.__path__[0])
# Codes that are put together or handed on.
INDIRECT = {
    *("ambiguous_person", "ambiguous_unit", "person_rejected", "unit_rejected", "unknown_person", "unknown_unit"),
    *("unknown_parent", "parent_rejected", "overlapping_periods", "manager_twice", "too_many_cells", "cut_row"),
    *("duplicate_ext_id", "half_file", "mixed_encodings", "stray_quote", "cell_too_long", "file_is_pdf", "not_text"),
    *("workbook_encrypted", "workbook_too_old", "workbook_too_heavy", "column_missing", "column_missing_cpr"),
}


def codes_in_the_package() -> set[str]:
    """The first text given to ImportProblem, Reason and reject anywhere in the package."""
    found: set[str] = set()
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in ("ImportProblem", "Reason", "reject"):
                found.add(str(node.args[0].value))
    return found


def test_every_code_has_its_words_and_no_words_are_left_over() -> None:
    assert codes_in_the_package() | INDIRECT == set(PROBLEMS) | set(REASONS)
    assert set(HINTS) <= set(REASONS)


def test_every_question_kind_and_field_has_its_words() -> None:
    assert {code for code, _ in CHOICES} == set(QUESTIONS)
    assert {*READ_KINDS, "ignore"} == set(KINDS)
    assert {field for kind in READ_KINDS for field in fields_of(kind)} == set(FIELDS)


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_text_can_be_filled_in_in_both_languages(language: str) -> None:
    with translation.override(language):
        texts = [problem_text(ImportProblem(code)) for code in PROBLEMS]
        texts += [reason_text(Reason(code)) + hint_text(Reason(code)) for code in REASONS]
        texts += [question_text(code, {}) for code in QUESTIONS]
        texts += [choice_text(code, choice, {"example": "221126"}) for code, choice in CHOICES]
        texts += [field_label(field) for field in FIELDS] + [kind_label(kind) for kind in KINDS]
    assert all(text and "%" not in text for text in texts)


@pytest.mark.parametrize(
    ("reason", "danish", "hint"),
    [
        (
            Reason("unknown_manager", "Leder", {"value": "P97", "nearest": "P07 Gorm Vangsted"}),
            "Lederen P97 findes ikke",
            "Mente du P07 Gorm Vangsted?",
        ),
        (Reason("unknown_manager", "Leder", {"value": "P97", "nearest": ""}), "Lederen P97 findes ikke", ""),
        (
            Reason("duplicate_email", "", {"line": 1036}),
            "Mailadressen bruges også på linje 1036",
            "To personer kan ikke have samme mailadresse.",
        ),
        (
            Reason("cpr", "note"),
            "Feltet »note« ligner et CPR-nummer",
            "Linjen er ikke gemt, og tallet vises ikke. Fjern det i filen.",
        ),
    ],
)
def test_a_rejected_line_says_in_danish_why_and_what_may_have_been_meant(
    reason: Reason, danish: str, hint: str
) -> None:
    with translation.override("da"):
        assert (reason_text(reason), hint_text(reason)) == (danish, hint)


@pytest.mark.parametrize(
    ("problem", "language", "text"),
    [
        (
            ImportProblem("too_many_rows", most=50_000),
            "da",
            "Filen har for mange linjer. Vi læser højst 50.000. Gem en større liste som CSV.",
        ),
        (
            ImportProblem("half_file", table="liste.csv", line=1200),
            "en",
            "“liste.csv” stops in the middle: what begins on line 1200 never ends. Get the whole file and try again.",
        ),
        (
            ImportProblem("column_missing", table="liste.csv", field="unit", refused=""),
            "da",
            "»liste.csv« har ingen kolonne til »Enhed (navn)«. Vælg en.",
        ),
    ],
)
def test_a_problem_with_the_file_says_what_to_do(problem: ImportProblem, language: str, text: str) -> None:
    with translation.override(language):
        assert problem_text(problem) == text


def test_six_digits_are_offered_as_the_dates_they_may_mean() -> None:
    params: dict[str, Value] = {"table": "liste.csv", "example": "311226", "count": 3}
    with translation.override("da"):
        offered = [choice_text("short_dates", choice, params) for choice in ("dmy", "ymd")]
    assert offered == ["Dag, måned, år: 31. december 2026", "År, måned, dag: 26. december 2031"]
    with translation.override("en"):
        assert choice_text("short_dates", "ymd", {"example": "319926"}) == "Year, month, day: no date"


def test_a_value_with_a_percent_sign_is_shown_as_it_is() -> None:
    with translation.override("en"):
        assert (
            reason_text(Reason("bad_date", "100 %s", {"value": "50 %(x)s"}))
            == "“50 %(x)s” under “100 %s” is not a date"
        )
