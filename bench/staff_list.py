#!/usr/bin/env python3
"""
An invented staff list of any size, in the four files of our own format: python bench/staff_list.py FOLDER [PEOPLE]

The same number gives the same list. About twelve people a unit, five units below each, one person in fifty with two
engagements, every unit with a manager but one in twenty.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

_GIVEN = (
    "Aage Anna Bo Camille Dorte Emil Freja Gorm Hanne Ida Jens Karla Lone Mads Nanna Ole Pia Rune Søren Tor Una Åse"
)
_SURNAMES = (
    "Aagaard Bølgesund Birkely Dalsø Elmehus Fjordby Grønlykke Havbæk Ibsker Klitgren Lindø Marknæs Nørrevang Østerlund"
    " Rosenklint Solhede Tjørneby Vangsted Ågren"
)
_TITLES = (
    "Sagsbehandler",
    "Konsulent",
    "Tilsynsførende",
    "Vejleder",
    "Kontorassistent",
    "Jurist",
    "Udvikler",
    "AC-fuldmægtig",
)
_PEOPLE_A_UNIT, _UNITS_BELOW = 12, 5
_LONG_AGO = date(2005, 1, 1)
_DAYS = 20 * 365


def write(folder: Path, people: int) -> list[Path]:
    """Write units.csv, people.csv, engagements.csv and managers.csv for so many people; returns the four paths."""
    chance = random.Random(people)
    units = max(1, people // _PEOPLE_A_UNIT)
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _file(folder / "units.csv", ("ext_id", "parent_ext_id", "name", "type", "from", "to"), _units(units)),
        _file(folder / "people.csv", ("ext_id", "given", "surname", "email", "login"), _people(people, chance)),
        _file(
            folder / "engagements.csv",
            ("ext_id", "person_ext_id", "unit_ext_id", "employee_no", "job_title", "disco", "primary", "from", "to"),
            _engagements(people, units, chance),
        ),
        _file(folder / "managers.csv", ("unit_ext_id", "person_ext_id", "from", "to"), _managers(units)),
    ]


def _file(path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter=";")
        table.writerow(headings)
        table.writerows(rows)
    return path


def _units(units: int) -> Iterable[Sequence[object]]:
    for number in range(units):
        above = f"u{(number - 1) // _UNITS_BELOW}" if number else ""
        yield f"u{number}", above, f"Enhed {number}" if number else "Prøvestyrelsen", "enhed", "2005-01-01", ""


def _people(people: int, chance: random.Random) -> Iterable[Sequence[object]]:
    given, surnames = _GIVEN.split(), _SURNAMES.split()
    for number in range(people):
        name = chance.choice(given), chance.choice(surnames)
        yield f"p{number}", *name, f"p{number}@example.dk", f"login{number}"


def _engagements(people: int, units: int, chance: random.Random) -> Iterable[Sequence[object]]:
    for number in range(people):
        for place in range(2 if number % 50 == 49 else 1):
            start = _LONG_AGO + timedelta(days=chance.randrange(_DAYS))
            unit = f"u{(number + place * 7) % units}"
            primary = "0" if place else "1"
            title = chance.choice(_TITLES)
            yield (
                f"e{number}-{place}",
                f"p{number}",
                unit,
                f"{number:06}",
                title,
                "2422",
                primary,
                start.isoformat(),
                "",
            )


def _managers(units: int) -> Iterable[Sequence[object]]:
    for number in range(units):
        yield f"u{number}", "" if number % 20 == 19 else f"p{number}", "2005-01-01", ""


if __name__ == "__main__":
    where = Path(sys.argv[1])
    for written in write(where, int(sys.argv[2]) if len(sys.argv) > 2 else 100_000):
        print(written)
