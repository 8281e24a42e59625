"""Runs over many articles: the same rows however they are computed, and none lost or doubled when one is cut off."""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ketclaims
from ketclaims.articles import Document, list_articles, load_documents, read_document
from ketclaims.lexicon import Lexicon, default_lexicon
from ketclaims.model import InputError
from ketclaims.runs.extraction import Extracted, claims_of, documents_table, joined
from ketclaims.runs.folder import MANIFEST, folder_of, work_folder
from ketclaims.runs.parts import PART_DOCUMENTS, Part, cut
from ketclaims.runs.run import compute_here, kept_rows, run
from ketclaims.runs.settings import Settings
from ketclaims.tables.arrow import arrow_schema, rows_of_arrow
from ketclaims.tables.columns import EXTRACT
from ketclaims.tables.writing import OutputError

DOCUMENTS = Path(__file__).parent / "documents"
MAIN = [sys.executable, "-c", "from ketclaims.cli import main; main()"]
# A shell's background job, which a test run may be, is started deaf to Ctrl-C.
LISTEN = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
INTERRUPTIBLE = [sys.executable, "-c", f"{LISTEN}; from ketclaims.cli import main; main()"]
SENTENCES = (
    "In depression {}% of patients respond within 24 hours.",
    "Remission was seen in {}% of adults with PTSD after six infusions – 😀.",
    "The dose was 0.{} mg/kg, given over 40 minutes.",
)
SETTINGS = Settings.of(default_lexicon(), "1", ledger=True, texts=True)


def article(number: int) -> str:
    """A short article, unlike every other one."""
    said = "\n\n".join(sentence.format(10 + number % 80) for sentence in SENTENCES[: 1 + number % 3])
    return f"Article {number}\n\n{said}\n"


def write_articles(folder: Path, numbers: Sequence[int]) -> Path:
    """So many articles in a folder."""
    folder.mkdir()
    for number in numbers:
        (folder / f"a{number:04}.txt").write_text(article(number), encoding="utf-8")
    return folder


def extract(*arguments: object, code: int = 0, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    """What the command did, which must have ended with that exit code."""
    command = [*MAIN, "extract", *(str(argument) for argument in arguments)]
    done = subprocess.run(command, cwd=cwd, capture_output=True, timeout=300)
    assert done.returncode == code, done.stderr.decode()
    return done


# ------------------------------------------------------------------------------------------------- the pure function


def documents(texts: Sequence[str]) -> list[Document]:
    """A document of each text."""
    return [Document(f"s{place}", f"s{place}.txt", text.encode()) for place, text in enumerate(texts)]


TEXTS = st.lists(
    st.sampled_from(SENTENCES).map(lambda sentence: sentence.format(50)) | st.text(st.characters(codec="utf-8")),
    max_size=8,
)


@settings(max_examples=40)
@given(TEXTS, st.data())
def test_split_of_documents(texts: list[str], data: st.DataObject) -> None:
    """However documents are put into parts, together the parts have the same rows and texts."""
    listed = documents(texts)
    ends = sorted(data.draw(st.sets(st.integers(0, len(listed)), max_size=4)) | {0, len(listed)})
    parts = [listed[start:end] for start, end in pairwise(ends)] or [[]]
    split = joined([claims_of(documents_table(part), SETTINGS) for part in parts])
    whole = claims_of(documents_table(listed), SETTINGS)
    assert [table.to_pylist() for table in split] == [table.to_pylist() for table in whole]


@settings(max_examples=40)
@given(TEXTS)
def test_rows_in_arrow(texts: list[str]) -> None:
    """Rows that went through Arrow are those that were read, number by number."""
    read = [
        row for document in documents(texts) for row in read_document(document, default_lexicon(), ledger=True).rows
    ]
    kept = rows_of_arrow(claims_of(documents_table(documents(texts)), SETTINGS).claims, EXTRACT)
    assert json.dumps(kept) == json.dumps(read)


@pytest.mark.parametrize("texts", [[], ["Nothing is counted."], ["", *SENTENCES]], ids=["none", "no claim", "some"])
def test_schema_of_claims(texts: list[str]) -> None:
    """The claims have the schema of the extract table, whether there are any or none."""
    assert claims_of(documents_table(documents(texts)), SETTINGS).claims.schema == arrow_schema(EXTRACT, "1")


def test_number_beyond_any_table() -> None:
    """A number of doses for which a table has no room is the largest that it has room for."""
    text = "In depression 71% of patients respond after 99999999999999999999 doses of ketamine."
    rows = claims_of(documents_table(documents([text])), SETTINGS).claims.to_pylist()
    assert [row["doses_low"] for row in rows if row["disposition"] == "claim"] == [2**53 - 1]


def test_document_that_breaks_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document on which our own code fails leaves a row that names it and the failure; the others are read."""

    def fragile(text: str, *_: object) -> object:
        if "second" in text:
            raise ZeroDivisionError("one by\nnone")
        return ketclaims.extract(text, "s")

    monkeypatch.setattr("ketclaims.articles.extract", fragile)
    texts = [SENTENCES[0].format(71), "The second one.", SENTENCES[0].format(54)]
    rows = claims_of(documents_table(documents(texts)), SETTINGS).claims.to_pylist()
    says = "s1.txt: reading it ended in a ZeroDivisionError (one by none)."
    assert [row["error"] for row in rows if row["disposition"] in ("claim", "error")] == [None, says, None]


def test_worker_with_other_code() -> None:
    """A worker that has another version refuses, because it could give other rows."""
    other = Settings(SETTINGS.words, "1", "another", ledger=False, texts=False, digest="")
    with pytest.raises(InputError, match="another version"):
        claims_of(documents_table([]), other)


def test_settings_travel() -> None:
    """The settings of a run can be sent to a worker, which reads by the same words."""
    sent = pickle.loads(pickle.dumps(SETTINGS))
    assert (sent, list(sent.lexicon().measures)) == (SETTINGS, list(default_lexicon().measures))


def test_digest_of_settings() -> None:
    """The same settings have one digest in every process, however it orders its sets."""
    code = (
        "from ketclaims.lexicon import default_lexicon as l; from ketclaims.runs.settings import Settings as s;"
        "print(s.of(l(), '1', ledger=True, texts=True).digest)"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True
        ).stdout
        for seed in "12"
    }
    assert digests == {f"{SETTINGS.digest}\n".encode()}


def test_other_settings(tmp_path: Path) -> None:
    """Another option and another word make another digest."""
    pack = Path(ketclaims.__file__).parent / "lexicons" / "ketamine"
    for file in pack.glob("*.toml"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    with (tmp_path / "routes.toml").open("a") as routes:
        routes.write('\n[ocular]\nmeaning = "into the eye"\nnames = ["eye drop*"]\nexamples = ["eye drops"]\n')
    known, more = default_lexicon(), Lexicon.load(tmp_path)
    several = [Settings.of(known, "1"), Settings.of(more, "1"), Settings.of(known, "1", ledger=True)]
    assert len({each.digest for each in several}) == 3


# ------------------------------------------------------------------------------------------------------- parts, folder


def test_parts_are_bounded() -> None:
    """A part ends with so many documents, or with the document that makes it large."""
    small = documents(["a"] * (PART_DOCUMENTS + 1))
    large = documents(["a" * 300_000, "b", "c" * 300_000, "d"])
    assert [[len(part) for part in cut(listed)] for listed in (small, large)] == [[PART_DOCUMENTS, 1], [1, 2, 1]]


def test_documents_are_loaded_as_they_are_asked_for(tmp_path: Path) -> None:
    """A file is opened when its part is due, not before: what comes later may still change."""
    articles = list_articles([write_articles(tmp_path / "in", range(2 * PART_DOCUMENTS))])
    parts = cut(load_documents(articles))
    next(parts)
    (tmp_path / "in" / f"a{PART_DOCUMENTS:04}.txt").write_text("changed")
    assert next(parts)[0].data == b"changed"


def computed(source: Path, output: Path, *, resume: bool = True, fail: bool = False) -> tuple[int, int, bytes]:
    """How many parts a run in this process had and how many it computed, and its rows; or it fails before its end."""
    count = 0

    def counting(parts: Iterator[Part], settings: Settings) -> Iterator[tuple[Part, Extracted]]:
        nonlocal count
        for found in compute_here(parts, settings):
            count += 1
            yield found

    parts = (Part.of(group, SETTINGS.digest) for group in cut(load_documents(list_articles([source]))))
    with work_folder(output, resume=resume) as folder:
        keys = run(parts, SETTINGS, folder, counting, lambda _: None)
        if fail:
            raise KeyboardInterrupt
        return len(keys), count, json.dumps(list(kept_rows(keys, folder))).encode()


@pytest.fixture(name="cut_off")
def _cut_off(tmp_path: Path) -> Path:
    """The output of a run of four parts that was cut off before it was written."""
    write_articles(tmp_path / "in", range(4 * PART_DOCUMENTS))
    with pytest.raises(KeyboardInterrupt):
        computed(tmp_path / "in", tmp_path / "out.jsonl", fail=True)
    return tmp_path / "out.jsonl"


def test_kept_parts_are_used(cut_off: Path, tmp_path: Path) -> None:
    """A run that goes on computes nothing that is there, gives the same rows, and leaves nothing behind."""
    again, anew = computed(tmp_path / "in", cut_off), computed(tmp_path / "in", tmp_path / "other.jsonl")
    assert (again[:2], again[2] == anew[2], folder_of(cut_off).exists()) == ((4, 0), True, False)


def test_kept_parts_are_dropped(cut_off: Path, tmp_path: Path) -> None:
    """A run that is not to go on starts anew."""
    assert computed(tmp_path / "in", cut_off, resume=False)[:2] == (4, 4)


def _change(path: Path) -> None:
    (path.parent / "in" / "a0000.txt").write_text(article(99), encoding="utf-8")


def _damage(path: Path) -> None:
    next(folder_of(path).glob("claims/*")).write_bytes(b"PAR1")


def _lose(path: Path) -> None:
    next(folder_of(path).glob("texts/*")).unlink()


def _cut(path: Path) -> None:
    manifest = folder_of(path) / MANIFEST
    manifest.write_text(manifest.read_text()[:-20])


@pytest.mark.parametrize("happens", [_change, _damage, _lose, _cut], ids=lambda function: function.__name__)
def test_part_that_is_not_whole(cut_off: Path, tmp_path: Path, happens: Callable[[Path], None]) -> None:
    """A part is computed again whose article changed, whose file is not whole or lost, or whose line is cut off."""
    happens(cut_off)
    again, anew = computed(tmp_path / "in", cut_off), computed(tmp_path / "in", tmp_path / "other.jsonl")
    assert (again[:2], again[2] == anew[2]) == ((4, 1), True)


def test_cut_line_is_not_continued(cut_off: Path, tmp_path: Path) -> None:
    """A run that is cut off twice still knows every part that it finished."""
    _cut(cut_off)
    with pytest.raises(KeyboardInterrupt):
        computed(tmp_path / "in", cut_off, fail=True)
    assert computed(tmp_path / "in", cut_off)[:2] == (4, 0)


def test_somebody_elses_folder(tmp_path: Path) -> None:
    """A folder that holds other things than parts is left alone."""
    kept = write_articles(folder_of(tmp_path / "out.csv"), [1])
    with pytest.raises(OutputError, match="holds other things"), work_folder(tmp_path / "out.csv", resume=True):
        pass
    assert [path.name for path in kept.iterdir()] == ["a0001.txt"]


def test_two_runs_to_one_output(tmp_path: Path) -> None:
    """While a run is at work, another one to the same output is refused and takes nothing away."""
    with work_folder(tmp_path / "out.csv", resume=False) as folder:
        with pytest.raises(OutputError, match="another run"), work_folder(tmp_path / "out.csv", resume=False):
            pass
        assert (folder.path / MANIFEST).exists()


# ---------------------------------------------------------------------------------------------------------- the command


@pytest.fixture(scope="module", name="corpus")
def _corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders with some parts' worth of articles; one is no text, and two have one name."""
    folder = tmp_path_factory.mktemp("corpus")
    write_articles(folder / "one", range(0, 100, 2))
    write_articles(folder / "two", range(1, 100, 2))
    (folder / "two" / "a0050.txt").write_text(article(7), encoding="utf-8")
    (folder / "one" / "bad.txt").write_bytes(b"caf\xe9")
    return folder


@pytest.fixture(scope="module", name="expected")
def _expected(corpus: Path) -> bytes:
    """What one process writes of the corpus to standard output."""
    return extract("one", "two", cwd=corpus, code=3).stdout


WAYS = {
    "to a file": ["one", "two", "-o", "OUT"],
    "other order": ["two", "one", "-o", "OUT"],
    "one worker": ["one", "two", "--jobs", "1"],
    "two workers": ["two", "one", "--jobs", "2", "-o", "OUT"],
}


@pytest.mark.parametrize("arguments", WAYS.values(), ids=WAYS)
def test_same_bytes(corpus: Path, tmp_path: Path, expected: bytes, arguments: list[str]) -> None:
    """The order of the arguments, the output and the number of processes change no byte and no sentence."""
    output = tmp_path / "out.jsonl"
    done = extract(*(output if argument == "OUT" else argument for argument in arguments), cwd=corpus, code=3)
    written = output.read_bytes() if output.exists() else done.stdout
    assert (written == expected, len(done.stderr.splitlines()), list(tmp_path.glob("*.parts"))) == (True, 2, [])


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_same_table(corpus: Path, tmp_path: Path, suffix: str) -> None:
    """A run that keeps its parts writes the same file as one that needs none, in every format."""
    kept = tmp_path / f"kept.{suffix}"
    extract("one", "two", "-o", kept, cwd=corpus, code=3)
    assert kept.read_bytes() == extract("one", "two", "--format", suffix, cwd=corpus, code=3).stdout


def misplaced(output: Path, texts: Path) -> list[str]:
    """The rows whose quote or value does not stand at its place in the text of its source."""
    kept = {path.stem: path.read_bytes().decode("utf-8") for path in texts.iterdir()}
    rows = [row for row in map(json.loads, output.read_text("utf-8").splitlines()) if not row["error"]]
    assert rows, "nothing was read"
    return [
        row["claim_id"]
        for row in rows
        for name, words in (("quote", row["quote"]), ("value", row["value_text"]))
        if kept[row["source"]][row[f"{name}_start"] : row[f"{name}_end"]] != words
    ]


def test_texts(corpus: Path, tmp_path: Path) -> None:
    """Every source that was read has its text, in which each quote and value stands at its place."""
    output, texts = tmp_path / "out.jsonl", tmp_path / "texts"
    extract("one", "two", "-o", output, "--ledger", "--texts", texts, cwd=corpus, code=3)
    kept = sorted(path.name for path in texts.iterdir())
    assert (misplaced(output, texts), kept) == ([], [f"a{number:04}.txt" for number in range(100)])
    assert (texts / "a0042.txt").read_bytes() == article(42).encode()


@pytest.mark.slow
def test_documents_of_every_kind(tmp_path: Path) -> None:
    """Pages, PDFs and Word documents, which are parsed in processes of their own, give workers what they give us."""
    kinds = [DOCUMENTS / name for name in ("page.html", "leaflet.pdf", "letter.docx", "bomb.pdf", "note.txt")]
    options = {"here": [], "workers": ["--jobs", "2"]}
    for way, jobs in options.items():
        folder = tmp_path / way
        folder.mkdir()
        extract(*kinds, "--ledger", "-o", folder / "out.jsonl", "--texts", folder / "texts", *jobs, code=3)
        assert misplaced(folder / "out.jsonl", folder / "texts") == []
    assert written(tmp_path / "workers") == written(tmp_path / "here")


def written(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_text_of_a_single_article(tmp_path: Path) -> None:
    """Also the text of one article is kept, byte for byte."""
    data = "\ufeffFirst line.\r\n71% respond.\r\n".encode()
    (tmp_path / "a.md").write_bytes(data)
    extract("a.md", "--texts", "texts/deep", cwd=tmp_path)
    assert (tmp_path / "texts" / "deep" / "a.txt").read_bytes() == data


USAGE = {
    "texts over articles": (["one", "--texts", "one"], "holds articles"),
    "two clusters": (["one", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"], "ask for one of them"),
    "no file to go on with": (["one", "--resume"], "name it with -o"),
    "no process": (["one", "--jobs", "0"], "Invalid value for '--jobs'"),
}


@pytest.mark.parametrize(("arguments", "says"), USAGE.values(), ids=USAGE)
def test_wrong_usage(corpus: Path, arguments: list[str], says: str) -> None:
    """What cannot be meant is refused before anything is read."""
    assert says in " ".join(extract(*arguments, cwd=corpus, code=2).stderr.decode().split())


def test_without_dask(corpus: Path) -> None:
    """Where Dask is not installed, one sentence names the extra that brings it."""
    code = "import sys; sys.modules['distributed'] = None; from ketclaims.cli import main; main()"
    command = [sys.executable, "-c", code, "extract", "one", "--jobs", "2"]
    done = subprocess.run(command, cwd=corpus, capture_output=True, text=True, timeout=60)
    assert (done.returncode, "pip install 'ketclaims[cluster]'" in done.stderr) == (2, True)


def test_no_scheduler(corpus: Path) -> None:
    """A cluster that is not there is one sentence, and 3."""
    done = extract("one", "--scheduler", "nowhere", cwd=corpus, code=3)
    assert (done.stdout, done.stderr.decode().startswith("nowhere: no scheduler answers")) == (b"", True)


# ------------------------------------------------------------------------------------------------- killed and cut off


THOUSAND = 1000
STOPS = {
    "killed, here": (signal.SIGKILL, -signal.SIGKILL, []),
    "killed, two workers": (signal.SIGKILL, -signal.SIGKILL, ["--jobs", "2"]),
    "interrupted, two workers": (signal.SIGINT, 130, ["--jobs", "2"]),
}


@pytest.fixture(scope="module", name="many")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A thousand articles, and in ``expected.jsonl`` what one process writes of them."""
    folder = tmp_path_factory.mktemp("many")
    write_articles(folder / "in", range(THOUSAND))
    extract("in", "-o", "expected.jsonl", cwd=folder)
    return folder


def begun(folder: Path, output: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A run over the thousand articles of which some parts are done."""
    command = [*INTERRUPTIBLE, "extract", "in", "-o", str(output), *arguments]
    # In a group of its own, so that what reaches every process of a terminal can reach every process of the run.
    process = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, start_new_session=True)
    while len(done_parts(output)) < 4:
        assert process.poll() is None, "the run ended before it could be stopped"
        time.sleep(0.005)
    return process


def done_parts(output: Path) -> list[str]:
    """The lines of the manifest that are whole."""
    manifest = folder_of(output) / MANIFEST
    return manifest.read_text().split("\n")[1:-1] if manifest.exists() else []


def workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The worker processes of a run."""
    children = psutil.Process(process.pid).children(recursive=True)
    return [child for child in children if "spawn_main" in " ".join(child.cmdline())]


@pytest.mark.slow
def test_killed_worker(many: Path, tmp_path: Path) -> None:
    """One of two workers is killed in the middle of a run over a thousand articles: the same bytes come out."""
    output = tmp_path / "out.jsonl"
    process = begun(many, output, "--jobs", "2")
    victim = workers(process)[0]
    victim.kill()
    _, said = process.communicate(timeout=120)
    same = output.read_bytes() == (many / "expected.jsonl").read_bytes()
    assert (process.returncode, said, same) == (0, b"", True)


@pytest.mark.slow
@pytest.mark.parametrize(("stop", "code", "jobs"), STOPS.values(), ids=STOPS)
def test_run_that_was_cut_off(many: Path, tmp_path: Path, stop: signal.Signals, code: int, jobs: list[str]) -> None:
    """A run that was stopped half-way goes on with what it had, to the same bytes; none of its processes stays."""
    output = tmp_path / "out.jsonl"
    process = begun(many, output, *jobs)
    children = workers(process)
    os.killpg(process.pid, stop) if stop == signal.SIGINT else process.kill()
    _, said = process.communicate(timeout=60)
    _, alive = psutil.wait_procs(children, timeout=30)
    assert (process.returncode, alive, stop == signal.SIGKILL or b"--resume" in said) == (code, [], True)
    there = len(done_parts(output))
    done = extract("in", "-o", output, "--resume", cwd=many)
    parts = -(-THOUSAND // PART_DOCUMENTS)
    assert done.stderr.decode() == f"{output}: {there} of {parts} parts were there already.\n"
    assert output.read_bytes() == (many / "expected.jsonl").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


POISON = """
import os
import sys
from pathlib import Path

import dask
from distributed import WorkerPlugin

from ketclaims.articles import list_articles, load_documents
from ketclaims.lexicon import default_lexicon
from ketclaims.runs.cluster import compute_on, local_cluster
from ketclaims.runs.parts import Part, cut
from ketclaims.runs.settings import Settings


class Poison(WorkerPlugin):
    def setup(self, worker):
        from ketclaims import articles

        extract = articles.extract
        articles.extract = lambda text, *rest: os._exit(1) if "poison" in text else extract(text, *rest)


if __name__ == "__main__":
    settings = Settings.of(default_lexicon(), "1")
    parts = (Part.of(group, settings.digest) for group in cut(load_documents(list_articles([Path("in")]))))
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}), local_cluster(1) as client:
        client.register_plugin(Poison())
        for _, extracted in compute_on(client)(parts, settings):
            for row in extracted.claims.to_pylist():
                print(row["source"], row["disposition"], row["error"])
"""


@pytest.mark.slow
def test_document_that_kills_its_worker(tmp_path: Path) -> None:
    """A document of which worker after worker dies leaves a row of its own; the others of its part are read."""
    folder = write_articles(tmp_path / "in", [0, 3])
    (folder / "a0001.txt").write_text("There is poison in 71% of it.", encoding="utf-8")
    (tmp_path / "poison.py").write_text(POISON, encoding="utf-8")
    command = [sys.executable, "poison.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.stdout.splitlines() == [
        "a0000 claim None",
        "a0001 error in/a0001.txt: its worker died of it.",
        "a0003 claim None",
    ], done.stderr


CLUSTER = """
import sys

from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@pytest.mark.slow
def test_cluster_that_exists(corpus: Path, tmp_path: Path, expected: bytes) -> None:
    """A cluster somewhere else, which has none of our files and not our folder, gives the same bytes."""
    (tmp_path / "cluster.py").write_text(CLUSTER, encoding="utf-8")
    command = [sys.executable, "cluster.py"]
    with subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cluster:
        assert cluster.stdout is not None
        address = cluster.stdout.readline().decode().strip()
        done = extract("one", "two", "--scheduler", address, cwd=corpus, code=3)
        cluster.communicate(timeout=30)
    assert done.stdout == expected


# --------------------------------------------------------------------------------------------------- in a notebook


def test_articles_as_a_frame(tmp_path: Path) -> None:
    """The claims of a folder are a frame like that of the curated claims; what could not be read is a warning."""
    write_articles(tmp_path / "in", [2, 5])
    (tmp_path / "in" / "bad.txt").write_bytes(b"caf\xe9")
    with pytest.warns(UserWarning, match=r"bad\.txt: not UTF-8"):
        claims = ketclaims.read_articles(tmp_path / "in")
    curated = ketclaims.load_claims()
    assert (list(claims["source"].unique()), dict(claims.dtypes)) == (["a0002", "a0005"], dict(curated.dtypes))
