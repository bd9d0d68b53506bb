"""Laws that a program must keep on any event ledger (L §6): files, threads, rejected rows, stops, periods."""
import csv
import io
import os
import pathlib
import random
import signal
import subprocess
import time

import credit_compare
import credits

PLACE = ("file", "line", "line_of_file", "text", "column", "text_encoding")


def without_place(data):
    rows = csv.DictReader(io.StringIO(data.decode(), newline=""))
    return [{name: cell for name, cell in row.items() if name not in PLACE + tuple(credits.FREE)} for row in rows]


def files_moved(program, maker, folder, draw):
    """The same rows in other files, of other forms, with other names: only file and line change."""
    credit_compare.run(program, "audit", folder)
    before = credit_compare.read(credit_compare.outputs(folder))
    spread(maker, draw)
    _, out, said = credit_compare.run(program, "audit", folder)
    after = credit_compare.read(out) if out else {}
    for name in credits.FILES:
        if name in before and name != "credit-rejects.csv" and (name not in after or without_place(before[name]) != without_place(after[name])):
            yield f"{name} depends on the files; {said[-200:]}"
    maker.write(maker.listed)


def spread(maker, draw):
    """Rows of one instant or one id stay in one file, in their order."""
    leader = {}

    def find(key):
        while leader.setdefault(key, key) != key:
            key = leader[key]
        return key

    for _, row in maker.listed:
        leader[find("id " + row["event_id"])] = find(instant(row["at"]))
    places = {}
    rows = [(places.setdefault(find(instant(row["at"])), draw.choice(["credits/z", "credits/a/b", "credits/m n"])), row)
            for _, row in maker.listed]
    maker.write(sorted(rows, key=lambda found: found[0]))


def instant(text):
    try:
        return credits.oracle.read_instant(text, "")
    except credits.oracle.Reject:
        return text


def threads(program, folder):
    """Any number of threads, any size of blocks, the fast or the careful path: the same bytes of all files."""
    found = {}
    for options in (["--threads", "1"], ["--threads", "7"], ["--threads", "3", "--block-bytes", "4096"], ["--careful"]):
        status, out, said = credit_compare.run(program, "audit", folder, *options)
        found[" ".join(options)] = (status, credit_compare.read(out) if out else said)
    first = found["--threads 1"]
    return [f"audit {name} differs from --threads 1" for name, result in found.items() if result != first]


def rejected_rows(program, folder):
    """More malformed rows change no figure of the others."""
    _, out, _ = credit_compare.run(program, "audit", folder)
    before = credit_compare.read(out)
    path = folder + "/credits/~bad.csv"
    with open(path, "wb") as file:
        file.write(b"event_id,at,account_id,kind,credits,source\n")
        file.write(b"bad-1,2026-03-01,a,grant,1,bonus\nbad-2,2026-03-01T00:00:00Z,a,gift,1,bonus\n,2026-03-01T00:00:00Z,a,grant,1,bonus\n")
        file.write(b"bad-4,2026-03-01T00:00:00Z,a,grant,1e3,bonus\nbad-5,\xff,a,grant,1,bonus\nbad-6,too,few\n")
    status, out, said = credit_compare.run(program, "audit", folder)
    after = credit_compare.read(out) if out else {}
    os.remove(path)
    if status != 2:
        yield f"malformed rows: exit {status}, expected 2: {said[-300:]}"
    for name in ("credit-balances.csv", "grants.csv", "deferred-revenue.csv"):
        if after.get(name) != before[name]:
            yield f"malformed rows change {name}"


def stopped(program, folder, draw):
    """A kill at a random moment leaves the outputs of before, or has put the new ones in their place; no leftovers stay for long."""
    credit_compare.run(program, "audit", folder)
    out = credit_compare.outputs(folder)
    before = everything(out)
    began = time.monotonic()
    credit_compare.run(program, "audit", folder)
    whole = time.monotonic() - began
    with open(folder + "/credits/~more.csv", "w") as file:
        file.write("event_id,at,account_id,kind,credits,source\nmore-1,2026-03-01T00:00:00Z,a,grant,1,bonus\n")
    credit_compare.run(program, "audit", folder)
    after = everything(credit_compare.outputs(folder))
    for _ in range(4):
        os.remove(folder + "/credits/~more.csv")
        credit_compare.run(program, "audit", folder)
        with open(folder + "/credits/~more.csv", "w") as file:
            file.write("event_id,at,account_id,kind,credits,source\nmore-1,2026-03-01T00:00:00Z,a,grant,1,bonus\n")
        process = subprocess.Popen([program, "audit", folder, "--no-progress"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(draw.random() * whole * 1.1)
        process.send_signal(signal.SIGKILL)
        process.wait()
        if everything(out) not in (before, after):
            yield "a kill left neither the outputs of before nor the new ones"
    os.remove(folder + "/credits/~more.csv")


def everything(out):
    found = {}
    for path, _, names in os.walk(out):
        for name in names:
            if not name.startswith("."):
                found[os.path.relpath(os.path.join(path, name), out)] = pathlib.Path(path, name).read_bytes()
    return found


def both_commands(program, folder):
    """`run` writes the same six files as `audit`."""
    _, out, _ = credit_compare.run(program, "audit", folder)
    before = credit_compare.read(out)
    _, out, said = credit_compare.run(program, "run", folder)
    after = credit_compare.read(out) if out else {}
    return [f"run and audit differ in {name}; {said[-200:]}" for name in before if before[name] != after.get(name)]


def periods(program, folder, months):
    """A month opens as the one before closed."""
    closed = {}
    for month in months:
        _, out, _ = credit_compare.run(program, "audit", folder, "--period", month)
        text = pathlib.Path(out, "credit-balances.csv").read_text(encoding="utf-8") if out else ""
        for row in csv.DictReader(io.StringIO(text, newline="")):
            account, before = row["account_id"], closed.get(row["account_id"], "0")
            if row["opening"] != before:
                yield f"{month}: {account} opens with {row['opening']}, and closed with {before}"
            closed[account] = row["closing"]


def conditions(program, folder, audit):
    """--fail-on: 3 where such a finding exists, else as without it."""
    plain = 2 if audit.ledger.rejects or audit.ledger.conflicts else 0
    found = {finding.check for finding in audit.findings}
    kinds = {finding.severity for finding in audit.findings}
    for condition, holds in (("critical", "critical" in kinds), ("any", bool(found)), ("settle_twice", "settle_twice" in found),
                             ("reset_missing", "reset_missing" in found)):
        status, _, said = credit_compare.run(program, "audit", folder, "--fail-on", condition)
        if status != (3 if holds else plain):
            yield f"--fail-on {condition}: exit {status}, expected {3 if holds else plain}: {said[-200:]}"


def many_grants(program, folder):
    """10,000 grants and as many deducts on one account, within the limit of a run. Grants end on days 2 to 6, 2,000 each."""
    lines = [f"g{n},2026-08-01T00:00:00Z,b,grant,1,bonus,2026-08-0{2 + n % 5}T00:00:00Z,\n" for n in range(10000)]
    lines += [f"d{n},2026-08-03T12:00:00Z,b,deduct,0.5,,,q{n % 100}\n" for n in range(10000)]
    lines += [f"r{n},2026-08-04T00:00:00Z,b,refund,30,,,q{n}\n" for n in range(100)]
    lines += ["l,2026-08-06T00:00:00Z,b,notice,,,,\n".replace(",,,,", ",,,,,10")]
    os.makedirs(folder + "/credits")
    with open(folder + "/credits/a.csv", "w") as file:
        file.write("event_id,at,account_id,kind,credits,source,expires_at,request_id,level\n")
        file.writelines(line if line.startswith("l,") else line[:-1] + ",\n" for line in lines)
    _, out, said = credit_compare.run(program, "audit", folder)
    rows = list(csv.DictReader(io.StringIO(pathlib.Path(out, "credit-balances.csv").read_text()))) if out else []
    found = [[row[name] for name in ("account_id", "granted", "consumed", "refunded", "closing")] for row in rows]
    if found != [["b", "10000", "5000", "3000", "0"]]:
        yield f"10,000 grants: {found}; {said[-300:]}"


def all_laws(program, maker, folder, seed, usage, months, audit):
    draw = random.Random(f"laws {seed}")
    yield from threads(program, folder)
    yield from periods(program, folder, months)
    yield from conditions(program, folder, audit)
    yield from rejected_rows(program, folder)
    yield from stopped(program, folder, draw)
    if usage:
        yield from both_commands(program, folder)
    yield from files_moved(program, maker, folder, draw)
