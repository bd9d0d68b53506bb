"""What a person does who follows a help: the command, row, edit or setting is taken from its text.

Each remedy is a pattern of the words that helps use and what they mean; none knows an input or a code.
Blanks that only a person can fill get a value by one rule, `FILLED`.
"""

import csv
import io
import json
import os
import re
import subprocess

# What stands in a help for what only a person knows, and what the test puts there.
FILLED = {
    "PRICE": "2", "PLAN": "pro", "RATE": "1.1", "NAME": "someone-else", "REASON": "because", "FILL IN": "x",
    "YYYY-MM": "2026-07", "TRUE_OR_FALSE": "false", "DIR": "elsewhere", "CATALOG": "2026-01-05.json",
}
# What a blank or wrong cell of a book gets where its column says what belongs there.
CELLS = {"tier": "pro", "plan": "pro", "account_id": "c", "provider": "p", "model": "m", "level": "default", "requested_by": "a"}


def filled(text):
    """Fills the blanks of a help; words in capitals stand for what a person knows."""
    for blank, value in FILLED.items():
        text = re.sub(rf"(?<![A-Za-z_-]){re.escape(blank)}(?![A-Za-z_-])", value, text)
    return text


class NoText(AssertionError):
    """A message does not show the text that an example would take the place of."""


class World:
    """A folder with a workspace, and the command that says something about it."""

    def __init__(self, folder, workspace, command, program):
        self.folder, self.workspace, self.command = folder, workspace, command
        self.program = program

    def path(self, name):
        inside = os.path.join(self.folder, self.workspace, name)
        outside = os.path.join(self.folder, name)
        return outside if os.path.exists(outside) and not os.path.exists(inside) else inside

    def read(self, name):
        with open(self.path(name), encoding="utf-8", errors="surrogateescape", newline="") as file:
            return file.read()

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)) or ".", exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8", errors="surrogateescape",
                  newline="") as file:
            file.write(text)

    def shell(self, line):
        path = os.path.dirname(self.program) + ":" + os.environ.get("PATH", "/usr/bin:/bin")
        run = subprocess.run(
            ["bash", "-c", line], cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True,
            env={"PATH": path, "COLUMNS": "120", "LC_ALL": "C.UTF-8"}, timeout=60)
        return run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(
            errors="replace")

    # MARK: Edits of a file by line

    def lines(self, name):
        return self.read(name).splitlines(keepends=True)

    def edit_line(self, name, line, change):
        lines = self.lines(name)
        text = lines[line - 1].rstrip("\r\n")
        end = lines[line - 1][len(text):]
        changed = change(text)
        lines[line - 1:line] = [] if changed is None else [changed + end]
        self.write(name, "".join(lines))

    def set_cell(self, name, line, column, value):
        header = next(csv.reader([self.lines(name)[0]]))
        place = header.index(column)

        def change(text):
            cells = next(csv.reader([text]))
            cells[place] = value
            out = io.StringIO()
            csv.writer(out, lineterminator="").writerow(cells)
            return out.getvalue()

        self.edit_line(name, line, change)

    def append(self, name, rows):
        text = self.read(name)
        if text and not text.endswith("\n"):
            text += "\n"
        self.write(name, text + rows + "\n")

    # MARK: Settings

    def settings(self, change):
        text = self.read("assay.json") if os.path.exists(self.path("assay.json")) else "{}"
        document = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
        change(document)
        self.write("assay.json", json.dumps(document))


def members(text):
    """The members of JSON at the start of a text, however it goes on."""
    text = text.strip()
    for end in range(len(text), 0, -1):
        part = text[:end]
        for whole in (part, "{" + part + "}"):
            try:
                value = json.loads(whole)
            except ValueError:
                continue
            if isinstance(value, dict) and value:
                return value
    raise ValueError(f"no setting: {text}")


def merge(into, new):
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        elif isinstance(value, list) and isinstance(into.get(key), list) and key == "ignore":
            into[key] += value
        else:
            into[key] = value


# MARK: Remedies


def add_rows(world, match, finding):
    world.append(match["file"], filled(match["rows"]))


def make_book(world, match, finding):
    world.write(match["file"], match["header"] + "\n" + filled(match["rows"]) + "\n")


def map_column(world, match, finding):
    world.settings(lambda all: merge(all.setdefault("mappings", {}), members(match["member"])))


def mapped(world, finding, change):
    world.settings(lambda all: change(all["mappings"][finding["file"]]))


def column_of_mapping(world, match, finding):
    mapped(world, finding, lambda mapping: merge(mapping["columns"], members(match["members"])))


def member_of_mapping(world, match, finding):
    mapped(world, finding, lambda mapping: mapping.update(members(match["members"])))


def divide_rows(world, match, finding):
    """Gives the rows of each answer of a column a file and a mapping of their own."""
    rows = list(csv.DictReader(io.StringIO(world.read(finding["file"]))))
    other = finding["file"].replace(".csv", "-2.csv")
    for file, answer in ((finding["file"], "true"), (other, "false")):
        out = io.StringIO()
        writer = csv.DictWriter(out, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for row in rows if row[match["column"]] == answer)
        world.write(file, out.getvalue())

    def divide(all):
        mapping = all["mappings"][finding["file"]]
        all["mappings"][finding["file"]] = {**mapping, match["rule"]: []}
        all["mappings"][other] = {**mapping, match["rule"]: ["cache_read"]}
    world.settings(divide)


def setting(world, match, finding):
    world.settings(lambda all: merge(all, members(filled(match["setting"]))))


UNDISTURBED = re.compile(r"^.*# undisturbed: ", flags=re.S)


def command(world, match, finding):
    typed, now = match["command"].split(), world.command.split()
    if typed[:2] == now[:2] and finding["code"] == "file.open":
        # What was typed, with another workspace.
        world.command = match["command"]
        return
    if match["command"].startswith("ulimit"):
        world.command = match["command"] + "; " + UNDISTURBED.sub("", world.command)
        return
    code, out, errors = world.shell(filled(match["command"]))
    # A check or a run may end with doubts; whatever else ends badly does not work.
    if code and not (code == 2 and re.match("assay (check|run)", match["command"])):
        raise AssertionError(f"{match['command']}: status {code}: {errors}")


def option(world, match, finding):
    words = filled(match["option"])
    world.command = UNDISTURBED.sub("", world.command)
    name = words.split()[0]
    # An option that is typed already takes the new value.
    typed = re.sub(rf" {re.escape(name)}( [^- ][^ ]*)?", "", world.command)
    world.command = typed + " " + words


def wrong_text(finding):
    """The text in a message that is wrong."""
    message = finding["message"]
    for pattern in (r' is "([^"]*)"', r'"([^"]+)"', r" is (\S+?),"):
        found = re.search(pattern, message)
        if found:
            return found[1]
    raise NoText(f"names no text that is wrong: {message}")


def replace_wrong(world, finding, value):
    name, line = finding["file"], finding["line"] or 1
    wrong = wrong_text(finding)
    if wrong in world.command and not os.path.exists(world.path(name)):
        world.command = world.command.replace(wrong, value)
        return

    def change(text):
        column = finding["column"]
        start = len(text.encode()[:column - 1].decode(errors="ignore")) if column else 0
        place = text.lower().find(wrong.lower(), start)
        if place < 0:
            place = text.lower().find(wrong.lower())
        if place < 0:
            raise AssertionError(f"{wrong} does not stand in {text}")
        return text[:place] + value + text[place + len(wrong):]

    world.edit_line(name, line, change)


def did_you_mean(world, match, finding):
    replace_wrong(world, finding, match["name"])


def as_in(world, match, finding):
    example = match["example"]
    if example.startswith('"'):
        example = example.split(", or ")[0]
        world.settings(lambda all: merge(all, members(example)))
        return
    replace_wrong(world, finding, example.split(", or ")[0])


def rename_columns(world, match, finding):
    for found, name in re.findall(r'"([^"]+)" to "([^"]+)"', match["names"]):
        world.edit_line(
            finding["file"], 1,
            lambda text: re.sub(re.escape(found), name, text, count=1, flags=re.I))


def place_of(match, finding):
    return match.groupdict().get("file") or finding["file"], int(match["line"])


def end_row(world, match, finding):
    world.set_cell(*place_of(match, finding), "effective_to", match["day"])


def clear_end(world, match, finding):
    world.set_cell(*place_of(match, finding), "effective_to", "")


def begin_earlier(world, match, finding):
    world.set_cell(*place_of(match, finding), "effective_from", "2000-01-01")


def later_end(world, match, finding):
    world.set_cell(finding["file"], finding["line"], "effective_to", "")


def delete_row(world, match, finding):
    world.edit_line(finding["file"], finding["line"], lambda text: None)


def delete_setting(world, match, finding):
    text = world.read("assay.json")
    lines = text.splitlines(keepends=True)
    lines[finding["line"] - 1] = re.sub(
        r'"[^"]+"\s*:\s*("[^"]*"|\{[^}]*\}|[^,}]*),?', "",
        lines[finding["line"] - 1][finding["column"] - 1:], count=1)
    head = text.splitlines(keepends=True)[finding["line"] - 1][:finding["column"] - 1]
    joined = "".join(
        head + line if number == finding["line"] - 1 else line for number, line in
        enumerate(lines))
    world.write("assay.json", re.sub(r",\s*}", " }", joined))


def delete_twice(world, match, finding):
    column = re.search(r"appears at \d+ and (\d+)", finding["message"])
    if column:
        drop = int(column[1]) - 1
        rows = [next(csv.reader([line.rstrip("\n")])) for line in world.lines(finding["file"])]
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(
            row[:drop] + row[drop + 1:] for row in rows)
        world.write(finding["file"], out.getvalue())
    elif finding["file"] == "assay.json":
        delete_setting(world, match, finding)
    else:
        delete_row(world, match, finding)


def delete_placed(world, match, finding):
    world.edit_line(match["file"], int(match["line"]), lambda text: None)


def raise_line(world, match, finding):
    lines = world.lines(finding["file"])
    header = lines.pop(int(match["line"]) - 1)
    world.write(finding["file"], header + "".join(lines))


def expected_word(world, match, finding):
    column = finding["message"].split()[0]
    first = re.search(r"expected (?:one of )?(\w+)", finding["message"])[1]
    replace_wrong(world, finding, CELLS.get(column, first))


def leave_out_format(world, match, finding):
    world.settings(lambda all: all["formats"].pop(finding["file"]))


def as_book_has_it(world, match, finding):
    book = "prices/p.csv" if match["book"] == "prices/" else match["book"]
    rows = list(csv.DictReader(world.lines(book)))
    replace_wrong(world, finding, rows[0][match["column"]])


def as_ledger_has_it(world, match, finding):
    replace_wrong(world, finding, match["name"])


def look_up(world, match, finding):
    """What only shows something works where it ends well."""
    code, out, errors = world.shell(match["command"])
    if code:
        raise AssertionError(f"{match['command']}: {errors}")


def add_columns(world, match, finding):
    names = re.findall(r'"(\w+)"', finding["message"])
    lines = [line.rstrip("\n") for line in world.lines(finding["file"])]
    world.write(finding["file"], "".join(
        line + "," + (",".join(names) if number == 0 else "," * (len(names) - 1)) + "\n"
        for number, line in enumerate(lines)))


def letter_first(world, match, finding):
    world.command = re.sub(r"'[=+@-]", "'", world.command)


def remove_file(world, match, finding):
    path = world.path(finding["file"])
    os.rename(path, os.path.join(world.folder, "moved-away"))


def fill_cell(world, match, finding):
    column = match["column"]
    world.set_cell(finding["file"], finding["line"], column, CELLS.get(column, "a"))


def clear_cell(world, match, finding):
    world.set_cell(finding["file"], finding["line"], match["column"], "")


def set_cell(world, match, finding):
    world.set_cell(finding["file"], finding["line"], match["column"], filled(match["value"]))


def clean_line(world, match, finding):
    def change(text):
        text = "".join(c for c in text if c >= " " and c not in "\u200b\u3000\x7f")
        return re.sub(r' *([,"\[\]]) *', r"\1", text)

    world.edit_line(finding["file"], finding["line"], change)


def again(world, match, finding):
    """Runs again what was disturbed: what disturbs it is gone."""
    world.command = UNDISTURBED.sub("", world.command)


PLACE = r"(?:line |(?P<file>[\w./-]+):)(?P<line>\d+)"
COMMANDS = r"assay|cp|cat|gzip|iconv|jq|mv|rm|sed|tail|tar|tr|ulimit|unzip|chattr|zcat"

# The words of helps and what they mean; each that a help has is tried on a copy of its own.
REMEDIES = [
    (r"add to (?P<file>[\w./-]+\.csv)(?: with [^:]+)?: (?P<rows>.+?)(?=\n(?:and|then) |$)", add_rows),
    (r"make (?P<file>[\w./-]+) with the header (?P<header>\S+), and add(?: with [^:]+)?: (?P<rows>.+?)(?=\n(?:and|then) |$)",
     make_book),
    (r'map it within the \{ \} of "mappings" in assay\.json: (?P<member>"[^"]*": "[^"]*")',
     map_column),
    (r'write (?P<members>"[^;]*?") within "columns" of its mapping(?:$|;|, in place)', column_of_mapping),
    (r'does not count all tokens: (?P<setting>"mappings": .*)', setting),
    (r'divide the file by "(?P<column>[^"]+)" into two, each with a mapping whose "(?P<rule>\w+)"', divide_rows),
    (r'write beside "columns" of its mapping: (?P<members>"\w+": [^;]*)', member_of_mapping),
    (r"(?:write|add to its|add|say which|state|put)[^:]* (?:in|to) assay\.json: (?P<setting>[\"{].*)",
     setting),
    (r'if no price depends on it: (?P<setting>"mappings": .*)', setting),
    (r"list the pending rows: (?P<command>assay .*)", look_up),
    (rf"(?:^|(?<!pending rows): |\()(?P<command>(?:{COMMANDS}) [^\n]*?)(?:\)(?=, or )|$)", command),
    (r"(?:: )(?P<option>--[a-z][^;,]*)(?:[;,]|$)", option),
    (r'did you mean "(?P<name>[^"]+)"\?', did_you_mean),
    (r"as in: (?P<example>[^;]+?)(?:; .*)?$", as_in),
    (r'rename (?:the column|in line 1:) (?P<names>"[^"]+" to "[^"]+".*)', rename_columns),
    (rf"\bend {PLACE} at (?P<day>[0-9TZ:-]+)", end_row),
    (rf"clear the effective_to of {PLACE}", clear_end),
    (rf"{PLACE} ended at [^;]+; clear its effective_to", clear_end),
    (rf"give {PLACE} an earlier effective_from", begin_earlier),
    (r"give it a later effective_to", later_end),
    (r"delete the row", delete_row),
    (r"delete one of the two(?! to silence)", delete_twice),
    (rf"delete one of these rows[^:]*: {PLACE}", delete_placed),
    (r"delete this row", delete_row),
    (r"add the columns to the header, and a comma for each to every row", add_columns),
    (r"move line (?P<line>\d+) above all others", raise_line),
    (r"write one of the expected words", expected_word),
    (r'remove the file from "formats" in assay.json', leave_out_format),
    (r"spell the (?P<column>tier|model|provider) as in (?P<book>[\w./-]+)", as_book_has_it),
    (r"(?:use the ledger's spelling|write the ledger's tier): (?P<name>\S+)", as_ledger_has_it),
    (r"delete the older of the exports|move it out of", remove_file),
    (r"move it away(?!:)(?! if)|delete it\b|or delete it$", remove_file),
    (r"delete one of the (?:two|exports) to silence this", remove_file),
    (r"fill in the (?P<column>\w+\b)(?! and export)", fill_cell),
    (r"clear the (?P<column>(?!effective)\w+),", clear_cell),
    (r"(?:put|write) (?:their name|the name of another person) into (?P<column>\w+)(?:: (?P<value>\w+))?",
     lambda world, match, finding: world.set_cell(
         finding["file"], finding["line"], match["column"], FILLED["NAME"])),
    (r"as in (?P<column>per): (?P<value>\d+)", set_cell),
    (r"delete the (?:space|character)", clean_line),
    (r"begin it with a letter", letter_first),
    (r"^run again when|, then run again$", again),
]


def remedies(help):
    """The remedies that a help names: what to do, and the words it does it by."""
    found = []
    for pattern, action in REMEDIES:
        for match in re.finditer(pattern, help, flags=re.S):
            found.append((action, match))
    return found
