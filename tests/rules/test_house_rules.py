"""The house rules that a linter does not know, as small linters of our own."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LINES_MAX = 450


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def texts(*patterns: str) -> list[tuple[Path, str]]:
    found = []
    for path in tracked(*patterns):
        try:
            found.append((path, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue  # a picture
    return found


def offenders(pattern: str, *patterns: str) -> list[str]:
    here = Path(__file__).name
    expression = re.compile(pattern)
    return [
        f"{path.relative_to(ROOT)}: {match.group(0)[:80]}"
        for path, text in texts(*patterns)
        if path.name != here and (match := expression.search(text))
    ]


def test_git_knows_of_files_here():
    assert len(tracked("src/*.py")) > 20


def test_no_file_names_a_package_index():
    index = r'https?://[^ "]*/simpl[e]/|https?://[^/ "]*(p[y]pi|n[p]mjs)|index-ur[l]|"resolve[d]":'
    assert offenders(index) == []


def test_no_file_names_a_place_on_somebodys_machine():
    assert offenders(r"/w[o]rk/|/hom[e]/[a-z]+/|/User[s]/[A-Za-z]+/|/r[o]ot/") == []


def test_fonts_and_built_files_stay_out_of_git():
    assert tracked("*.ttf", "*.otf", "*.woff2", "*.min.js", "*.whl", "*.mp4", "uv.lock") == []


def test_every_source_file_can_be_read_in_one_sitting():
    long = {
        str(path.relative_to(ROOT)): len(text.splitlines())
        for path, text in texts("src/*.py", "tests/*.py", "bench/*.py")
        if len(text.splitlines()) > LINES_MAX
    }
    assert long == {}


def test_no_room_is_called_after_nothing_in_particular():
    vague = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}
    assert [str(p) for p in tracked("src/*.py") if vague & set((*p.parts, p.stem))] == []


def test_no_test_is_skipped_and_nothing_is_promised_for_later():
    promises = r"pytest\.skip|mark\.(skip|xfail)|importorskip|NotImplementedError|# *(TODO|FIXME|XXX)\b"
    assert offenders(promises, "src/*.py", "tests/*.py") == []


def test_no_two_test_files_have_one_name():
    """pytest could not import the second, and would collect nothing at all."""
    names = [path.name for path in tracked("tests/*.py") if not (path.parent / "__init__.py").is_file()]
    tests = [name for name in names if name.startswith("test_")]
    assert len(tests) == len(set(tests)), sorted(name for name in set(tests) if tests.count(name) > 1)


def test_every_module_says_what_it_is_for():
    silent = [
        str(path.relative_to(ROOT))
        for path, text in texts("src/*.py")
        if path.name != "__main__.py"
        and "migrations/versions" not in str(path)
        and not text.startswith('"""')
    ]
    assert silent == []


def test_the_architecture_page_stays_short():
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) < 200


def test_readme_commands_are_targets_of_the_makefile():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    named = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named - targets <= {"an", "another", "story"}, named - targets
