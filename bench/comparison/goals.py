"""The goals of docs/PERFORMANCE.md that the measured runs can tell, each with its figure and whether it holds."""
from .tables import median, ratio

RUN, CHECK, SINGLE, MEMCHR, INFLATE = "assay run", "assay check", "assay check, 1 thread", "memchr", "inflate"
PERIODS = ["assay run, a month", "assay run, all days"]
COMPARED = "assay run, a month compared"
DUCKDB = ["duckdb", "duckdb histories"]
"""Two ways to write the same job."""


def figures(rounds, workspaces, stated):
    """Tuples of what, the figure, the goal, and 1 where more is better, -1 where less is."""
    measured = rounds[0]

    def have(*keys):
        return all(key in measured for key in keys)

    for workspace in workspaces:
        name = workspace.name
        run, check, single, scan = ((name, who) for who in [RUN, CHECK, SINGLE, MEMCHR])
        is_large = name == "ordered" and workspace.rows >= 10_000_000
        for who in DUCKDB if name in ("ordered", "shuffled") else []:
            duckdb = (name, who)
            if not have(run, duckdb):
                continue
            yield f"{name}: wall of {who} over that of a run", ratio(rounds, duckdb, run), 5 if is_large else 3, 1
            if is_large:
                yield f"{name}: CPU of {who} over that of a run", ratio(rounds, duckdb, run, "cpu"), 4, 1
                yield f"{name}: peak of {who} over that of a run", ratio(rounds, duckdb, run, "peak"), 5, 1
        for who in PERIODS if name == "ordered" else []:
            if have(run, (name, who)):
                yield f"{name}: CPU of {who}, over that of a run", ratio(rounds, (name, who), run, "cpu"), 1.05, -1
        month, compared = (name, PERIODS[0]), (name, COMPARED)
        if name == "ordered" and have(month, compared):
            # What is made once, for each account and model, weighs more in a small ledger.
            goal = 1.8 if workspace.rows >= 1_000_000 else 2.2
            yield f"{name}: CPU of a month compared, over alone", ratio(rounds, compared, month, "cpu"), goal, -1
        if name == "ordered" and have(check, scan):
            yield f"{name}: wall of check over memchr", ratio(rounds, check, scan), 10, -1
        if name == "ordered" and have(check, single):
            yield f"{name}: wall of check, 1 thread over {stated.threads}", ratio(rounds, single, check), 1.6, 1
        inflate = (name, INFLATE)
        for who in [RUN, CHECK]:
            plain = ("ordered", who)
            if not have(plain, (name, who)):
                continue
            if name == "quoted":
                yield f"CPU of {who}, quoted over plain", ratio(rounds, (name, who), plain, "cpu"), 1.8, -1
            if name == "mismatches":
                yield f"CPU of {who}, twice the mismatches", ratio(rounds, (name, who), plain, "cpu"), 1.05, -1
            if name == "gzip" and have(inflate):
                larger = max(plain, inflate, key=lambda key: median(rounds, key, "wall"))
                yield f"wall of {who}, gzip over {'inflating' if larger == inflate else 'plain'}", ratio(
                    rounds, (name, who), larger), 1.3, -1


def text(rounds, workspaces, stated):
    lines = ["goals (median of the ratios of each round)"]
    for what, figure, goal, sign in figures(rounds, workspaces, stated):
        verdict = "holds" if figure * sign >= goal * sign else "not yet"
        lines.append(f"  {what:54}{figure:8.2f}   {'at least' if sign > 0 else 'at most':8} {goal:<5} {verdict}")
    return "\n".join(lines) + "\n"
