"""Writes rows of events as files: CSV with any delimiter, JSON lines, a mapped export, each also compressed."""
import csv
import gzip
import io
import json
import os
import re
from fractions import Fraction

import oracle
from credit_read import AMOUNTS, COLUMNS

FORMS = ["csv", "csv", "csv", "tsv", "semicolon", "jsonl", "ndjson", "mapped"]
MAPPED = {"event_id": "Nr", "at": ["Tag", "Zeit"], "account_id": "Konto", "kind": "Art", "credits": "Menge"}
KINDS = {"deduct": "Verbrauch", "refund": "Gutschrift"}


def write_rows(folder, rows, draw, plain=False):
    """`rows`: (path without suffix, row) in order. Returns the mappings for assay.json."""
    files, mappings = {}, {}
    for path, row in rows:
        files.setdefault(path, []).append(row)
    for path, found in sorted(files.items()):
        form = "csv" if plain else draw.choice(FORMS)
        if form == "mapped" and any(row.get("currency") or "e" in row.get("credits", "") for row in found):
            form = "csv"                        # a mapping has no currency, and reads exponents
        name, text, columns = written(path, found, form, draw)
        if form == "mapped":
            mappings[name] = mapping(columns)
        data = text.encode("utf-8", "surrogateescape")
        if not plain and draw.random() < 0.2:
            name, data = name + ".gz", gzip.compress(data, mtime=0)
            if form == "mapped":
                mappings = {key if key != name[:-3] else name: value for key, value in mappings.items()}
        os.makedirs(os.path.dirname(f"{folder}/{name}"), exist_ok=True)
        with open(f"{folder}/{name}", "wb") as file:
            file.write(data)
    return mappings


def quoted(cells):
    """One line of a CSV."""
    return ",".join('"' + text.replace('"', '""') + '"' if set(text) & set(',"\r\n') else text for text in cells) + "\n"


def written(path, rows, form, draw):
    """(name, text, columns) of one file."""
    used = [column for column in COLUMNS if any(row.get(column) for row in rows) or column in COLUMNS[:6]]
    if form in ("jsonl", "ndjson"):
        end = draw.choice(["\n", "\r\n"])
        text = "".join(json_line(row, draw) + end for row in rows)
        return f"{path}.{form}", text if draw.random() < 0.7 else text[:-len(end)], []
    if form == "mapped":
        rows, used = [foreign(row) for row in rows], ["Nr", "Tag", "Zeit", "Konto", "Art", "Menge", *used[6:], "user_id"]
    columns = draw.sample(used, len(used)) + draw.choice([[], ["a column of theirs"]])
    file = io.StringIO(newline="")
    mark = {"tsv": "\t", "semicolon": ";"}.get(form, ",")
    writer = csv.writer(file, delimiter=mark, lineterminator=draw.choice(["\n", "\r\n"]), quoting=draw.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return f"{path}.{'tsv' if form == 'tsv' else 'csv'}", file.getvalue(), columns


def json_line(row, draw):
    """Amounts as numbers or as texts; a count as a number; a blank is left out or null."""
    parts = []
    for column in draw.sample(sorted(row), len(row)):
        text = row[column]
        if column not in COLUMNS or text == "" and draw.random() < 0.7:
            continue
        number = column == "priority" or column in AMOUNTS and draw.random() < 0.5
        fits = all(character in "0123456789.-" for character in text) and text and not (text[0] == "0" and len(text) > 1 and text[1] != ".")
        value = "null" if text == "" else text if number and fits else json.dumps(text, ensure_ascii=draw.random() < 0.5)
        parts.append(f"{json.dumps(column)}: {value}")
    return "{" + ", ".join(parts) + "}"


def mapping(names):
    columns = {**MAPPED, **{name: name for name in COLUMNS if name in names and name != "currency"}}
    return {"columns": columns, "values": {"kind": {text: kind for kind, text in KINDS.items()}}, "units": {"credits": "hundreds"},
            "time_format": "rfc3339", "blanks": ["-"]}


def foreign(row):
    """A row as the mapping reads it. Day and clock are joined by a blank, which RFC 3339 allows in place of T."""
    day, clock = (re.split("[Tt ]", row["at"], maxsplit=1) + [""])[:2]
    credits = row.get("credits", "")
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", credits):
        credits = oracle.decimal_text(Fraction(credits) / 100)
    return {**row, "Nr": row["event_id"], "Tag": day, "Zeit": clock, "Konto": row["account_id"],
            "Art": KINDS.get(row["kind"], row["kind"]), "Menge": credits}
