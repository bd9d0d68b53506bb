"""What a comparison prints: a table per ledger, medians of the rounds, ratios of runs of the same round."""
import statistics
import sys


def progress(number, rounds, workspace, contender):
    if sys.stderr.isatty():
        what = f"round {number} of {rounds}" if number else "warming up"
        print(f"\r\033[K{what}: {contender.name} on {workspace.name}", end="", file=sys.stderr, flush=True)


def progress_end():
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def median(rounds, key, figure):
    return statistics.median(getattr(samples[key], figure) for samples in rounds)


def ratio(rounds, upper, lower, figure="wall"):
    """The median of upper / lower, each of one round, so that a slow minute weighs on both."""
    return statistics.median(
        getattr(samples[upper], figure) / max(getattr(samples[lower], figure), 1e-9) for samples in rounds)


def of_workspace(workspace, rounds):
    """One line per contender; the ratios say how many times what `assay run` needs it needs."""
    size = workspace.ledger.stat().st_size
    truth = workspace.truth
    lines = [
        f"{workspace.name}: {workspace.rows:,} rows, {size / 1e6:,.0f} MB; {truth['duplicates']:,} duplicates, "
        f"{truth['cost_mismatches']:,} costs and {truth['credit_mismatches']:,} credits recorded wrong; every answer was right",
        f"  {'':22}{'wall s':>8}{'(min–max)':>15}{'CPU s':>9}{'peak MB':>9}{'rows/s':>13}   times assay run: wall, CPU, peak",
    ]
    names = [name for where, name in rounds[0] if where == workspace.name]
    base = (workspace.name, "assay run")
    for name in names:
        key = (workspace.name, name)
        walls = [samples[key].wall for samples in rounds]
        wall = statistics.median(walls)
        line = (
            f"  {name:22}{wall:8.2f}{f'({min(walls):.2f}–{max(walls):.2f})':>15}{median(rounds, key, 'cpu'):9.2f}"
            f"{median(rounds, key, 'peak') / 1e6:9,.0f}{workspace.rows / wall:13,.0f}")
        if name != "assay run" and base in rounds[0]:
            line += "   " + "".join(f"{ratio(rounds, key, base, figure):8.2f}" for figure in ["wall", "cpu", "peak"])
        lines.append(line)
    return "\n".join(lines) + "\n"
