"""The words people put over a column, and what they mean to us."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

Kind = Literal["units", "people", "engagements", "managers", "jobs", "staff", "ignore"]
READ_KINDS: tuple[Kind, ...] = ("units", "people", "engagements", "managers", "jobs", "staff")


def plain(heading: str) -> str:
    """A heading without case, spaces and signs, so that »E-mail«, »Email« and »e_mail« are the same."""
    folded = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(char for char in folded if char.isalnum() or char == "#")


def _words(spelled: Mapping[str, str]) -> dict[str, str]:
    """From our field → spellings to spelling → our field; the first field that claims a spelling keeps it."""
    found: dict[str, str] = {}
    for field, spellings in spelled.items():
        for spelling in spellings.split("|"):
            found.setdefault(plain(spelling), field)
    return found


_PERIOD_FROM = "from|valid_from|gyldig fra|fra|fra dato|startdato|start|start dato|ikrafttrædelsesdato"
_PERIOD_TO = "to|valid_to|gyldig til|til|til dato|slutdato|slut|slut dato|til og med|udløber"
_PERSON = {
    "given": "given|given name|first name|firstname|fornavn|fornavne|fornavn(e)",
    "surname": "surname|last name|lastname|family name|efternavn|efternavne",
    "name": "name|full name|fullname|navn|fulde navn|medarbejder|medarbejdernavn|person|personnavn|"
    "display name|kaldenavn",
    "email": "email|e-mail|mail|e-mailadresse|mailadresse|email address|e-mail address|arbejdsmail|"
    "arbejds-e-mail|epost",
    "login": "login|username|user name|brugernavn|initialer|upn|userprincipalname|samaccountname|ad-bruger|ad-navn",
    "active": "active|aktivstatus|aktiv|aktiv status",
}
_JOB = {
    "job_title": "job_title|job title|jobtitle|title|titel|stilling|stillingsbetegnelse|jobtitel|"
    "stillingstitel|position",
    "job_ext_id": "stillingskodeid|stillingskode id|job_code|jobcode|job code",
    "disco": "disco|disco-08|disco08|discokode|disco-kode",
    "employee_no": "employee_no|employee no|employee number|tjenestenummer|tjenestenr|lønnummer|lønnr",
}
_EMPLOYED = {
    "valid_from": f"{_PERIOD_FROM}|ansat fra|ansættelsesdato|ansat|ansat dato|tiltrådt|tiltrædelsesdato|"
    "startdatoengagement|"
    "hire date|start date",
    "valid_to": f"{_PERIOD_TO}|fratrådt|fratrædelsesdato|fratræder|ansat til|ophørt|ophørsdato|"
    "slutdatoengagement|end date",
}

SPELLINGS: dict[Kind, dict[str, str]] = {
    "units": _words(
        {
            "ext_id": "ext_id|unit_ext_id|id|uuid|afdelingsid|afdelings id|enhedsid|enheds-id|enhedsnr|"
            "enhedsnummer|unit id|"
            "afdelingsnr|organisationsid",
            "parent_ext_id": "parent_ext_id|parentid|parent id|parent uuid|overenhedsid|overenheds-id|"
            "overenhed|parent|"
            "overordnet enhed|forældreenhed|parent unit",
            "name": "name|navn|afdelingsnavn|enhedsnavn|enhed|afdeling|unit|unit name",
            "kind": "type|kind|enhedstype|niveau",
            "valid_from": _PERIOD_FROM,
            "valid_to": _PERIOD_TO,
            "active": _PERSON["active"],
        }
    ),
    "people": _words(
        {
            "ext_id": "ext_id|person_ext_id|id|uuid|brugerid|bruger id|personid|person id|medarbejdernr|"
            "medarbejdernummer|"
            "medarbejder-id|user id|userid|employee id",
            **_PERSON,
        }
    ),
    "engagements": _words(
        {
            "ext_id": "ext_id|engagementid|engagement id|ansættelsesid|ansættelses-id|id|uuid",
            "person_ext_id": "person_ext_id|brugerid|bruger id|personid|person id|user id|userid|person",
            "unit_ext_id": "unit_ext_id|afdelingsid|afdelings id|enhedsid|enheds-id|unit id|unit|enhed|afdeling",
            **_JOB,
            "employee_no": f"{_JOB['employee_no']}|medarbejdernr|medarbejdernummer",
            "primary": "primary|primær|is_primary|hovedansættelse",
            "active": _PERSON["active"],
            **_EMPLOYED,
        }
    ),
    "managers": _words(
        {
            "unit_ext_id": "unit_ext_id|afdelingsid|afdelings id|enhedsid|enheds-id|unit id|unit|enhed|afdeling",
            "person_ext_id": "person_ext_id|brugerid|bruger id|personid|person id|lederid|leder id|leder|"
            "manager|user id|person",
            "valid_from": _PERIOD_FROM,
            "valid_to": _PERIOD_TO,
            "active": _PERSON["active"],
        }
    ),
    "jobs": _words(
        {
            "ext_id": "stillingskodeid|stillingskode id|ext_id|id|uuid",
            "job_title": "stillingskode|stillingsbetegnelse|name|navn|titel|job_title",
        }
    ),
    "staff": _words(
        {
            "ext_id": "ext_id|person_ext_id|medarbejdernr|medarbejdernummer|medarbejder-id|medarbejder nr|"
            "lønnummer|lønnr|"
            "tjenestenummer|tjenestenr|brugerid|bruger id|personid|person id|employee id|employee no|"
            "employee number|nr|id",
            **_PERSON,
            "unit": "unit|unit name|enhed|afdeling|enhedsnavn|afdelingsnavn|team|kontor|arbejdssted|"
            "department|institution",
            "unit_ext_id": "unit_ext_id|enhedsid|enheds-id|enhedsnr|enhedsnummer|afdelingsid|afdelingsnr|"
            "afdelings id|unit id",
            "parent_unit": "overenhed|overordnet enhed|parent unit|parent|forældreenhed|hovedafdeling|center|"
            "område|direktørområde",
            **_JOB,
            "manager": "manager|leder|nærmeste leder|chef|ledernavn|leders navn|leder e-mail|leders e-mail|"
            "leder-email|ledermail|"
            "leder medarbejdernr|refererer til|line manager|reports to",
            "is_manager": "er leder|is manager|is_manager|lederrolle|leder (ja/nej)|leder ja/nej",
            "primary": "primary|primær|hovedansættelse",
            **_EMPLOYED,
        }
    ),
}

REQUIRED: dict[Kind, tuple[tuple[str, ...], ...]] = {
    # Of each group at least one field must have a column.
    "units": (("ext_id",), ("name",)),
    "people": (("ext_id",), ("name", "given")),
    "engagements": (("person_ext_id",), ("unit_ext_id",)),
    "managers": (("unit_ext_id",), ("person_ext_id",)),
    "jobs": (("ext_id",), ("job_title",)),
    "staff": (("name", "given"), ("unit", "unit_ext_id")),
    "ignore": (),
}

# A date under one of these is the first day that no longer counts; under every other heading, the last that does.
_FIRST_DAY_AFTER = {plain("to"), plain("valid_to")}

# How people call the file or sheet.
NAMES: dict[Kind, tuple[str, ...]] = {
    "units": ("units", "organisation", "enheder", "afdelinger", "organisationsenheder", "departments"),
    "people": ("people", "bruger", "brugere", "personer", "persons", "users"),
    "engagements": ("engagements", "engagement", "engagementer", "ansættelser", "employments"),
    "managers": ("managers", "leder", "ledere"),
    "jobs": ("stillingskode", "stillingskoder", "jobs"),
    "staff": ("staff", "personaleliste", "medarbejdere", "medarbejderliste", "ansatte", "employees"),
}

# In a list of staff every way to spell it means the number that tells people apart; it can be both.
_WITHOUT_SPELLING: dict[Kind, tuple[str, ...]] = {"staff": ("employee_no",)}
_EVERYTHING = frozenset(spelling for kind in READ_KINDS for spelling in SPELLINGS[kind])


def fields_of(kind: Kind) -> tuple[str, ...]:
    """Our fields for a kind of list, in the order they are offered."""
    if kind == "ignore":
        return ()
    return tuple(dict.fromkeys([*SPELLINGS[kind].values(), *_WITHOUT_SPELLING.get(kind, ())]))


def recognised(headings: Iterable[str]) -> int:
    """How many of the headings are words we know."""
    return len({plain(heading) for heading in headings} & _EVERYTHING)


def says_last_day(heading: str) -> bool:
    """Whether a date under this heading is the last day that counts, as Danish lists mean it."""
    return plain(heading) not in _FIRST_DAY_AFTER
