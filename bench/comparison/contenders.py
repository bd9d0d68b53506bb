"""Who takes part, how each is called, and what its answer must be."""
import dataclasses
import json
import shutil
import sys
import typing

from . import measuring


@dataclasses.dataclass(frozen=True)
class Contender:
    name: str
    command: typing.Callable
    """From a workspace to the words of the command."""
    answer: typing.Callable
    """From a workspace and what was printed to a part of the truth."""
    expected: typing.Callable = lambda workspace: workspace.truth
    takes: typing.Callable = lambda workspace: True
    environment: typing.Optional[dict] = None

    def measure(self, workspace):
        """Runs once; an answer that is not the truth ends the comparison, for its time means nothing."""
        sample, text = measuring.run(self.command(workspace), environment=self.environment)
        found, truth = self.answer(workspace, text), self.expected(workspace)
        wrong = {key: (found[key], truth[key]) for key in found if found[key] != truth[key]}
        if wrong:
            lines = "\n".join(f"  {key}: {ours}, but the truth is {right}" for key, (ours, right) in wrong.items())
            sys.exit(f"\nbench: {self.name} on {workspace.name} is wrong, so nothing is compared:\n{lines}")
        return sample


def integer(text, decimals):
    """A decimal text in units of its last decimal; more decimals than that are an error."""
    whole, _, fraction = text.partition(".")
    if len(fraction) > decimals:
        raise ValueError(f"{text} has more than {decimals} decimals")
    return int(whole + fraction.ljust(decimals, "0"))


def of_run(_, text):
    summary = json.loads(text)["summary"]
    return {
        "rows": int(summary["rows_read"]), "duplicates": int(summary["rows_duplicate"]),
        "cost_atto": integer(summary["vendor_cost_usd"], 18), "credit_tenths": integer(summary["credits"], 1),
        "cost_mismatches": int(summary["cost_mismatched"]) + int(summary["cost_rounding"]),
        "credit_mismatches": int(summary["credits_mismatched"])}


def of_month(_, text):
    """What a run of some days has to say of all rows: how many there are."""
    return {"rows": int(json.loads(text)["summary"]["rows_read"])}


def of_check(_, text):
    rows = json.loads(text)["rows"]
    return {"rows": int(rows["read"]), "duplicates": int(rows["duplicate"])}


def of_memchr(workspace, text):
    return {} if workspace.is_gzip else {"rows": json.loads(text)["lines"] - 1}


class Contenders:
    """Assay's commands, its peers and the limits of the machine, all with the stated number of threads."""

    def __init__(self, tools, stated):
        self.output = stated.folder / "outputs"
        self.output.mkdir(parents=True, exist_ok=True)
        threads = str(stated.threads)

        def check(count):
            return lambda w: [tools.assay, "check", w.path, "--json", "--no-progress", "--threads", count]

        def run(name, answer, *days):
            return Contender(
                name,
                lambda w: [tools.assay, "run", w.path, "--json", "--no-progress", "--threads", threads, "--output",
                           self.output / f"assay-{w.name}", *days],
                answer)

        def peer(name, *way):
            facts = self.output / ("-".join([name, *way]) + ".csv")
            return Contender(
                " ".join([name, *way]), lambda w: [tools.python, tools.jobs / f"{name}_job.py", w.path, w.ledger, facts, threads, *way],
                lambda _, text: json.loads(text))

        self.all = [
            run("assay run", of_run),
            # An open period is compared with none.
            run("assay run, a month", of_month, "--from", "2026-09-01"),
            run("assay run, a month compared", of_month, "--period", "2026-09"),
            run("assay run, all days", of_run, "--from", "2026-07-01", "--to", "2026-12-31"),
            Contender("assay check", check(threads), of_check),
        ]
        if stated.threads > 1:
            self.all.append(Contender("assay check, 1 thread", check("1"), of_check))
        for name in tools.peers:
            self.all.append(peer(name))
            if name == "duckdb":
                self.all.append(peer(name, "histories"))
        self.all += [
            Contender("memchr", lambda w: [tools.limit, "memchr", w.ledger, threads], of_memchr),
            Contender(
                "inflate", lambda w: [tools.limit, "inflate", w.ledger], lambda *_: {}, takes=lambda workspace: workspace.is_gzip),
        ]

    def chosen(self, names):
        known = [contender.name for contender in self.all]
        unknown = set(names) - set(known)
        if unknown:
            sys.exit(f"bench: unknown contender {', '.join(sorted(unknown))}; known are {', '.join(known)}")
        return [contender for contender in self.all if not names or contender.name in names]

    def clean(self):
        shutil.rmtree(self.output, ignore_errors=True)
