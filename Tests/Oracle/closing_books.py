"""What a close leaves: the chain, the manifest, the line and the list of inputs."""
import pathlib
import re
import subprocess

from closing_late import plain
from closing_runs import COLUMNS, chain_complaints, changed, digest, manifest, rows_of, snapshot, truth
from closing_world import World, instant

NAMES = ["finance-lead", "Ann, \"the lead\"", "Zoë Ünal", "=ann", "ops@example.test"]
REASONS = ["month end", "late, but \"final\"", "Monatsabschluss für Süd", "=1+1", "-"]
# The two lines of shell that the documentation quotes.
SHELL = r"""tail -n 1 closes.csv | sed 's/[^,]*$//' | tr -d '\n' | sha256sum"""


def shell(folder, line):
    done = subprocess.run(["bash", "-c", line], cwd=folder, capture_output=True, text=True)
    return done.stdout.split(" ")[0]


def plain_cell(text):
    """A name as it was typed."""
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def listed(folder, row):
    """The manifest of a close against the files on disk, at once after the close."""
    found, out = manifest(folder, row), pathlib.Path(folder, "out", row["period"])
    if pathlib.Path(folder, row["manifest"]).read_bytes() != (out / "manifest.json").read_bytes():
        yield f"{row['manifest']} is not out/{row['period']}/manifest.json"
    if instant(found["as_known_at"] or "") != instant(row["at"]):
        yield f"as_known_at is {found['as_known_at']}, the close was at {row['at']}"
    for kind, place in (("inputs", pathlib.Path(folder)), ("outputs", out)):
        for file in found[kind]:
            path = place / file["path"]
            if not path.is_file():
                yield f"{kind}: {file['path']} is not on disk"
                continue
            data = path.read_bytes()
            is_appended = file["path"] in ("closes.csv",)
            data = data[:file["bytes"]] if is_appended else data
            if (len(data), digest(data)) != (file["bytes"], file["sha256"]):
                yield f"{kind}: {file['path']} has other bytes than listed"
    on_disk = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()} - {"manifest.json"}
    names = {file["path"] for file in found["outputs"]}
    if on_disk != names:
        yield f"outputs on disk and in the manifest differ: {sorted(on_disk ^ names)[:5]}"
    if any("\\" in file["path"] or file["path"].startswith(("/", "..")) for file in found["inputs"]):
        yield "an input has a path out of the workspace"


def row_complaints(folder, row, **wanted):
    for name, value in wanted.items():
        if plain_cell(row[name]) != value:
            yield f"closes.csv: {name} is {row[name]!r}, expected {value!r}"
    line = pathlib.Path(folder, "closes.csv").read_bytes().split(b"\n")[int(row["sequence"])] + b"\n"
    path = pathlib.Path(folder, f"closes/{row['period']}-{row['number']}.row")
    if row["kind"] != "approve" and (not path.exists() or path.read_bytes() != line):
        yield f"{path.name} is not the line of closes.csv"
    if not re.fullmatch("[0-9a-f]{64}", row["row_sha256"]):
        yield f"row_sha256 is {row['row_sha256']!r}"


def hashes(folder):
    """The chain by Python and by the lines of shell."""
    yield from chain_complaints(folder)
    rows = rows_of(folder)
    if list(rows[0]) != COLUMNS:
        yield f"the columns of closes.csv are {list(rows[0])}"
    if shell(folder, SHELL) != rows[-1]["row_sha256"]:
        yield "the line of shell gives another hash than row_sha256 of the last line"
    for row in rows:
        if row["manifest"] and shell(folder, f"sha256sum {row['manifest']}") != row["manifest_sha256"]:
            yield f"sha256sum {row['manifest']} gives another hash"
    if not pathlib.Path(folder, "closes.csv").read_bytes().endswith(b"\n"):
        yield "closes.csv does not end with LF"


def same_figures(lab, folder, row):
    """The tables of a close are those of an ordinary run of the same inputs."""
    twin = plain(folder, lab.fresh() / "twin")
    inputs = {file["path"] for file in manifest(folder, row)["inputs"]}
    for path in [path for path in twin.rglob("*") if path.is_file() and str(path.relative_to(twin)) not in inputs]:
        path.unlink()
    out = lab.reports(twin, row["period"], row["at"])
    for path in sorted(out.glob("*.csv")):
        closed = pathlib.Path(folder, "out", row["period"], path.name)
        one, other = path.read_bytes(), closed.read_bytes() if closed.exists() else b""
        if path.name == "summary.csv":          # lines of earlier periods come at its end
            other = b"".join(line for line in other.splitlines(keepends=True) if not line.startswith(b"prior_period_"))
            one = b"".join(line for line in one.splitlines(keepends=True) if not line.startswith(b"prior_period_"))
        if one != other:
            yield f"{path.name} of the close is not that of an ordinary run of its inputs"


def check(lab, seed):
    world = World(seed)
    folder = world.start(lab.fresh())
    dice, kinds = world.dice, []
    for month in range(3):
        name, at, by, reason = world.months[month], world.decided[month], dice.choice(NAMES), dice.choice(REASONS)
        before, inputs = truth(folder), world.expected_inputs(folder, month)
        done = lab.close(folder, name, at, by=by, reason=reason)
        if done.status not in (0, 2):
            yield f"close {name}: {done}"
            return
        if done.status == 2:
            lab.note("exit status of a close with rows that were accepted", str(done.status))
        if changed(before, truth(folder)):
            yield f"the close changed {changed(before, truth(folder))}"
        kinds.append("close")
        row = rows_of(folder)[-1]
        yield from row_complaints(folder, row, sequence=str(len(kinds)), kind="close", period=name, number="1", by=by, reason=reason,
                                  manifest=f"closes/{name}-1.json", restates="")
        if instant(row["at"]) != instant(at):
            yield f"at is {row['at']}, --at was {at}"
        yield from accepted(world, row, month)
        yield from listed(folder, row)
        named = {file["path"] for file in manifest(folder, row)["inputs"]}
        named = {path for path in named if path != "closes.csv" and not path.startswith("closes/")}
        if named != inputs:
            yield f"{name}: inputs listed and not expected {sorted(named - inputs)}, expected and not listed {sorted(inputs - named)}"
        for word in ("git add -A && git commit", f"git tag close-{name}", row["row_sha256"]):
            if word not in done.text.replace("\\\n", " "):
                yield f"close {name} does not show {word!r}"
        yield from same_figures(lab, folder, row)
        if dice.random() < 0.5:
            kinds.append("approve")
            done = lab.close(folder, name, at, kind=("approve",), by="the controller", reason="seen")
            if done.status:
                yield f"approve {name}: {done}"
                return
            yield from row_complaints(folder, rows_of(folder)[-1], sequence=str(len(kinds)), kind="approve", period=name, number="1",
                                      by="the controller", manifest="", accepted="", restates="")
        yield from hashes(folder)
        world.advance(folder)
    yield from shown(lab, folder, world)
    lab.drop(folder)


def accepted(world, row, month):
    kinds = set(re.split("[,; ]+", row["accepted"])) - {""}
    if not kinds <= {"unpriced", "rejected", "conflict", "critical"}:
        yield f"accepted is {row['accepted']!r}"
    if world.is_messy and month == 0 and not {"unpriced", "rejected", "conflict"} <= kinds:
        yield f"accepted is {row['accepted']!r}, the month has rows that are unpriced, rejected and in conflict"


def shown(lab, folder, world):
    """`close list` and the database."""
    before = snapshot(folder, True)
    done = lab.run(folder, "close", "list")
    if done.status or not done.says(*world.months[:3]):
        yield f"close list: {done}"
    if changed(before, snapshot(folder, True)):
        yield f"close list changed {changed(before, snapshot(folder, True))}"
