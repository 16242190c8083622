"""Files in the format of ESCO's download, with invented skills: nothing of ESCO's own lies here."""

import csv
import io
from collections.abc import Sequence

HEADINGS = [
    "conceptType",
    "conceptUri",
    "skillType",
    "reuseLevel",
    "preferredLabel",
    "altLabels",
    "hiddenLabels",
    "status",
    "modifiedDate",
    "scopeNote",
    "definition",
    "inScheme",
    "description",
]
ADDRESS = "http://data.europa.eu/esco/skill/"
WORDS = {
    "da": ("færdighed", "At kunne øve sig på opgave"),
    "en": ("skill", "To practise task"),
}


def a_row(number: int, language: str = "da", **facts: str) -> dict[str, str]:
    """An invented skill, the same one in each language."""
    word, text = WORDS[language]
    plain = {
        "conceptType": "KnowledgeSkillCompetence",
        "conceptUri": f"{ADDRESS}{number:08d}-0000-0000-0000-000000000000",
        "skillType": "skill/competence",
        "reuseLevel": "cross-sector",
        "preferredLabel": f"{word} {number:05d}",
        "altLabels": f"{word} nr. {number}\n{word} nummer {number}",
        "status": "released",
        "modifiedDate": "2024-01-15T10:00:00.000Z",
        "inScheme": "http://data.europa.eu/esco/concept-scheme/skills",
        "description": f"{text} {number}, også når det er svært." if language == "da" else f"{text} {number}.",
    }
    return {**dict.fromkeys(HEADINGS, ""), **plain, **facts}


def a_file(rows: Sequence[dict[str, str]]) -> bytes:
    """The rows as ESCO writes them: commas, UTF-8, several labels in one cell."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, HEADINGS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def files(count: int) -> tuple[bytes, bytes]:
    """So many skills in Danish and in English."""
    danish, english = (a_file([a_row(number, language) for number in range(count)]) for language in ("da", "en"))
    return danish, english
