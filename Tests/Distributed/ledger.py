"""A workspace of 200,000 rows, the same bytes every time, whose run in tasks has two stages."""
import gzip
import pathlib
import shutil

QUARTER = pathlib.Path(__file__).resolve().parents[1] / "EndToEnd/Quarter"
COPIES = 10
BAD_ROW = 997
# Only rows in the middle of the file are of September: neither its beginning nor its end says that this is the last month.
OPTIONS = ["--period", "last-month"]


def rows(name):
    """Returns the header and the rows of a month, each ten times, at other instants and under other ids."""
    header, *lines = (QUARTER / "ledger" / name).read_text().splitlines(keepends=True)
    found = []
    for number, line in enumerate(lines):
        request, started, rest = line.split(",", 2)
        for copy in range(COPIES):
            begin = f"{started[:20]}{copy}{started[21:]}"
            text = f"{copy}{request},{begin},{rest}"
            is_bad = (number * COPIES + copy) % BAD_ROW == 0
            found.append(text.replace(",completed,", ",complete?,") if is_bad else text)
    return header, found


def make(workspace):
    """Makes the workspace: July as a gzip file, August and September as a file that begins and ends in August."""
    shutil.copytree(QUARTER, workspace, ignore=shutil.ignore_patterns("out", "assay.db", "ledger"))
    ledger = workspace / "ledger"
    ledger.mkdir()
    header, july = rows("usage-2026-07.csv")
    ledger.joinpath("july.csv.gz").write_bytes(gzip.compress((header + "".join(july)).encode(), mtime=0))
    header, august = rows("usage-2026-08.csv")
    half = len(august) // 2
    turned = august[half:] + rows("usage-2026-09.csv")[1] + august[:half]
    ledger.joinpath("later.csv").write_text(header + "".join(turned))
    return len(july) + len(turned)


def contents(workspace):
    """Returns the bytes of all files of a workspace, by path."""
    return {str(path.relative_to(workspace)): path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
