"""Bad input: one sentence for each fault, the right exit code, the other inputs done and old outputs whole."""

from __future__ import annotations

import json
import os
import pty
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

GOOD = "In depression 71% of patients respond.\n"
MAIN = [sys.executable, "-c", "from ketclaims.cli import main; main()"]
Done = subprocess.CompletedProcess[str]


@pytest.fixture(name="extract")
def _extract(tmp_path: Path) -> Callable[..., Done]:
    (tmp_path / "good.txt").write_text(GOOD)

    def extract(*arguments: str) -> Done:
        command = [*MAIN, "extract", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=300)

    return extract


def kinds(done: Done) -> list[str]:
    """What each row of the output is."""
    return [json.loads(line)["disposition"] for line in done.stdout.splitlines()]


READABLE = "a text, an HTML page, a PDF or a .docx"
FILES = {
    "not UTF-8": (b"caf\xe9", "bad.txt: not UTF-8, byte 0xe9 at offset 3 cannot be read."),
    "empty": (b"", "bad.txt: the file is empty, a text was expected."),
    "archive": (
        b"PK\x05\x06",
        "bad.txt: this is an empty ZIP archive, a text, an HTML page, a PDF or a .docx was expected.",
    ),
    "missing": (None, "bad.txt: there is no such file."),
}


@pytest.mark.parametrize(("data", "says"), FILES.values(), ids=FILES)
def test_bad_file_among_good_ones(tmp_path: Path, extract: Callable[..., Done], data: bytes | None, says: str) -> None:
    """A file that cannot be read leaves a row and a sentence; the others are read."""
    if data is not None:
        (tmp_path / "bad.txt").write_bytes(data)
    done = extract("bad.txt", "good.txt")
    assert (done.returncode, done.stderr, kinds(done)) == (3, f"{says}\n", ["error", "claim"])


def test_error_row_names_its_source(extract: Callable[..., Done]) -> None:
    """The row of a fault has the source and the sentence, and nothing else."""
    row = json.loads(extract("bad.txt").stdout)
    stated = {name: value for name, value in row.items() if value is not None}
    assert stated == {"source": "bad", "disposition": "error", "error": "bad.txt: there is no such file."}


NOTHING = {
    "none.txt": "there is no such file.",
    "none/*.txt": "there is no such file, and the pattern matches none.",
}


def on_a_terminal(folder: Path, *arguments: str) -> tuple[int, str]:
    """The exit code of an extraction whose output is a terminal, and what is to be read there."""
    terminal, end = pty.openpty()
    done = subprocess.run([*MAIN, "extract", *arguments], cwd=folder, stdout=end, stderr=end, timeout=120)
    os.close(end)
    written = os.read(terminal, 10_000).decode()
    os.close(terminal)
    return done.returncode, written


@pytest.mark.parametrize(("name", "says"), NOTHING.items())
def test_nothing_to_read_on_a_terminal(tmp_path: Path, name: str, says: str) -> None:
    """A person who names nothing that is there reads the sentence alone; a row is for files and programs."""
    assert on_a_terminal(tmp_path, name) == (3, f"{name}: {says}\r\n")


def test_one_missing_of_several_on_a_terminal(tmp_path: Path, extract: Callable[..., Done]) -> None:
    """Among others a missing article is a row, on a terminal too."""
    assert extract("good.txt").returncode == 0
    code, written = on_a_terminal(tmp_path, "bad.txt", "good.txt")
    assert (code, written.count('"disposition": "error"'), written.count('"disposition": "claim"')) == (3, 1, 1)


def test_error_rows_do_not_disturb_a_score(tmp_path: Path, extract: Callable[..., Done]) -> None:
    """An output with faults can be scored."""
    (tmp_path / "found.jsonl").write_text(extract("bad.txt", "good.txt").stdout)
    (tmp_path / "gold.jsonl").write_text(extract("good.txt").stdout)
    command = [*MAIN, "score", "gold.jsonl", "found.jsonl", "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert json.loads(done.stdout)["all.full"]["f1"] == 1.0


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_error_row_in_a_table(tmp_path: Path, extract: Callable[..., Done], suffix: str) -> None:
    """A fault leaves a row in every kind of output."""
    done = extract("bad.txt", "good.txt", "-o", f"out.{suffix}")
    path = tmp_path / f"out.{suffix}"
    read = pd.read_csv(path) if suffix == "csv" else pd.read_parquet(path)
    assert (done.returncode, list(read["disposition"])) == (3, ["error", "claim"])


def test_name_that_cannot_be(extract: Callable[..., Done]) -> None:
    """A name that no file can have is one sentence; the other arguments are read."""
    done = extract("x" * 300, "good.txt")
    assert (done.returncode, done.stderr.count("File name too long"), kinds(done)) == (3, 1, ["claim", "error"])


def test_directory_without_articles(tmp_path: Path, extract: Callable[..., Done]) -> None:
    """A directory without articles is a fault; the other arguments are read."""
    (tmp_path / "none").mkdir()
    done = extract("none", "good.txt")
    says = "none: the directory holds no article, a .txt, .md, .markdown, .html, .htm, .xhtml, .pdf or .docx file "
    assert (done.returncode, done.stderr, kinds(done)) == (3, f"{says}was expected.\n", ["claim", "error"])


OUTPUTS = {
    "no such folder": ("none/out.jsonl", "none/out.jsonl: cannot be written (No such file or directory).\n"),
    "a file as folder": ("good.txt/out.jsonl", "good.txt/out.jsonl: cannot be written (Not a directory).\n"),
    "a folder": (".", ".: cannot be written (it is a directory).\n"),
    "too long": (f"{'x' * 300}.csv", "File name too long"),
}


@pytest.mark.parametrize(("output", "says"), OUTPUTS.values(), ids=OUTPUTS)
def test_output_that_cannot_be_written(extract: Callable[..., Done], output: str, says: str) -> None:
    """An output that cannot be written is one sentence, and 3."""
    done = extract("good.txt", "-o", output)
    assert (done.returncode, done.stdout, says in done.stderr, len(done.stderr.splitlines())) == (3, "", True, 1)


def test_output_is_replaced_only_when_complete(tmp_path: Path) -> None:
    """An old output stays whole when the disk is full, and nothing is left beside it."""
    (tmp_path / "out.jsonl").write_text("old")
    (tmp_path / "many.txt").write_text(f"{GOOD}\n" * 2000)
    before = sorted(path.name for path in tmp_path.iterdir())
    command = ["bash", "-c", "ulimit -f 64; trap '' XFSZ; exec \"$@\"", "bash", *MAIN]
    arguments = ["extract", "many.txt", "-o", "out.jsonl"]
    done = subprocess.run([*command, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert (done.returncode, (tmp_path / "out.jsonl").read_text(), left) == (3, "old", before)


def test_output_through_a_link_leaves_the_link(tmp_path: Path, extract: Callable[..., Done]) -> None:
    """What a symbolic link names is replaced, and not the link."""
    (tmp_path / "real.jsonl").write_text("old")
    (tmp_path / "link.jsonl").symlink_to("real.jsonl")
    done = extract("good.txt", "-o", "link.jsonl")
    assert (done.returncode, (tmp_path / "link.jsonl").is_symlink()) == (0, True)
    assert json.loads((tmp_path / "real.jsonl").read_text())["disposition"] == "claim"


def test_output_into_a_pipe_stays_a_pipe(tmp_path: Path, extract: Callable[..., Done]) -> None:
    """A pipe is written to as the rows come, and stands there afterwards."""
    pipe = tmp_path / "pipe.jsonl"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", "pipe.jsonl"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as reader:
        done = extract("good.txt", "-o", "pipe.jsonl")
        read, _ = reader.communicate(timeout=60)
    assert (done.returncode, json.loads(read)["disposition"], pipe.is_fifo()) == (0, "claim", True)


def test_output_onto_a_full_device(extract: Callable[..., Done]) -> None:
    """A device that takes no more is one sentence and 3, and is still a device."""
    done = extract("good.txt", "-o", "/dev/full", "--format", "jsonl")
    says = "/dev/full: cannot be written (No space left on device).\n"
    assert (done.returncode, done.stderr, Path("/dev/full").is_char_device()) == (3, says, True)


CLAIM = "In depression 71% of patients respond within 24 hours. "
FILLER = "Nothing here can be counted, so that whoever reads it may rest from figures for a while. "
LINES = {
    "a paragraph": (CLAIM + 4 * FILLER, 500_000),
    "one word": ("a", 1_000_000),
    "one number": ("7", 300_000),
    "brackets": ("(((", 300_000),
    "figures without end": ("71% of patients respond and ", 4_000),
}


@pytest.mark.parametrize(("unit", "size"), LINES.values(), ids=LINES)
def test_long_line(tmp_path: Path, extract: Callable[..., Done], unit: str, size: int) -> None:
    """A text on a single line is read to its end, whatever stands there."""
    (tmp_path / "long.txt").write_text(unit * (size // len(unit)))
    assert extract("long.txt", "-o", "out.jsonl").returncode == 0


@pytest.mark.slow
def test_very_long_line(tmp_path: Path, extract: Callable[..., Done]) -> None:
    """A single line of 20 MB is read in bounded memory, and every claim of it is found."""
    unit = CLAIM + 40 * FILLER
    count = 20_000_000 // len(unit)
    (tmp_path / "long.txt").write_text(unit * count)
    done = extract("long.txt", "-o", "out.jsonl")
    claims = (tmp_path / "out.jsonl").read_text().count("\n")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert (done.returncode, claims, peak < 2_000_000_000) == (0, count, True)
