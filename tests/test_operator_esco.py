"""haandgreb import-esco: shown, asked, saved; twice nothing twice."""

import pytest

from haandgreb.competences.tests.esco_files import a_file, a_row, files

pytestmark = pytest.mark.server


def written(folder, danish, english):
    for name, data in (("skills_da.csv", danish), ("skills_en.csv", english)):
        (folder / name).write_bytes(data)
    return [str(folder / "skills_da.csv"), str(folder / "skills_en.csv")]


def test_escos_list_is_shown_then_saved_and_the_same_list_again_changes_nothing(started, tmp_path):
    names = written(tmp_path, *files(30))

    shown = started.run("import-esco", *names, "--dry-run")
    unasked = started.run("import-esco", *names)
    saved = started.run("import-esco", *names, "--yes")
    again = started.run("import-esco", *names, "--yes")

    assert (shown.returncode, "30 skills are new" in shown.stdout) == (0, True), shown.stderr
    assert (unasked.returncode, "Add --yes to save" in unasked.stderr) == (1, True)
    assert (saved.returncode, saved.stdout.endswith("Saved.\n")) == (0, True), saved.stderr
    assert "0 skills are new, 0 change, 30 stay as they are" in again.stdout
    assert again.stdout.endswith("Nothing was changed.\n")


def test_a_part_of_the_list_needs_a_second_yes_and_other_files_are_refused_in_words(started, tmp_path):
    names = written(tmp_path, *files(30))
    assert started.run("import-esco", *names, "--yes").returncode == 0
    part = written(tmp_path, *files(10))
    (tmp_path / "skills.csv").write_bytes(a_file([a_row(1)]))
    (tmp_path / "staff_da.csv").write_text("navn;mail\nMads;m@example.dk\n")

    unsure = started.run("import-esco", *part, "--yes")
    nameless = started.run("import-esco", str(tmp_path / "skills.csv"), "--yes")
    other = started.run("import-esco", str(tmp_path / "staff_da.csv"), "--yes")
    absent = started.run("import-esco", str(tmp_path / "absent_da.csv"), "--yes")
    sure = started.run("import-esco", *part, "--yes", "--accept-many")

    assert (unsure.returncode, "--accept-many" in unsure.stderr) == (1, True)
    assert (nameless.returncode, "the name says which language" in nameless.stderr) == (1, True)
    assert (other.returncode, "conceptUri, preferredLabel" in other.stderr) == (1, True)
    assert (absent.returncode, "absent_da.csv" in absent.stderr) == (1, True)
    assert sure.returncode == 0, sure.stderr
