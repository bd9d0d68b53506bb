"""Stands for the program of a run in tasks, and plants faults: fault_proxy.py FAULTS map RUN TASK, or reduce RUN.

FAULTS is a JSON file. `program` is the real one, `notes` a folder for what happened so far. By task: `kill` ends the executor
of the first attempt, `fail` is the number of attempts that fail, `slow` lets the first attempt wait for another to finish.
`reduce` has what happens around a call of reduce, by its number: `hide` takes the line of a task away, `flip` and `remove`
change its partials before the call, and `flip_after` and `remove_after` after it.
"""
import json
import os
import pathlib
import signal
import subprocess
import sys
import time

LONGEST_WAIT = 60


def first(notes, name):
    """True for the first caller of that name."""
    try:
        os.close(os.open(notes / name, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def count(notes, name):
    """Returns the number of this call, from 1."""
    number = 1
    while not first(notes, f"{name}.{number}"):
        number += 1
    return number


def kill_executor(notes, task):
    """Kills the executor of Spark among the processes that started this one."""
    process = os.getpid()
    while process > 1:
        process = int(pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])
        if b"CoarseGrainedExecutorBackend" in pathlib.Path(f"/proc/{process}/cmdline").read_bytes():
            os.kill(process, signal.SIGKILL)
            first(notes, f"{task}.killed")
            time.sleep(LONGEST_WAIT)
    sys.exit("planted: no executor was found")


def await_note(notes, name):
    began = time.monotonic()
    while not (notes / name).exists() and time.monotonic() - began < LONGEST_WAIT:
        time.sleep(0.05)


def do_map(faults, notes, run, task):
    attempt = count(notes, task)
    if task in faults.get("kill", []) and attempt == 1:
        kill_executor(notes, task)
    if attempt <= faults.get("fail", {}).get(task, 0):
        sys.exit(f"planted: attempt {attempt} of {task} fails")
    if task in faults.get("slow", []) and attempt == 1:
        await_note(notes, f"{task}.done")
    status = subprocess.run([faults["program"], "map", run, task]).returncode
    first(notes, f"{task}.done")
    return status


def partials(run, task):
    found = sorted(pathlib.Path(run, "parts").glob(f"{task}.*.part"))
    if not found:
        sys.exit(f"planted: no partial of {task} to change")
    return found


def change(run, flipped, removed):
    for path in (path for task in flipped for path in partials(run, task)):
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)
    for path in (path for task in removed for path in partials(run, task)):
        path.unlink()


def do_reduce(faults, notes, run):
    lines = sys.stdin.readlines()
    around = faults.get("reduce", {}).get(str(count(notes, "reduce")), {})
    hidden = [f'"task":"{task}"' for task in around.get("hide", [])]
    lines = [line for line in lines if not any(text in line for text in hidden)]
    change(run, around.get("flip", []), around.get("remove", []))
    status = subprocess.run([faults["program"], "reduce", run], input="".join(lines), text=True).returncode
    change(run, around.get("flip_after", []), around.get("remove_after", []))
    return status


def main():
    faults = json.loads(pathlib.Path(sys.argv[1]).read_text())
    notes = pathlib.Path(faults["notes"])
    if sys.argv[2] == "map":
        return do_map(faults, notes, sys.argv[3], sys.argv[4])
    return do_reduce(faults, notes, sys.argv[3])


sys.exit(main())
