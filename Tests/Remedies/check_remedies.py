"""Follows every help on a copy of the input that got it, and says what does not hold.

Usage: check_remedies.py ASSAY SOURCES [NAME ...]
"""

import glob
import json
import os
import re
import shlex
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True

from followed_remedies import NoText, World, look_up, remedies
from inputs import INPUTS, NOT_CODES, OTHER_TESTS, OUTSIDE, PLAIN, UNMASKED

WORKSPACE = "w s"
FINDING = re.compile(
    r"^(?P<place>.+?): (?P<severity>error|warning|note): \[(?P<code>[a-z0-9.]+)\] (?P<message>.*)$")


def codes(sources):
    """Every fixed word of a finding in the sources."""
    found = {"io"}
    for file in glob.glob(sources + "/**/*.swift", recursive=True):
        with open(file, encoding="utf-8") as text:
            found |= set(re.findall(r'"([a-z]+\.[a-z0-9]+)"', text.read()))
    endings = (".csv", ".json", ".html", ".xlsx", ".db", ".md", ".jsonl", ".gz", ".tsv", ".ndjson",
               ".zip", ".log")
    return {code for code in found if not code.endswith(endings)} - NOT_CODES


def unwrapped(text):
    """Messages and helps on one line each."""
    text = re.sub(r"\n {8}", " ", text)
    return re.sub(r"\n {2}(?! |help: )", " ", text)


def printed(errors):
    """The findings of a screen."""
    found = []
    for line in unwrapped(errors).splitlines():
        match = FINDING.match(line)
        if match:
            place = re.fullmatch(r"(.+?)(?::(\d+))?(?::(\d+))?", match["place"])
            found.append({
                "file": place[1], "line": int(place[2]) if place[2] else None,
                "column": int(place[3]) if place[3] else None, "help": None,
                "code": match["code"], "severity": match["severity"], "message": match["message"]})
        elif line.startswith("  help: ") and found:
            found[-1]["help"] = line[len("  help: "):]
    return found


def squeezed(text):
    return re.sub(r"\s", "", text or "")


def findings(world, faults):
    """What the command says now; JSON and screen have to say the same."""
    code, out, errors = world.shell(world.command)
    screen = printed(errors)
    if not re.search(r"assay check 'w s'[^#&;|]*$", world.command):
        return screen
    code, out, _ = world.shell(world.command + " --json")
    try:
        data = json.loads(out)
    except ValueError:
        return screen
    found = data.get("findings") or []
    helps = {squeezed(finding["help"]) for finding in found}
    for finding in screen:
        if finding["help"] and squeezed(finding["help"]) not in helps:
            faults.append(f"JSON does not have the help: {finding['help']}")
    return found or screen


def build(name, given, program, folder):
    files = dict(PLAIN)
    files.update(given.get("files", {}))
    for path, content in files.items():
        if content is None:
            continue
        place = os.path.join(folder, path[1:] if path.startswith("/") else f"{WORKSPACE}/{path}")
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
    world = World(folder, WORKSPACE, given.get("command", "assay check 'w s'"), program)
    if "setup" in given:
        world.shell(given["setup"])
    return world


def holds_workspace(path):
    return any(os.path.exists(os.path.join(path, name)) for name in ("ledger", "prices", "assay.json"))


def within_workspace(path):
    """Whether a path is a workspace, or is inside one."""
    path = os.path.normpath(path)
    while not holds_workspace(path):
        if path == os.path.dirname(path):
            return False
        path = os.path.dirname(path)
    return True


def forbidden(help, folder):
    rules = [
        (r"--max-rejects 100", "accepts all rejects"),
        (r"nothing to mend|\bmend\b", "is no plain English: nothing to do"),
        (r"\bFILE\b(?! \()", "names no file"),
    ]
    found = [why for pattern, why in rules if re.search(pattern, help)]
    made = re.search(r"assay init (.+)$", help)
    if made and made[1] != "DIR" and within_workspace(os.path.join(folder, shlex.split(made[1])[0])):
        found.append("makes a workspace over or inside another")
    if re.search(r"\bmv \S+\.xlsx?\b.*\.(csv|tsv)\b", help):
        found.append("renames a spreadsheet")
    return found


def is_outside(help):
    return any(re.search(pattern, help) for pattern in OUTSIDE)


def follow(name, given, program, scratch, seen):
    faults = []
    original = os.path.join(scratch, "original")
    world = build(name, given, program, original)
    # A command that changes the workspace runs on a copy.
    first = os.path.join(scratch, "first")
    shutil.copytree(original, first, symlinks=True)
    world.folder = first
    before = findings(world, faults)
    got = {finding["code"] for finding in before}
    seen |= got
    for code in given["codes"]:
        if code not in got:
            faults.append(f"does not provoke {code}, but {sorted(got)}")
    number = 0
    tried = set()
    for finding in before:
        help = finding["help"]
        if not help or (finding["code"], help) in tried:
            continue
        tried.add((finding["code"], help))
        for why in forbidden(help, original):
            faults.append(f"[{finding['code']}] {help!r} {why}")
        found = remedies(help)
        if help.startswith("nothing to do") and not found:
            continue
        if not found:
            if not is_outside(help):
                faults.append(f"[{finding['code']}] what does this help mean? {help!r}")
            continue
        for action, match in found:
            number += 1
            copy = os.path.join(scratch, f"copy{number}")
            shutil.copytree(original, copy, symlinks=True)
            mended = World(copy, WORKSPACE, world.command, program)
            words = f"[{finding['code']}] {match[0]!r}"
            try:
                action(mended, match, finding)
                after = findings(mended, faults)
            except NoText as error:
                # What is shown is an example for the program that made the export.
                if not is_outside(help):
                    faults.append(f"{words} cannot be followed: {error!r}")
                continue
            except Exception as error:  # Whatever goes wrong, the remedy cannot be followed.
                faults.append(f"{words} cannot be followed: {error!r}")
                continue
            if action is look_up:
                continue
            same = [other for other in after if other["code"] == finding["code"]]
            were = [other for other in before if other["code"] == finding["code"]]
            if len(same) >= len(were):
                faults.append(f"{words} does not help: {same[0]['message']}")
            new = {other["code"] for other in after} - got - UNMASKED.get(finding["code"], set())
            new -= set(given.get("unmasks", ()))
            if new:
                texts = [other["message"] for other in after if other["code"] in new]
                faults.append(f"{words} makes new findings: {sorted(new)} {texts[:2]}")
            shutil.rmtree(copy, ignore_errors=True)
    return faults


def main():
    program, sources, names = sys.argv[1], sys.argv[2], sys.argv[3:]
    seen, bad = set(), 0
    for name, given in INPUTS.items():
        if names and name not in names:
            continue
        with tempfile.TemporaryDirectory(prefix="assay-remedies-") as scratch:
            for fault in follow(name, given, os.path.abspath(program), scratch, seen):
                bad += 1
                print(f"{name}: {fault}")
    if not names:
        for code in sorted(codes(sources) - seen - set(OTHER_TESTS)):
            bad += 1
            print(f"{code}: no input of Tests/Remedies/inputs.py provokes it")
    print(f"{len(INPUTS)} inputs, {len(seen)} codes, {bad} faults")
    sys.exit(1 if bad else 0)


main()
