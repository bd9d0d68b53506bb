"""Runs the program on a fuzzed workspace and holds everything it wrote against the verdicts."""
import base64
import hashlib
import os
import re
import shutil
import subprocess
from collections import Counter
from fractions import Fraction

import books
from ledger import PRICING, QUANTITIES

LIMIT_SECONDS = 10
SHOWN = 20
# What is said of the ledger as a whole, which other tests judge, and those of it that end with exit status 2.
DOUBTS = {"time.far", "qty.large", "dup.response"}
OF_THE_WHOLE = {"ref.region", "sum.differs"} | DOUBTS
FINDING = re.compile(r"^(ledger/.*?|[a-z./-]+):(?:(\d+):(?:(\d+):)?)? (error|warning|note): \[([a-z0-9.]+)\] (.*)$")
FORMULA = re.compile("^'*[=+\\-@\t\r\n＝＋－＠]")

# The policy names no code of its own for these warnings.
ALTERNATIVES = {"time.leap": {"time.leap", "time.range"}, "time.long": {"time.long", "time.order"},
                "time.order": {"time.long", "time.order"}}


def doubts(run):
    return any(b"[%s]" % code.encode() in run.stderr for code in DOUBTS)


def known(values):
    """The sum of the values that were stated; None where none was."""
    values = [value for value in values if value is not None]
    return sum(values, Fraction(0)) if values else None


class Different(Exception):
    """Something was not as the policy says."""


def must(condition, *words):
    if not condition:
        raise Different(" ".join(str(word) for word in words))


def same(what, found, expected):
    if found == expected:
        return
    if isinstance(found, list):
        for at in range(max(len(found), len(expected))):
            left, right = found[at:at + 1], expected[at:at + 1]
            if left != right:
                raise Different(f"{what}: entry {at + 1} of {len(found)} (expected {len(expected)})\n"
                                f"    found    {left}\n    expected {right}")
    raise Different(f"{what}\n    found    {found}\n    expected {expected}")


class Checked:
    """One workspace on disk, checked with one program; `problems` is what differed."""

    def __init__(self, program, workspace, folder, ways):
        self.program, self.workspace, self.folder, self.ways = program, workspace, folder, ways
        self.root = os.path.join(folder, "ws")
        self.problems = []

    def attempt(self, check, *arguments):
        """Checks, and goes on after what differs."""
        try:
            check(*arguments)
        except Different as different:
            self.problems.append(str(different))

    def check(self):
        self.workspace.write(self.root)
        self.attempt(self.check_runs)

    def check_runs(self):
        before = self.paths()
        if self.workspace.is_noise:
            self.check_laws(before)
        elif self.workspace.refusals:
            run = self.run([])
            same("exit status of a refused run", run.returncode, 1)
            same("what a refused run left", self.paths(), before)
            self.attempt(same, "stdout of a refused run", run.stdout, b"")
            self.check_refusals(run)
            if any(not file.codes for file in self.workspace.files):
                self.check_outputs(["--skip-bad-files"], before)
        else:
            self.check_outputs([], before)

    def check_laws(self, before):
        """Where nobody knows the verdicts: no crash, nothing lost, and the same bytes by every way."""
        run = self.run([])
        if run.returncode == 1:
            same("what a refused run left", self.paths(), before)
            same("stdout of a refused run", run.stdout, b"")
            must(b": error: [" in run.stderr or b"assay: error: no usage in " in run.stderr,
                 "a run was refused without a reason")
            for way in self.ways:
                other = self.run(way)
                self.attempt(same, f"messages with {way}", text(other.stderr).splitlines(),
                             text(run.stderr).splitlines())
                self.attempt(same, f"exit status with {way}", other.returncode, 1)
            return
        files = self.outputs()
        found = {row["measure"]: row["value"] for row in rows(files["summary.csv"])}
        self.attempt(self.check_law, found)
        same("rejects.csv, rows", len(rows(files["rejects.csv"])), int(found["rows_rejected"]))
        is_short = any(int(found[name]) for name in ("rows_rejected", "rows_unpriced", "rows_conflict"))
        same("exit status", run.returncode, 2 if is_short or doubts(run) else 0)
        for way in self.ways:
            self.attempt(self.check_way, way, [], run, files)

    def check_law(self, found):
        kinds = ("rows_rated", "rows_unpriced", "rows_duplicate", "rows_conflict", "rows_rejected",
                 "rows_outside_period")
        same("the conservation law", sum(int(found[name]) for name in kinds), int(found["rows_read"]))

    def run(self, options):
        command = [self.program, "run", "ws", "--rated", "ws/rated.csv", "--quiet", *options]
        if self.workspace.period:
            command += ["--period", self.workspace.period, "--output", "ws/out"]
        if self.workspace.max_rejects is not None:
            command += ["--max-rejects", str(self.workspace.max_rejects)]
        try:
            run = subprocess.run(command, cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
                                 timeout=LIMIT_SECONDS)
        except subprocess.TimeoutExpired:
            raise Different(f"no end within {LIMIT_SECONDS} s: {command}") from None
        must(run.returncode in (0, 1, 2), f"exit status {run.returncode} of {command}\n", text(run.stderr)[-2000:])
        return run

    def paths(self):
        return sorted(os.path.join(folder, name) for folder, _, names in os.walk(self.root) for name in names)

    def outputs(self):
        """Every file of the last run with its bytes; takes them away."""
        files = {}
        out = os.path.join(self.root, "out")
        for name in os.listdir(out):
            with open(os.path.join(out, name), "rb") as file:
                files[name] = file.read()
        with open(os.path.join(self.root, "rated.csv"), "rb") as file:
            files["rated.csv"] = file.read()
        shutil.rmtree(out)
        os.remove(os.path.join(self.root, "rated.csv"))
        return files

    def check_outputs(self, options, before):
        run = self.run(options)
        verdicts = [verdict for file in self.workspace.files if not file.codes for verdict in file.verdicts]
        kinds = Counter(verdict.kind for verdict in verdicts)
        if kinds["rated"] + kinds["unpriced"] == 0:
            return self.check_without_usage(run, before)
        is_short = kinds["rejected"] + kinds["unpriced"] + kinds["conflict"] > 0 or doubts(run)
        expected = 1 if self.workspace.refusals else 2 if is_short else 0
        same("exit status", (run.returncode, text(run.stderr) if run.returncode != expected else ""), (expected, ""))
        must(os.path.isdir(os.path.join(self.root, "out")), "nothing was written:\n", text(run.stderr)[:1500])
        files = self.outputs()
        # What was read is as it was.
        same("files of the workspace", [path for path in self.paths() if not path.endswith("assay.db")], before)
        self.attempt(self.check_summary, rows(files["summary.csv"]), verdicts, kinds)
        self.attempt(self.check_rejects, rows(files["rejects.csv"]), verdicts)
        self.attempt(self.check_exceptions, rows(files["exceptions.csv"]), verdicts)
        self.attempt(self.check_rated, rows(files["rated.csv"]), verdicts)
        self.attempt(self.check_facts, rows(files["facts.csv"]), verdicts)
        self.check_messages(run)
        if self.workspace.refusals:
            self.check_refusals(run)
        for way in self.ways:
            self.attempt(self.check_way, way, options, run, files)

    def check_without_usage(self, run, before):
        """Where no request counts, the run is refused, and nothing is written."""
        same("exit status without usage", run.returncode, 1)
        must(b"assay: error: no usage in " in run.stderr, "a run without usage was refused for another reason")
        same("what a run without usage left", self.paths(), before)

    def check_way(self, way, options, run, files):
        """Another way through the program gives the same bytes."""
        other = self.run(options + way)
        same(f"exit status with {way}", other.returncode, run.returncode)
        others = self.outputs()
        same(f"messages with {way}", text(other.stderr).splitlines(), text(run.stderr).splitlines())
        same(f"names of the outputs with {way}", sorted(others), sorted(files))
        for name in files:
            must(others[name] == files[name], f"{name} has other bytes with {way}")

    # What was written

    def check_summary(self, table, verdicts, kinds):
        found = {row["measure"]: row["value"] for row in table}
        rated = [verdict for verdict in verdicts if verdict.kind == "rated"]
        counted = [verdict for verdict in verdicts if verdict.kind in ("rated", "unpriced")]
        costs = Counter(cost_class(verdict) for verdict in rated)
        credits = Counter(credits_class(verdict) for verdict in rated)
        total = sum((verdict.rated[1] for verdict in rated), Fraction(0))
        paid = sum((verdict.rated[1] for verdict in rated if verdict.record.row.text("tier") != "free"), Fraction(0))
        expected = {
            "rows_read": len(verdicts), "rows_rated": kinds["rated"], "rows_unpriced": kinds["unpriced"],
            "rows_duplicate": kinds["duplicate"], "rows_conflict": kinds["conflict"],
            "rows_rejected": kinds["rejected"], "rows_outside_period": kinds["outside"],
            "users": len({verdict.record.row.user for verdict in counted}),
            "days": len({self.workspace.books.day(verdict.record.row.start) for verdict in counted}),
            "vendor_cost_usd": sum((verdict.rated[0] for verdict in rated), Fraction(0)),
            "recorded_cost_usd": known(verdict.record.row.cost for verdict in counted),
            "credits": total, "list_revenue_usd": total / 100, "revenue_usd": paid / 100,
            "recorded_credits": known(verdict.record.row.credits for verdict in counted),
            "cost_matched": costs["matched"], "cost_mismatched": costs["mismatch"], "cost_rounding": 0,
            "credits_matched": credits["matched"], "credits_mismatched": credits["mismatch"]}
        for measure, value in expected.items():
            same(f"summary.csv {measure}", found.get(measure), "" if value is None else books.decimal(value))
        self.check_law(found)

    def check_rejects(self, table, verdicts):
        rejected = [verdict for verdict in verdicts if verdict.kind == "rejected"]
        same("rejects.csv, file and line", [(row["file"], row["line"]) for row in table],
             [(verdict.path, str(verdict.record.line)) for verdict in rejected])
        for row, verdict in zip(table, rejected):
            self.attempt(self.check_reject, row, verdict)

    def check_reject(self, row, verdict):
        place = f"rejects.csv of {row['file']}:{row['line']}"
        must(row["code"] in verdict.fault.codes, place, "code", row["code"], "expected", verdict.fault.codes,
             "in", verdict.record.raw[:300])
        must(row["column"] in verdict.fault.columns, place, "column", repr(row["column"]), "expected",
             verdict.fault.columns, "in", verdict.record.raw[:300])
        for words in verdict.fault.says.splitlines():
            must(words in row["message"], place, "message", repr(row["message"]), "must hold", repr(words))
        self.check_text(place, row, verdict.record.raw)
        self.check_estimate(place, row["estimated_cost_usd"], verdict)

    def check_text(self, place, row, raw):
        if len(raw) > 64 << 10:
            must(hashlib.sha256(raw).hexdigest() in row["text"] and len(row["text"].encode()) <= (64 << 10) + 200,
                 place, "text is neither cut nor hashed")
            return
        try:
            expected, encoding = neutralised(raw.decode("utf-8")), "utf8"
        except UnicodeDecodeError:
            expected, encoding = base64.b64encode(raw).decode(), "base64"
        same(f"{place} text", (row["text"], row["text_encoding"]), (expected, encoding))

    def check_estimate(self, place, found, verdict):
        """Where the model and tokens could be read, what the row would have cost."""
        row = verdict.record.row
        if row is None:
            if "csv.long" not in verdict.fault.codes:  # its other cells may say enough
                same(f"{place} estimated_cost_usd", found, "")
            return
        if row.total or verdict.file.is_lines and "enc.utf8" in verdict.fault.codes:
            return  # a sum is no request, and a line with such bytes is no JSON
        rated, _ = self.workspace.books.rate(row)
        is_readable = not (set(row.faults) & PRICING) and not (row.row_fault and "qty.none" in row.row_fault.codes)
        expected = books.decimal(rated[0]) if is_readable and rated else ""
        same(f"{place} ({verdict.file.fault(row)}) estimated_cost_usd", found, expected)

    def check_exceptions(self, table, verdicts):
        expected = []
        for verdict in verdicts:
            if verdict.kind in ("duplicate", "conflict", "unpriced"):
                expected.append(listed(verdict.kind, verdict))
            elif verdict.kind == "rated":
                kind = {(True, False): "cost_mismatch", (False, True): "credits_mismatch",
                        (True, True): "cost_and_credits_mismatch"}.get(
                            (cost_class(verdict) == "mismatch", credits_class(verdict) == "mismatch"))
                if kind:
                    expected.append(listed(kind, verdict))
            if verdict.is_tier_unknown:
                expected.append(listed("unknown_tier", verdict))
        same("exceptions.csv", [(row["kind"], row["request_id"], row["file"], row["line"]) for row in table], expected)
        copies = [verdict for verdict in verdicts if verdict.kind in ("duplicate", "conflict")]
        for row, verdict in zip([row for row in table if row["kind"] in ("duplicate", "conflict")], copies):
            first = f"{verdict.first.path}:{verdict.first.record.line}"
            must(first in row["evidence"], "exceptions.csv", row["kind"], row["file"], row["line"], "evidence",
                 repr(row["evidence"]), "must name", first)

    def check_rated(self, table, verdicts):
        expected = []
        for verdict in verdicts:
            if verdict.kind in ("rated", "unpriced"):
                row = verdict.record.row
                expected.append((
                    neutralised(row.text("request_id")), verdict.path, str(verdict.record.line),
                    neutralised(row.text("request_started_at")), neutralised(row.text("user_id")),
                    books.decimal(verdict.rated[0]) if verdict.rated else "",
                    books.decimal(verdict.rated[1]) if verdict.rated else ""))
        found = [(row["request_id"], row["file"], row["line"], row["request_started_at"], row["user_id"],
                  row["vendor_cost_usd"], row["credits"]) for row in table]
        same("--rated", found, expected)

    def check_facts(self, table, verdicts):
        counted = [verdict for verdict in verdicts if verdict.kind in ("rated", "unpriced")]
        same("facts.csv requests", sum(int(row["requests"]) for row in table), len(counted))
        for column in QUANTITIES:
            same(f"facts.csv {column}", sum((Fraction(row[column]) for row in table), Fraction(0)),
                 sum((verdict.record.row.quantities.get(column) or 0 for verdict in counted), Fraction(0)))
        same("facts.csv vendor_cost_usd", sum((Fraction(row["vendor_cost_usd"]) for row in table), Fraction(0)),
             sum((verdict.rated[0] for verdict in counted if verdict.rated), Fraction(0)))
        same("facts.csv costs without a recorded figure",
             sum(int(row["costs_not_recorded"]) + int(row["costs_not_converted"]) for row in table),
             sum(verdict.record.row.cost is None for verdict in counted))
        same("facts.csv credits_not_recorded", sum(int(row["credits_not_recorded"]) for row in table),
             sum(verdict.record.row.credits is None for verdict in counted))

    # What was said

    def findings(self, run):
        """The findings about the ledger, as file, line, column, severity, code and words."""
        lines = [FINDING.match(line) for line in text(run.stderr).splitlines()]
        return [match.groups() for match in lines if match and match[1].startswith("ledger")]

    def check_refusals(self, run):
        """Every file that cannot be used is named, with its code and place, in one run."""
        said = self.findings(run)
        for file in self.workspace.refusals:
            path = "ledger/" + file.path
            mine = [entry for entry in said if entry[0] == path and entry[3] == "error"]
            self.attempt(must, any(entry[4] in file.codes for entry in mine), "refused", path, "expected",
                         file.codes, "but told", mine[:3], "\n" + text(run.stderr)[:1500])
            if file.place and any(entry[4] in file.codes for entry in mine):
                places = [f"{entry[1]}:{entry[2]}" for entry in mine if entry[4] in file.codes]
                self.attempt(must, file.place in places, "refused", path, "expected at", file.place, "but told",
                             mine[:3])

    def check_messages(self, run):
        """Warnings by file and code, and errors and notes of rows: each is told, and nothing else.

        A cause that several files share is told once, of the first: a model, a tier, a column, a warning of rows.
        """
        self.told, columns, shared = {}, set(), set()
        found = Counter((entry[0], entry[3], entry[4]) for entry in self.findings(run))
        expected, most, optional = Counter(), {}, {key for key in found if key[2] in OF_THE_WHOLE}
        for file in self.workspace.files:
            if file.codes:
                optional |= {key for key in found if key[0] == "ledger/" + file.path}
                continue
            path = "ledger/" + file.path
            named, may_be_named = file.unknown()
            columns |= named
            if named | may_be_named:
                optional.add((path, "warning", "csv.unknown"))
            if not file.verdicts:
                expected[path, "warning", "file.norows"] = 1
            if any(record.is_delimiters for record in file.records):
                optional.add((path, "note", "csv.blank"))
                shared.add("csv.blank")
            if file.mixes_ends:
                expected[path, "warning", "csv.eol"] = 1
            if file.same_as:
                twin = max(file.path, file.same_as.path, key=str.encode)
                expected["ledger/" + twin, "note", "file.again"] = 1
            for verdict in file.verdicts:
                self.expect(path, verdict, expected, optional, shared)
        for (code, _), path in self.told.items():
            expected[path, "warning", code] += 1
        for code, least in [("csv.unknown", min(len(columns), SHOWN))] + [(code, 1) for code in shared]:
            told = sum(count for key, count in found.items() if key[2] in ALTERNATIVES.get(code, {code}))
            self.attempt(must, told >= least, f"messages {code}: found {told} in all, expected {least}")
        for key, count in expected.items():
            alternatives = ALTERNATIVES.get(key[2], {key[2]})
            told = sum(found[key[0], key[1], code] for code in alternatives)
            if key not in optional:
                least = min(count, SHOWN)
                self.attempt(must, least <= told <= most.get(key, least), f"messages {key}: found {told},",
                             f"expected {least}")
        known = set(expected) | optional | {(path, severity, other) for path, severity, code in expected
                                            for other in ALTERNATIVES.get(code, ())}
        self.attempt(must, set(found) <= known, "messages that nothing calls for:", set(found) - known)

    def expect(self, path, verdict, expected, optional, shared):
        row = verdict.record.row
        if verdict.kind == "rejected":
            code = min(verdict.fault.codes)
            if len(verdict.fault.codes) > 1:
                optional |= {(path, "error", code) for code in verdict.fault.codes}
            expected[path, "error", code] += 1
        if verdict.kind == "duplicate":
            expected[path, "note", "dup.same"] += 1
        if verdict.kind == "conflict":
            expected[path, "warning", "dup.conflict"] += 1
        if verdict.kind == "unpriced":
            self.once(path, verdict, expected, optional)
        if verdict.is_tier_unknown:
            self.once(path, verdict, expected, optional)
        if row is None:
            return
        for codes in row.warnings:
            key = (path, "warning", min(codes))
            optional.add(key)
            if verdict.kind != "rejected":
                shared.add(key[2])
        optional |= {(path, "warning", code) for code in row.may_warn}

    def once(self, path, verdict, expected, optional):
        """One warning for each tier, or model after aliases, in the first file that names it."""
        row = verdict.record.row

        def tell(code, name):
            first = min(path, self.told.get((code, name), path), key=str.encode)
            self.told[code, name] = first

        if verdict.is_tier_unknown:
            tell("ref.tier", row.text("tier"))
        if verdict.kind == "unpriced":
            tell(verdict.reason, (row.text("provider"), self.workspace.books.resolved(row)))


def cost_class(verdict):
    row = verdict.record.row
    if row.cost is None:
        return "not_recorded"
    return "matched" if books.rounded(row.cost) == books.rounded(verdict.rated[0]) else "mismatch"


def credits_class(verdict):
    row = verdict.record.row
    if row.credits is None:
        return "not_recorded"
    return "matched" if row.credits == verdict.rated[1] else "mismatch"


def listed(kind, verdict):
    return (kind, neutralised(verdict.record.row.text("request_id")), verdict.path, str(verdict.record.line))


def neutralised(words):
    return "'" + words if FORMULA.match(words) else words


def text(data):
    return data.decode("utf-8", "replace")


def rows(data):
    """The rows of a CSV that was written strictly, as cells by column name."""
    records, fields, at = [], [], 0
    words = data.decode("utf-8")
    must(words.endswith("\n"), "an output does not end with a line end")
    while at < len(words):
        if words[at] == '"':
            field = []
            while True:
                end = words.index('"', at + 1)
                field.append(words[at + 1:end])
                at = end + 1
                if words[at] != '"':
                    break
            fields.append('"'.join(field))
        else:
            end = min(place for place in (words.find(",", at), words.find("\n", at)) if place >= 0)
            fields.append(words[at:end])
            must('"' not in fields[-1], "a quote in an unquoted field of an output")
            at = end
        if words[at] == "\n":
            records.append(fields)
            fields = []
        elif words[at + 1] == "\n":
            fields.append("")
            at += 1
            records.append(fields)
            fields = []
        at += 1
    header = records.pop(0)
    must(all(len(record) == len(header) for record in records), "an output's rows are not as long as its header")
    return [dict(zip(header, record)) for record in records]
