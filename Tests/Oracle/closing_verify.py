"""`assay verify`: what it proves, what it finds, and that it writes nothing."""
import csv
import gzip
import json
import shutil

from closing_late import Late
from closing_runs import changed, digest, forged, manifest, rows_of, snapshot
from closing_world import COLUMNS, World, lines

PLACES = [dict(TZ="Asia/Tokyo", LANG="de_DE.UTF-8", LC_ALL="de_DE.UTF-8"), dict(TZ="America/Los_Angeles", LANG="C", LC_ALL="C"),
          dict(TZ="Pacific/Apia", LANG="tr_TR.UTF-8", LC_ALL="tr_TR.UTF-8", TMPDIR=None)]


class Proof:
    """A workspace with closes, and one command on it."""

    def __init__(self, lab, seed):
        self.lab, self.world = lab, World(seed)
        self.folder = self.world.start(lab.fresh())
        self.months, self.decided = self.world.months, self.world.decided
        self.dice = self.world.dice

    def close(self, month, kind=(), by="finance-lead"):
        done = self.lab.close(self.folder, self.months[month], self.decided[month], kind=kind, by=by)
        if done.status not in (0, 2):
            raise RuntimeError(f"close {kind} {self.months[month]}: {done}")

    def verify(self, name, *words, status=0, says=(), folder=None, **more):
        """Complaints of one `verify`: its exit status, its words (each may be a choice), and a workspace that it changed."""
        folder = folder or self.folder
        before = snapshot(folder, True)
        done = self.lab.run(folder, "verify", *words, **more)
        if done.status not in (status if isinstance(status, tuple) else (status,)):
            yield f"{name}: verify {' '.join(map(str, words))} gives {done}; expected exit {status}"
        for word in says:
            choice = word if isinstance(word, tuple) else (word,)
            if not any(done.says(text) for text in choice):
                yield f"{name}: verify does not say {' or '.join(choice)!r}: {done}"
        if changed(before, snapshot(folder, True)):
            yield f"{name}: verify changed {changed(before, snapshot(folder, True))}"
        if "TMPDIR" not in more and (left := self.lab.left()):
            yield f"{name}: verify left {left[:3]} in the temporary folder"
        self.lab.tally["proofs"] += 1


def elsewhere(this):
    """From another folder, zone and locale, with any number of threads, without out/ and the database."""
    month = this.months[0]
    for number, place in enumerate(PLACES):
        folder = this.lab.fresh(this.folder, name=f"Clone {number}, of ü")
        if number:
            shutil.rmtree(folder / "out", ignore_errors=True)
            (folder / "assay.db").unlink(missing_ok=True)
        for path in folder.rglob("*"):
            if number == 1 and path.is_file():
                path.touch()
        yield from this.verify(f"copy {number}", *[[month], []][number % 2], "--threads", number * 2 + 1, folder=folder, **place)
        this.lab.drop(folder)
    yield from this.verify("block size", month, "--block-bytes", "4096")
    done = this.lab.run(this.folder, "verify", month, "--json")
    try:
        json.loads(done.out)
    except ValueError:
        yield f"verify --json is not one document: {done}"


def flipped(path, dice, limit=None):
    """Changes one byte and returns the bytes of before. Line ends and all others alike."""
    data = path.read_bytes()
    at = dice.randrange(limit or len(data))
    path.write_bytes(data[:at] + bytes([data[at] ^ dice.choice([1, 2, 4, 8, 16, 32, 64, 128])]) + data[at + 1:])
    return data, at


def one_byte(this, tries=5):
    """One byte of any input, output, manifest or line: exit 3 and the name; the byte back: exit 0."""
    month = this.months[0]
    row = next(row for row in rows_of(this.folder) if row["period"] == month)
    found = manifest(this.folder, row)
    inputs = [file for file in found["inputs"] if file["path"] != "assay.json" and not file["path"].startswith("closes")]
    outputs = [f"out/{month}/{file['path']}" for file in found["outputs"]]
    chosen = [(file["path"], file["bytes"]) for file in this.dice.sample(inputs, min(tries, len(inputs)))]
    chosen += [(path, None) for path in this.dice.sample(outputs, 2) + [f"out/{month}/report.html", f"out/{month}/assay-report.xlsx"]]
    chosen += [(row["manifest"], None), (f"out/{month}/manifest.json", None)]
    first, last = (len(b"\n".join((this.folder / "closes.csv").read_bytes().split(b"\n")[:count])) for count in (1, -2))
    chosen += [("closes.csv", first), ("closes.csv", last), ("closes.csv", None)]
    for name, limit in chosen:
        data, at = flipped(this.folder / name, this.dice, limit)
        yield from this.verify(f"byte {at} of {name}", *[[month], []][at % 2], status=3, says=[name])
        (this.folder / name).write_bytes(data)
    yield from this.verify("every byte back", month)
    this.lab.tally["bytes changed"] += len(chosen)


def inputs_gone(this):
    """Inputs that are missing, folders, links into nothing, or shorter."""
    month = this.months[0]
    for kind in ("missing", "folder", "dangling link", "shorter", "empty", "link to the same bytes"):
        folder = this.lab.fresh(this.folder)
        path = folder / this.dice.choice(["ledger/gateway.csv", "prices/vendors.csv", "plans.csv"])
        data = path.read_bytes()
        path.unlink()
        if kind == "folder":
            path.mkdir()
        elif kind == "dangling link":
            path.symlink_to("nowhere")
        elif kind == "shorter":
            path.write_bytes(data[:-20])
        elif kind == "empty":
            path.write_bytes(b"")
        elif kind.startswith("link"):
            (path.parent / ".kept").write_bytes(data)
            path.symlink_to(".kept")
        name = str(path.relative_to(folder))
        is_same = kind.startswith("link")
        yield from this.verify(f"{name}: {kind}", month, status=0 if is_same else 3, says=[] if is_same else [name], folder=folder)
        this.lab.drop(folder)
    folder = this.lab.fresh(this.folder)
    row = rows_of(folder)[0]
    (folder / row["manifest"]).unlink()
    yield from this.verify("a manifest is missing", month, status=3, says=[row["manifest"]], folder=folder)
    this.lab.drop(folder)


def edited(this):
    """Files that tools changed: line ends, gzip, order of lines; with another checkout, the cell."""
    month = this.months[0]
    folder = this.lab.fresh(this.folder)
    for name in ("plans.csv", "ledger/gateway.csv"):
        data = (folder / name).read_bytes()
        (folder / name).write_bytes(data.replace(b"\n", b"\r\n"))
        yield from this.verify(f"CRLF in {name}", month, status=3, says=[name, ("CR", "line end")], folder=folder)
        (folder / name).write_bytes(data)
    packed = f"ledger/{month}/usage.csv.gz"
    data = (folder / packed).read_bytes()
    (folder / packed).write_bytes(gzip.compress(gzip.decompress(data), 1, mtime=77))
    yield from this.verify("a gzip packed again", month, status=3, says=[packed, ("packed", "compressed")], folder=folder)
    (folder / packed).write_bytes(data)
    for name, column in (("ledger/gateway.csv", "output_tokens"), ("prices/vendors.csv", "price_usd"), ("multipliers.csv", "multiplier")):
        yield from against(this, folder, name, column)
    this.lab.drop(folder)


def against(this, folder, name, column):
    """--against names line, column and both values of a changed cell."""
    path = folder / name
    data = path.read_bytes()
    rows = data.decode().split("\n")
    index = rows[0].split(",").index(column)
    number = this.dice.randrange(1, max(2, min(len(rows) - 1, 12)))
    cells = next(csv.reader([rows[number]]))
    closed, cells[index] = cells[index], "7" + cells[index]
    quoted = lambda text: '"' + text + '"' if "," in text else text
    rows[number] = ",".join(map(quoted, cells))
    path.write_text("\n".join(rows), encoding="utf-8", newline="")
    yield from this.verify(f"--against, {name}:{number + 1}", this.months[0], "--against", this.folder, status=3, folder=folder,
                           says=[name, (f"{name}:{number + 1}", f"line {number + 1}"), column, cells[index], closed])
    path.write_bytes(data)


def grown(this):
    """Rows added and new files: proved, and named."""
    month, world = this.months[0], this.world
    for name, book in (("late_usage", None), ("price_correction", "prices/vendors.csv"), ("multiplier_change", "multipliers.csv"),
                       ("plan_change", "plans.csv"), ("other_book", None), ("late_bill", None)):
        folder = this.lab.fresh(this.folder)
        late = Late(world, folder, 0)
        late.add(name)
        path = next(iter(late.learned.values()))[1]
        said = [("grew", "grown")] if (this.folder / path).exists() else []
        yield from this.verify(f"{name} in {path}", month, folder=folder, says=said + ([path] if said else []))
        if said:
            data = (folder / path).read_bytes()     # a byte after the closed length is not part of the close
            (folder / path).write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
            yield from this.verify(f"{name}: a byte of the added rows of {path}", month, folder=folder)
            (folder / path).write_bytes(data)
            flipped(folder / path, this.dice, (this.folder / path).stat().st_size)
            yield from this.verify(f"{name}: a closed byte of the grown {path}", month, status=3, says=[path], folder=folder)
        this.lab.drop(folder)
    folder = this.lab.fresh(this.folder)
    for path, data in (("ledger/new.csv", b"garbage\n"), ("prices/new.csv", b"garbage\n"), ("plans.csv", None), ("fx.csv", b"garbage\n")):
        with open(folder / path, "ab") as file:
            file.write(data or b'garbage,"\n')
    yield from this.verify("garbage that was added later", month, folder=folder)
    this.lab.drop(folder)
    folder = this.lab.fresh(this.folder)
    next_month = folder / f"ledger/{this.months[1]}/usage.csv"
    next_month.parent.mkdir(exist_ok=True)
    next_month.write_bytes(b",".join(name.encode() for name in COLUMNS) + b"\n" + lines(COLUMNS, [world.row(1)]))
    yield from this.verify("next month's file replaced", month, folder=folder)
    this.lab.drop(folder)


def settings(this):
    """Settings of today: a note, and no effect."""
    month = this.months[0]
    for name, change in (("a value", {"watch": {"stale_days": 60}}), ("the zone", {"time_zone": "Asia/Tokyo"}),
                         ("the credit value", {"credit_value_usd": "0.5"})):
        folder = this.lab.fresh(this.folder)
        text = "\n".join((folder / "assay.json").read_text().split("\n")[1:])
        (folder / "assay.json").write_text(json.dumps({**json.loads(text), **change}))
        key = next(iter(change))
        yield from this.verify(f"settings, {name}", month, folder=folder, says=["verify.settings", key])
        this.lab.drop(folder)
    for name, data in (("a comment", (this.folder / "assay.json").read_bytes() + b"// more\n"), ("not JSON", b"{ time"), ("no file", None)):
        folder = this.lab.fresh(this.folder)
        if data is None:
            (folder / "assay.json").unlink()
        else:
            (folder / "assay.json").write_bytes(data)
        yield from this.verify(f"settings, {name}", month, folder=folder)
        this.lab.drop(folder)


def forgeries(this):
    """Manifests that somebody wrote anew, with a chain whose hashes are right."""
    month = this.months[0]

    def altered(name, change, status, says):
        folder = this.lab.fresh(this.folder)
        path = folder / rows_of(folder)[0]["manifest"]
        found = json.loads(path.read_text())
        change(found)
        path.write_text(json.dumps(found, indent=2, ensure_ascii=False))

        def rehash(row):
            if row["manifest"] == f"closes/{month}-1.json":
                row["manifest_sha256"] = digest(path.read_bytes())
        forged(folder, rehash)
        shutil.rmtree(folder / "out")
        yield from this.verify(f"a manifest {name}", month, status=status, says=says, folder=folder)
        this.lab.drop(folder)

    first = lambda found: found["inputs"][0]
    yield from altered("of another version", lambda found: found.update(assay="0.0.9"), 0, ["same figures", "0.0.9"])
    yield from altered("with another digest of an output", lambda found: found["outputs"][0].update(sha256="0" * 64), 3, [])
    yield from altered("with another credit value", lambda found: found["settings"].update(credit_value_usd="0.77"), 3, ["verify."])
    for path in ("../secret.csv", "/etc/passwd", "ledger/../../x.csv", "a\\..\\..\\b", "./plans.csv", ""):
        yield from altered(f"with the path {path!r}", lambda found: first(found).update(path=path), (1, 3), [])
    yield from altered("of another month", lambda found: found["period"].update({"from": "2020-01-01", "to": "2020-02-01"}), 3, [])
    yield from altered("without inputs", lambda found: found.pop("inputs"), 3, [])


def chained(this):
    """Later closes and approvals: each proves itself, and a broken one leaves the others."""
    this.world.advance(this.folder)
    this.close(1)
    this.close(1, ("approve",), "controller")
    folder = this.lab.fresh(this.folder)
    first, second = f"closes/{this.months[0]}-1.json", this.months[1]
    yield from this.verify("both", says=[this.months[0], second])
    yield from this.verify("the second", second, says=["finance-lead", "controller", ("rows, unbroken", "unbroken")])
    (folder / first).unlink()
    yield from this.verify("a manifest of closes/ is missing: all", status=3, says=[first], folder=folder)
    done = this.lab.run(folder, "verify", second)
    this.lab.note("verify of another close when a manifest is missing", f"exit {done.status}")
    this.lab.drop(folder)
    folder = this.lab.fresh(this.folder)
    (folder / f"closes/{this.months[2]}-1.json").write_bytes(b"{}")
    yield from this.verify("a manifest without a line", says=[f"closes/{this.months[2]}-1.json"], folder=folder)
    this.lab.drop(folder)
    yield from this.verify("a month that is not closed", this.months[2], status=1)


def check(lab, seed):
    this = Proof(lab, seed)
    this.close(0)
    yield from this.verify("at once", this.months[0], says=["finance-lead", ("unbroken",), "same bytes", "Proved"])
    yield from elsewhere(this)
    yield from one_byte(this)
    yield from inputs_gone(this)
    yield from edited(this)
    yield from grown(this)
    yield from settings(this)
    yield from forgeries(this)
    yield from chained(this)
    yield from one_byte(this, 3)
    lab.drop(this.folder)

