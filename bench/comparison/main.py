"""The order of a comparison: build, make ledgers, measure in rounds, check every answer, print."""
import argparse
import pathlib

from . import goals, measuring, tables, workspaces
from .contenders import Contenders

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def arguments():
    parser = argparse.ArgumentParser(
        prog="bench/compare", description="Compares Assay's release build with its peers on generated ledgers, same job, same file.")
    parser.add_argument("--rows", type=int, default=200_000, help="rows of each ledger [200000]")
    parser.add_argument(
        "--variants", default="ordered", help=f"some of {','.join(workspaces.VARIANTS)}, or all [ordered]")
    parser.add_argument("--contenders", default="", help="only these, by name [all]")
    parser.add_argument("--peers", default="duckdb,polars", help="programs to compare with [duckdb,polars]")
    parser.add_argument("--rounds", type=int, default=3, help="measured rounds, after one that does not count [3]")
    parser.add_argument("--seed", type=int, default=1, help="of the ledgers [1]")
    parser.add_argument("--threads", type=int, default=2, help="of everyone [2]")
    parser.add_argument("--mismatches", type=int, default=50, help="wrongly recorded requests in 10,000 [50]")
    parser.add_argument("--folder", default=ROOT / ".build/bench", help="for ledgers and outputs [.build/bench]")
    parser.add_argument("--keep", action="store_true", help="keep the outputs of the last round")
    parser.add_argument("--no-warm-up", action="store_true", help="let the first round count")
    stated = parser.parse_args()
    variants = workspaces.VARIANTS if stated.variants == "all" else stated.variants.split(",")
    unknown = set(variants) - set(workspaces.VARIANTS)
    if unknown:
        parser.error(f"unknown variant: {', '.join(sorted(unknown))}")
    if stated.rows < 1 or stated.rounds < 1 or not 1 <= stated.threads <= 64:
        parser.error("rows and rounds are at least 1, threads 1 to 64")
    stated.variants = [name for name in workspaces.VARIANTS if name in variants]
    stated.folder = pathlib.Path(stated.folder).resolve()
    return stated


def run():
    stated = arguments()
    tools = workspaces.build_tools(ROOT, stated.peers.split(",") if stated.peers else [])
    made = [workspaces.make(tools, stated, name) for name in stated.variants]
    contenders = Contenders(tools, stated)
    chosen = contenders.chosen(stated.contenders.split(",") if stated.contenders else [])
    print(measuring.machine_line(), flush=True)
    print(tools.versions + "\n", flush=True)
    rounds = []
    first = 1 if stated.no_warm_up else 0
    for number in range(first, stated.rounds + 1):
        samples = {}
        for workspace in made:
            for contender in chosen:
                if contender.takes(workspace):
                    tables.progress(number, stated.rounds, workspace, contender)
                    samples[workspace.name, contender.name] = contender.measure(workspace)
        if number > 0:
            rounds.append(samples)
    tables.progress_end()
    for workspace in made:
        print(tables.of_workspace(workspace, rounds))
    print(goals.text(rounds, made, stated))
    print(f"start of assay: {measuring.median_wall([tools.assay, '--version'], 21) * 1000:.0f} ms (median of 21; the goal is under 20)")
    print(f"load at the end: {measuring.load()}")
    if not stated.keep:
        contenders.clean()
