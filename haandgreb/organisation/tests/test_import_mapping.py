"""Columns find their fields, and what was chosen is remembered."""

from __future__ import annotations

import pytest

from haandgreb.organisation.importing.headings import READ_KINDS, SPELLINGS, fields_of
from haandgreb.organisation.importing.mapping import (
    TableMapping,
    header_signature,
    suggest_as,
    suggest_mappings,
)
from haandgreb.organisation.importing.problems import ImportProblem
from haandgreb.organisation.importing.reading import read_files
from haandgreb.organisation.importing.tables import Source
from haandgreb.organisation.tests.import_helpers import uploads

VENDOR = {
    "bruger.csv": "BrugerId;CPR;Navn;E-mail;Mobil;Stilling\nb1;0101701234;Åse Ærø;aase@example.dk;12345678;Kok\n",
    "organisation.csv": "AfdelingsID;Afdelingsnavn;Parentid;Gade;Postnr;By\na1;Køkken;;Gaden 1;1000;By\n",
    "engagement.csv": "BrugerId;AfdelingsId;AktivStatus;StillingskodeId;Primær;Engagementstype;StartdatoEngagement\n"
    "b1;a1;1;s1;1;Månedsløn;\n",
    "stillingskode.csv": "StillingskodeID;AktivStatus;Stillingskode;Stillingskode#\ns1;1;Kok;s1\n",
    "leder.csv": "BrugerId;AfdelingsID;AktivStatus;Titel\nb1;a1;1;Personaleledelse\n",
}


def source_of(text: str, name: str = "list.csv") -> Source:
    return read_files(uploads({name: text}))


def suggested(text: str, name: str = "list.csv") -> TableMapping:
    return suggest_mappings(source_of(text, name))[name]


@pytest.mark.parametrize(
    ("name", "headings", "kind", "columns"),
    [
        (
            "units.csv",
            "ext_id;parent_ext_id;name;type;from;to",
            "units",
            {
                "ext_id": "ext_id",
                "parent_ext_id": "parent_ext_id",
                "name": "name",
                "kind": "type",
                "valid_from": "from",
                "valid_to": "to",
            },
        ),
        (
            "people.csv",
            "ext_id;given;surname;email;login",
            "people",
            {"ext_id": "ext_id", "given": "given", "surname": "surname", "email": "email", "login": "login"},
        ),
        (
            "managers.csv",
            "unit_ext_id;person_ext_id;from;to",
            "managers",
            {"unit_ext_id": "unit_ext_id", "person_ext_id": "person_ext_id", "valid_from": "from", "valid_to": "to"},
        ),
        (
            "udtræk.csv",
            "ext_id;person_ext_id;unit_ext_id;employee_no;job_title;disco;primary",
            "engagements",
            {
                "ext_id": "ext_id",
                "person_ext_id": "person_ext_id",
                "unit_ext_id": "unit_ext_id",
                "employee_no": "employee_no",
                "job_title": "job_title",
                "disco": "disco",
                "primary": "primary",
            },
        ),
        (
            "Ark1",
            "Medarbejder nr.;FORNAVN;Efternavn;E-mail;Afdeling;Stilling;Nærmeste leder;Ansat fra;Fratrådt;Tlf.",
            "staff",
            {
                "ext_id": "Medarbejder nr.",
                "employee_no": "Medarbejder nr.",
                "given": "FORNAVN",
                "surname": "Efternavn",
                "email": "E-mail",
                "unit": "Afdeling",
                "job_title": "Stilling",
                "manager": "Nærmeste leder",
                "valid_from": "Ansat fra",
                "valid_to": "Fratrådt",
            },
        ),
        (
            "list.csv",
            "Name;E-mail;Unit;Title;Manager",
            "staff",
            {"name": "Name", "email": "E-mail", "unit": "Unit", "job_title": "Title", "manager": "Manager"},
        ),
        ("x.csv", "a;b;c", "ignore", {}),
    ],
)
def test_the_headings_say_what_a_list_is(name: str, headings: str, kind: str, columns: dict[str, str]) -> None:
    row = ";".join("Bo" for _ in headings.split(";"))
    mapping = suggested(f"{headings}\n{row}\n", name)
    assert (mapping.kind, dict(mapping.columns)) == (kind, columns)


def test_the_five_files_learning_vendors_agree_on_are_recognised() -> None:
    mappings = suggest_mappings(read_files(uploads(VENDOR)))
    assert {name: mapping.kind for name, mapping in mappings.items()} == {
        "bruger.csv": "people",
        "organisation.csv": "units",
        "engagement.csv": "engagements",
        "stillingskode.csv": "jobs",
        "leder.csv": "managers",
    }
    assert mappings["engagement.csv"].columns == {
        "person_ext_id": "BrugerId",
        "unit_ext_id": "AfdelingsId",
        "active": "AktivStatus",
        "job_ext_id": "StillingskodeId",
        "primary": "Primær",
        "valid_from": "StartdatoEngagement",
    }


def test_a_column_of_yes_and_no_under_leader_says_who_is_one() -> None:
    assert suggested("Navn;Enhed;Leder\nBo;A;ja\nIda;A;\n").columns["is_manager"] == "Leder"
    assert suggested("Navn;Enhed;Leder\nBo;A;Ida\nIda;A;\n").columns["manager"] == "Leder"


@pytest.mark.parametrize(
    ("heading", "last_day"), [("to", False), ("valid_to", False), ("til", True), ("Slutdato", True), ("Fratrådt", True)]
)
def test_an_end_date_is_the_last_day_that_counts_except_in_our_own_format(heading: str, last_day: bool) -> None:
    assert suggested(f"Navn;Enhed;{heading}\nBo;A;\n").last_day is last_day


def test_a_refused_column_is_never_mapped() -> None:
    mapping = suggested("Medarbejdernr;Navn;Enhed\n0101701234;Bo;A\n0202801234;Ida;A\n")
    assert "ext_id" not in mapping.columns


def test_a_mapping_is_remembered_by_the_headings_whatever_their_case() -> None:
    source = source_of("Kaldenavn;Sted\nBo;A\n")
    table = source.tables[0]
    chosen = TableMapping("staff", {"name": "Kaldenavn", "unit": "Sted"}, last_day=False, short_dates="ymd")
    remembered = {header_signature(table): chosen.to_json()}

    again = source_of("KALDENAVN;sted \nIda;B\n")

    assert suggest_mappings(again, remembered)["list.csv"] == TableMapping(
        "staff", {"name": "KALDENAVN", "unit": "sted"}, last_day=False, short_dates="ymd"
    )
    assert len(header_signature(table)) == 64
    assert header_signature(table) != header_signature(source_of("Sted;Kaldenavn\nA;Bo\n").tables[0])


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {"kind": "dogs", "columns": {}},
        {"kind": "staff", "columns": []},
        {"kind": "staff", "columns": {"shoe size": "Sko"}},
        {"kind": "staff", "columns": {"name": 7}},
        {"kind": "staff", "columns": {}, "short_dates": "mdy"},
    ],
)
def test_a_mapping_that_is_none_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ImportProblem, match="mapping_unusable"):
        TableMapping.from_json(stored)


def test_what_is_missing_is_told_and_another_kind_can_be_chosen() -> None:
    table = source_of("Navn;E-mail\nBo;bo@example.dk\n").tables[0]
    assert suggest_as(table, "staff").missing() == [("unit", "unit_ext_id")]
    assert suggest_as(table, "people").missing() == [("ext_id",)]
    assert suggest_as(table, "ignore").missing() == []


def test_every_spelling_leads_to_a_field_that_is_offered() -> None:
    for kind in READ_KINDS:
        assert set(SPELLINGS[kind].values()) <= set(fields_of(kind))
