"""Builds what a comparison needs, and makes the workspaces with their ledgers; what exists already is not made again."""
import dataclasses
import gzip
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

VARIANTS = ["ordered", "shuffled", "quoted", "gzip", "mismatches"]
"""How ledgers differ: all but `mismatches`, which has twice as many wrong records, hold the same requests."""

PINNED = {"duckdb": "2.0.0", "polars": "2.1.0"}


@dataclasses.dataclass(frozen=True)
class Tools:
    assay: pathlib.Path
    generate: pathlib.Path
    limit: pathlib.Path
    python: pathlib.Path
    """Of the environment that holds the peers."""
    peers: list
    jobs: pathlib.Path
    versions: str


@dataclasses.dataclass(frozen=True)
class Workspace:
    name: str
    path: pathlib.Path
    ledger: pathlib.Path
    rows: int
    truth: dict

    @property
    def is_gzip(self):
        return self.ledger.suffix == ".gz"


def say(line):
    print(f"bench: {line}", file=sys.stderr, flush=True)


def build_tools(root, peers):
    """Builds Assay and the C programs, and installs the peers, all below `.build/`."""
    unknown = set(peers) - set(PINNED)
    if unknown:
        sys.exit(f"bench: unknown peer {', '.join(sorted(unknown))}; known are {', '.join(PINNED)}")
    build = root / ".build/bench-tools"
    build.mkdir(parents=True, exist_ok=True)
    say("building the release build")
    subprocess.run(["swift", "build", "-c", "release", "--product", "assay"], cwd=root, check=True, stdout=sys.stderr)
    assay = root / ".build/release/assay"
    sources = root / "bench/native"
    for name, libraries in [("generate", []), ("limit", ["-lz", "-lpthread"])]:
        subprocess.run(["cc", "-O2", "-o", build / name, sources / f"{name}.c", *libraries], check=True)
    python = build / "python/bin/python3"
    wanted = [f"{name}=={PINNED[name]}" for name in peers]
    if wanted:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", build / "python"], check=True)
        frozen = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout.split()
        if set(wanted) - set(frozen):
            say(f"installing {', '.join(wanted)}")
            subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted], check=True)
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=root, capture_output=True, text=True).stdout.strip()
    versions = ", ".join([f"assay at {commit or 'no commit'}", *(f"{name} {PINNED[name]}" for name in peers)])
    return Tools(assay, build / "generate", build / "limit", python, peers, root / "bench/peers", versions)


def make(tools, stated, name):
    """The workspace of a variant; a complete one has its ledger, and its truth beside it."""
    mismatches = stated.mismatches * (2 if name == "mismatches" else 1)
    source = hashlib.sha256(b"".join(file.read_bytes() for file in sorted((tools.jobs.parent / "native").iterdir()))).hexdigest()[:8]
    path = stated.folder / f"{name}-{stated.rows}-seed{stated.seed}-wrong{mismatches}-{source}"
    truth_file = path.with_suffix(".truth.json")
    ledger = path / "ledger" / ("usage.csv.gz" if name == "gzip" else "usage.csv")
    if not (truth_file.exists() and ledger.exists()):
        say(f"making {path.name}")
        shutil.rmtree(path, ignore_errors=True)
        for folder in ["ledger", "prices"]:
            (path / folder).mkdir(parents=True)
        truth = subprocess.run(
            [tools.generate, path, str(stated.rows), str(stated.seed), str(mismatches),
             "shuffled" if name == "shuffled" else "ordered", "quoted" if name == "quoted" else "plain"],
            check=True, stdout=subprocess.PIPE, text=True).stdout
        if name == "gzip":
            compress(path / "ledger/usage.csv", ledger)
        truth_file.write_text(truth)
    return Workspace(name, path, ledger, stated.rows, json.loads(truth_file.read_text()))


def compress(plain, target):
    """The same bytes every time: neither name nor time of the file is in it."""
    with open(plain, "rb") as source, open(target, "wb") as raw:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as out:
            shutil.copyfileobj(source, out, 1 << 20)
    plain.unlink()
