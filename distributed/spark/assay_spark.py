#!/usr/bin/env python3
"""Does the tasks of a run that `assay plan` made on Spark, until the run is done: assay_spark.py RUN

Each line of RUN/tasks is one Spark task: it runs `assay map` on a node. The lines that the tasks print go to `assay reduce` on
the driver, and so on until no task waits. The exit status is that of `assay reduce`; it is 1 after three rounds in which no
task was accepted. Settings of Spark are given to spark-submit: docs/DISTRIBUTED.md.
"""
import argparse
import os
import pathlib
import subprocess
import sys

from pyspark import SparkContext, SparkFiles
from pyspark.accumulators import AccumulatorParam

TASKS_WAIT = 4
MOST_IDLE_ROUNDS = 3


class Lines(AccumulatorParam):
    """The lines of finished tasks. Unlike results, they reach the driver even if another task fails and ends the job."""

    def zero(self, value):
        return []

    def addInPlace(self, lines, more):
        lines += more
        return lines


def command(program):
    """The path of a program that was shipped with --files or --archives; else the name, a path or one in PATH."""
    shipped = SparkFiles.get(program)
    return shipped if os.path.isfile(shipped) else program


def run_task(program, run, task, lines):
    """Does one task on a node; a failure has the messages of `assay map`, and Spark tries the task again."""
    done = subprocess.run([command(program), "map", run, task], stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode != 0:
        raise RuntimeError(f"assay map {run} {task}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    lines += [done.stdout]


def finished_lines(spark, program, run, tasks):
    """Does a round of tasks, and returns the lines of those that finished, also if others failed as often as Spark allows."""
    lines = spark.accumulator([], Lines())
    try:
        spark.parallelize(tasks, len(tasks)).foreach(lambda task: run_task(program, run, task, lines))
    except Exception as fault:
        reason = str(getattr(fault, "java_exception", fault)).partition("Driver stacktrace:")[0]
        print(f"assay_spark: tasks failed: {reason.strip()}", file=sys.stderr)
    return b"".join(lines.value)


def waiting(run):
    return pathlib.Path(run, "tasks").read_text().split()


def rounds(spark, program, run):
    """Does rounds of tasks and `assay reduce`; returns the exit status."""
    idle = 0
    tasks = waiting(run)
    while True:
        lines = finished_lines(spark, program, run, tasks) if tasks else b""
        status = subprocess.run([command(program), "reduce", run], input=lines).returncode
        if status != TASKS_WAIT:
            return status if status >= 0 else 128 - status
        before, tasks = tasks, waiting(run)
        # The next stage has other names: to open it is progress too.
        idle = idle + 1 if set(before) <= set(tasks) else 0
        if idle == MOST_IDLE_ROUNDS:
            print(f"assay_spark: stopped: {idle} rounds without a usable partial, tasks in {run}/tasks", file=sys.stderr)
            return 1


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", metavar="RUN", help="the folder that assay plan made, at the same path on all machines")
    parser.add_argument("--assay", metavar="PROGRAM", default="assay", help="a path, or the name of a shipped file [assay]")
    parser.add_argument("--master", metavar="URL", help="the Spark master, as local[8,4] [that of spark-submit, else local[*]]")
    # 2, which argparse would exit with, is of a finished run.
    parser.error = lambda fault: parser.exit(64, f"assay_spark: {fault}\n")
    asked = parser.parse_args()
    run = os.path.abspath(asked.run)
    try:
        waiting(run)
        with SparkContext(asked.master, f"assay {run}") as spark:
            is_path = os.sep in asked.assay and command(asked.assay) == asked.assay
            return rounds(spark, os.path.abspath(asked.assay) if is_path else asked.assay, run)
    except (OSError, RuntimeError) as fault:
        return f"assay_spark: {fault}"


if __name__ == "__main__":
    sys.exit(main())
