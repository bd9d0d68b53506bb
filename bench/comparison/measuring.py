"""Runs a program once and says what the system accounts to it, and what machine this is."""
import dataclasses
import os
import statistics
import subprocess
import sys
import tempfile
import time


@dataclasses.dataclass(frozen=True)
class Sample:
    """One run of a program, as a whole process."""
    wall: float
    """Seconds from start to end."""
    cpu: float
    """Seconds of processor, user and system, of all its threads."""
    peak: int
    """The most memory that was resident at a time, in bytes; mapped pages of files count."""


def run(command, accepted=(0,), environment=None):
    """Returns what a run cost and what it said on standard output; ends the comparison if it fails."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as messages:
        started = time.monotonic()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=said, stderr=messages, env={**os.environ, **(environment or {})})
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in accepted:
            messages.seek(0)
            sys.exit(
                f"bench: {' '.join(map(str, command))} ended with {process.returncode}:\n"
                + messages.read().decode(errors="replace")[-2000:])
        said.seek(0)
        return Sample(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024), said.read().decode()


def median_wall(command, times):
    """Seconds that a command takes, in the middle of so many runs."""
    return statistics.median(run(command)[0].wall for _ in range(times))


def load():
    """How many processes wanted a processor in the last 1, 5 and 15 minutes."""
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def machine_line():
    """Processors, memory, load and date."""
    model = "unknown processor"
    with open("/proc/cpuinfo") as lines:
        for line in lines:
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    count = len(os.sched_getaffinity(0))
    return f"{time.strftime('%Y-%m-%d')}  {count} processors ({model}), {memory:.0f} GiB of memory, load {load()}"
