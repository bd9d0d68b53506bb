"""Runs in tasks on Spark, with faults, against `assay run`: spark.py PROGRAM"""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import pyspark

import cluster
import ledger

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "distributed/spark/assay_spark.py"
SLICE_BYTES = "4000000"
LONGEST = 300
# Nothing but the event log is written, and no other machine is asked.
QUIET = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.eventLog.enabled": "true",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.compress": "false",
}
# Spark soon starts a second attempt beside one that takes longer than half of the tasks did.
EAGER = {
    "spark.speculation": "true",
    "spark.speculation.interval": "100ms",
    "spark.speculation.multiplier": "1.1",
    "spark.speculation.quantile": "0.5",
}


class Spark:
    """A folder that looks like the Spark of PySpark, so that its logs do not land in the installed one."""

    def __init__(self, folder):
        self.home = folder / "spark"
        self.home.mkdir()
        for entry in pathlib.Path(pyspark.__file__).parent.iterdir():
            (self.home / entry.name).symlink_to(entry)
        self.environment = dict(os.environ, SPARK_HOME=str(self.home), SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)

    def settings(self, log, more):
        log.mkdir(exist_ok=True)
        settings = {**QUIET, "spark.eventLog.dir": log.as_uri(), **more}
        return [word for name, value in settings.items() for word in ("--conf", f"{name}={value}")]

    def python(self, words, log, folder):
        """Starts a script as any other, with Python."""
        arguments = " ".join([*self.settings(log, {}), "pyspark-shell"])
        return run([sys.executable, *words], folder, dict(self.environment, PYSPARK_SUBMIT_ARGS=arguments))

    def submit(self, words, log, folder, settings):
        """Starts a script with spark-submit."""
        return run([self.home / "bin/spark-submit", *self.settings(log, settings), *words], folder, self.environment)


def run(words, folder, environment=None):
    process = subprocess.Popen(
        words, cwd=folder, env=environment, text=True, errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, start_new_session=True)
    try:
        output, errors = process.communicate(timeout=LONGEST)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        output, errors = process.communicate()
        errors += f"\nended after {LONGEST} s"
    return subprocess.CompletedProcess(words, process.returncode, output, errors)


class Events:
    """The events of one application of Spark."""

    def __init__(self, log):
        lines = [line for path in log.iterdir() for line in path.read_text().splitlines()]
        self.all = [json.loads(line) for line in lines]

    def named(self, name):
        return [event for event in self.all if event["Event"] == f"SparkListener{name}"]

    def failures(self, reason):
        """The tasks that ended for a reason, each with the number of its stage."""
        return [event for event in self.named("TaskEnd") if event["Task End Reason"]["Reason"] == reason]

    def first_task(self):
        """The instant of the first task, in seconds."""
        return min(event["Task Info"]["Launch Time"] for event in self.named("TaskStart")) / 1000


class Test:
    """The workspace after `assay run`, and copies of it in which the same run is done in tasks."""

    def __init__(self, program, folder):
        self.program, self.folder = program, folder
        self.spark = Spark(folder)
        self.failed = 0
        whole = folder / "whole"
        self.rows = ledger.make(whole / "ws")
        self.fresh = folder / "fresh"
        shutil.copytree(whole / "ws", self.fresh)
        self.whole = run([program, "run", "ws", *ledger.OPTIONS], whole)
        if self.whole.returncode != 2:
            raise SystemExit(f"distributed-test: assay run gave {self.whole.returncode}:\n{self.whole.stderr[-2000:]}")
        self.expected = ledger.contents(whole / "ws")

    def check(self, is_true, text, done=None):
        if not is_true:
            self.failed += 1
            print(f"distributed-test: FAILED: {text}", file=sys.stderr)
            if done:
                print(done.stdout[-1000:], done.stderr[-6000:], sep="\n", file=sys.stderr)

    @contextlib.contextmanager
    def case(self, name, **faults):
        """Plans the run in a new copy, and puts a program with faults beside it."""
        began = time.monotonic()
        case = Case(self, self.folder / name.replace(" ", "-"), faults)
        yield case
        shutil.rmtree(case.folder)
        print(f"distributed-test: {name}, {time.monotonic() - began:.0f} s", flush=True)


class Case:
    def __init__(self, test, folder, faults):
        self.test, self.folder, self.log = test, folder, folder / "log"
        shutil.copytree(test.fresh, folder / "ws")
        self.run = folder / "run"
        self.notes = folder / "notes"
        self.notes.mkdir()
        stated = folder / "faults.json"
        stated.write_text(json.dumps({"program": test.program, "notes": str(self.notes), **faults}))
        self.program = folder / "assay"
        self.program.write_text(f"#!/bin/sh\nexec '{sys.executable}' -B '{ROOT}/Tests/Distributed/fault_proxy.py' '{stated}' \"$@\"\n")
        self.program.chmod(0o755)
        planned = run([test.program, "plan", "ws", "--to", "run", "--slice-bytes", SLICE_BYTES, *ledger.OPTIONS], folder)
        test.check(planned.returncode == 0, "assay plan", planned)

    def happened(self, name):
        self.test.check((self.notes / name).exists(), f"the fault did not happen: {name}")

    def expect_bytes(self, done, is_submitted=False):
        """Status, summary and every file of the workspace are those of `assay run`."""
        test = self.test
        test.check(done.returncode == test.whole.returncode, f"status {done.returncode}", done)
        # spark-submit merges the standard error of a script into its standard output.
        test.check(test.whole.stdout in done.stdout if is_submitted else done.stdout == test.whole.stdout, "the summary differs", done)
        found = ledger.contents(self.folder / "ws")
        names = sorted(name for name in found.keys() | test.expected.keys() if found.get(name) != test.expected.get(name))
        test.check(not names, f"other bytes than assay run: {', '.join(names)}", done)

    def waits(self):
        return (self.run / "tasks").read_text().split()


def partials_spoiled(test):
    """A line, partials, and partials of the stage before are lost; a task fails twice with the messages of its program."""
    around = {
        "1": {"hide": ["map-00001"], "flip": ["map-00002"], "flip_after": ["map-00003"], "remove_after": ["map-00004"]},
        # Accepted: the second call opens the next stage once these are done again.
        "3": {"flip_after": ["map-00005"], "remove_after": ["map-00006"]},
    }
    with test.case("partials corrupted and lost", reduce=around, fail={"map-00001": 2}) as case:
        began = time.time()
        done = test.spark.python([SCRIPT, "run", "--assay", case.program, "--master", "local[2,4]"], case.log, case.folder)
        case.expect_bytes(done)
        events = Events(case.log)
        failures = events.failures("ExceptionFailure")
        test.check(len(failures) == 2, f"{len(failures)} tasks failed, expected 2", done)
        told = json.dumps([event["Task End Reason"] for event in failures])
        test.check("planted: attempt 2 of map-00001 fails" in told, "the reason lacks the messages of the program", done)
        return events.first_task() - began


def hopeless(test):
    """A task that always fails stops the script, and the others stay done; without the fault the same run goes on."""
    with test.case("a task that always fails", fail={"map-00002": 1000}) as case:
        words = [SCRIPT, "run", "--assay", case.program, "--master", "local[2,4]"]
        done = test.spark.python(words, case.log, case.folder)
        test.check(done.returncode == 1, f"status {done.returncode}, expected 1", done)
        test.check("of map-00002 fails" in done.stderr, "the reason is not printed", done)
        test.check("assay_spark: stopped: 3 rounds" in done.stderr, "it does not say why it stopped", done)
        test.check(not (case.folder / "ws/out").exists(), "outputs of a run that is not done", done)
        test.check("map-00002" in case.waits() and "map-00001" not in case.waits(), "the others are not accepted", done)
        # A healthy program of the same bytes.
        words = [SCRIPT, "run", "--assay", test.program, "--master", "local[2,4]"]
        case.expect_bytes(test.spark.python(words, case.folder / "log2", case.folder))


def killed(test):
    """An executor is killed in each stage."""
    with test.case("executors killed", kill=["map-00002", "map2-00003"]) as case:
        words = [SCRIPT, "run", "--assay", case.program, "--master", "local-cluster[2,1,1024]"]
        done = test.spark.python(words, case.log, case.folder)
        case.expect_bytes(done)
        for task in ("map-00002", "map2-00003"):
            case.happened(f"{task}.killed")
        events = Events(case.log)
        lost = [event for event in events.named("ExecutorRemoved") if "137" in event["Removed Reason"]]
        test.check(len(lost) >= 2, f"the event log has {len(lost)} lost executors, expected 2", done)
        stages = {event["Stage ID"] for event in events.failures("ExecutorLostFailure")}
        test.check(len(stages) == 2, f"tasks failed with their executor in {len(stages)} stages of Spark, expected 2", done)


def speculation(test):
    """An attempt hangs, and Spark starts another beside it; the program is shipped to the nodes."""
    slow = ["map-00002", "map2-00004"]
    with test.case("speculation", slow=slow) as case, cluster.of_two_nodes(test.spark.home, test.spark.environment) as url:
        words = ["--master", url, "--files", case.program, SCRIPT, "run", "--assay", case.program.name]
        done = test.spark.submit(words, case.log, case.folder, EAGER)
        case.expect_bytes(done, is_submitted=True)
        starts = [event for event in Events(case.log).named("TaskStart") if event["Task Info"]["Speculative"]]
        test.check(len({event["Stage ID"] for event in starts}) == 2, "no second attempt in each stage", done)
        for task in slow:
            case.happened(f"{task}.2")


def empty_job(test):
    """Returns the seconds from start to the first task of a PySpark job that does nothing."""
    log = test.folder / "empty"
    script = test.folder / "empty.py"
    script.write_text("from pyspark import SparkContext\nwith SparkContext('local[2,4]') as spark: spark.parallelize([0], 1).count()\n")
    began = time.time()
    test.spark.python([script], log, test.folder)
    return Events(log).first_task() - began


def main(program):
    with tempfile.TemporaryDirectory(prefix="assay-spark-") as folder:
        test = Test(program, pathlib.Path(folder).resolve())
        print(f"distributed-test: Spark {pyspark.__version__}, {test.rows:,} rows", flush=True)
        ours, empty = partials_spoiled(test), empty_job(test)
        print(f"distributed-test: start to first task: {ours:.1f} s; of an empty PySpark job: {empty:.1f} s")
        hopeless(test)
        killed(test)
        speculation(test)
        print(f"distributed-test: {'all bytes are those of assay run' if not test.failed else f'{test.failed} checks failed'}")
    return 1 if test.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
