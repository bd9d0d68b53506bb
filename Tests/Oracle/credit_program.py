"""Runs a program on a workspace of events, compares its files with the oracle's, and finds a smaller ledger that still differs."""
import os
import pathlib
import shutil
import subprocess
import tempfile

import credits

SECONDS = 120


def run(program, command, folder, *options):
    """(exit status, folder of its files or None, what it said). Earlier outputs are removed."""
    shutil.rmtree(folder + "/out", ignore_errors=True)
    done = subprocess.run([program, command, folder, "--no-progress", *options], capture_output=True, text=True, timeout=SECONDS,
                          errors="replace")
    return done.returncode, outputs(folder), done.stderr.strip()


def outputs(folder):
    """Where the six files are, below out/."""
    found = [path for path, _, names in os.walk(folder + "/out") if "credit-balances.csv" in names]
    return found[0] if len(found) == 1 else None


def read(out):
    """Name to bytes of the files of the credit ledger."""
    return {name: pathlib.Path(out, name).read_bytes() for name in credits.FILES if os.path.exists(os.path.join(out, name))}


def compare(program, command, folder, period="", known_at="", exact=True):
    """What differs between both, as texts; nothing where both refuse."""
    options = (["--period", period] if period else []) + (["--as-known-at", known_at] if known_at else [])
    try:
        audit, refused = credits.Audit(folder, period, credits.oracle.book_instant(known_at, credits.oracle.NEVER)), ""
    except credits.oracle.Refused as fault:
        audit, refused = None, str(fault)
    status, out, said = run(program, command, folder, *options)
    if refused or not out:
        if not refused or out:
            yield f"{command} {' '.join(options)}: exit {status}; the oracle {'refuses: ' + refused if refused else 'goes on'}; {said[-600:]}"
        return
    expected = 2 if audit.ledger.rejects or audit.ledger.conflicts else 0
    if status != expected and (exact or status not in (0, 2)):
        yield f"{command} {' '.join(options)}: exit {status}, expected {expected}: {said[-600:]}"
    with tempfile.TemporaryDirectory() as ours:
        credits.write(audit, ours)
        for text in credits.differences(ours, out):
            yield f"{command} {' '.join(options)}: {text}"


def shrink(rows, differs, tries=400):
    """A part of the rows that still differs: leaves out halves, quarters … and at last single rows."""
    size = len(rows) // 2
    while size and tries > 0:
        start, smaller = 0, False
        while start < len(rows) and tries > 0:
            left = rows[:start] + rows[start + size:]
            tries -= 1
            if left and differs(left):
                rows, smaller = left, True
            else:
                start += size
        size = size if smaller and size == 1 else size // 2
    return rows


def shown(rows):
    """Rows as short lines."""
    for path, row in rows:
        yield path + " " + " ".join(f"{name}={text}" for name, text in row.items() if text)
