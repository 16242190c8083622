"""A synthetic organisation as the four CSV files of a staff list. Deterministic; nobody in it exists."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Sequence
from pathlib import Path

GIVEN = [
    "Aksel",
    "Alma",
    "Anders",
    "Astrid",
    "Bent",
    "Bodil",
    "Carl",
    "Clara",
    "Ditte",
    "Ebbe",
    "Ellen",
    "Emil",
    "Jens",
]
SURNAMES = ["Aagård", "Bækgaard", "Dybdal", "Egelund", "Fjordby", "Grønnegård", "Havtorn", "Isager", "Møllevang"]
TITLES = ["Sagsbehandler", "Jurist", "Konsulent", "Specialkonsulent", "Vejleder", "Udvikler"]
IN_A_UNIT = 20  # people; ten units make an office, ten offices an area


def write(folder: Path, people: int) -> None:
    """Write units.csv, people.csv, engagements.csv and managers.csv for so many people into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random("a synthetic organisation")
    units = _units(max(people // IN_A_UNIT, 1))
    leaves = [unit[0] for unit in units if unit[3] == "team"]
    _file(folder, "units", "ext_id parent_ext_id name type from to", units)
    numbers = range(1, people + 1)
    _file(folder, "people", "ext_id given surname email login", (_person(number, chance) for number in numbers))
    _file(
        folder,
        "engagements",
        "ext_id person_ext_id unit_ext_id employee_no job_title disco primary from to",
        (
            (f"E{n}", f"P{n}", leaves[n % len(leaves)], f"{n:06}", TITLES[n % 6], "242220", "1", "2020-01-01", "")
            for n in numbers
        ),
    )
    managers = [(unit[0], f"P{number + 1}", "2020-01-01", "") for number, unit in enumerate(units)]
    _file(folder, "managers", "unit_ext_id person_ext_id from to", managers[:people])


def _units(teams: int) -> list[tuple[str, ...]]:
    """A root, areas of ten offices, offices of ten teams."""
    areas, offices = 1 + (teams - 1) // 100, 1 + (teams - 1) // 10
    rows = [
        ("U0", "", "Prøvestyrelsen", "styrelse"),
        *((f"A{area}", "U0", f"Område {area + 1}", "område") for area in range(areas)),
        *((f"O{office}", f"A{office // 10}", f"Kontor {office + 1}", "kontor") for office in range(offices)),
        *((f"T{team}", f"O{team // 10}", f"Team {team + 1}", "team") for team in range(teams)),
    ]
    return [(*row, "2020-01-01", "") for row in rows]


def _person(number: int, chance: random.Random) -> tuple[str, ...]:
    given, surname = chance.choice(GIVEN), f"{chance.choice(SURNAMES)} {chance.choice(SURNAMES)}"
    return (f"P{number}", given, surname, f"p{number}@example.dk", f"p{number}")


def _file(folder: Path, name: str, columns: str, rows: Iterable[Sequence[str]]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(columns.split())
        writer.writerows(rows)
