"""Every command that writes books or makes a workspace, killed at its file calls: the books are old or new, whoever reads
them sees all of one state, and the next command that writes leaves nothing behind."""

import json
import signal

from books import CATALOG
from stops import note
from world import COMPLETE, PREFIX, put, snapshot

AT = ["--at", "2026-09-30T00:00:00Z"]
BY = ["--by", "cfo@example.test"]
# It has the lock and finds nothing to decide on: what was left is swept all the same.
SWEEPER = ["multipliers", "reject", "{place}/ws", "999999", *BY]
CHANGES = {"write", "pwrite", "fsync", "rename", "link", "unlink", "mkdir", "rmdir", "ftruncate"}


class Writer:
    """A command that writes books.

    `books` are what it changes, folders with a slash at the end; `reader` shows what they say; `settled` are the words to
    call it by when its books are new, as to decide twice is another thing; `only` are names in the paths of the calls at
    which it is killed, where all others are those of a run.
    """

    def __init__(self, words, books, reader, settled=SWEEPER, prepare=None, only=()):
        self.words, self.books, self.reader = words, books, reader
        self.settled, self.prepare, self.only = settled, prepare, only

    def is_book(self, name):
        return any(name == b or b.endswith("/") and name.startswith(b) for b in self.books) and not any(
            part.startswith(PREFIX) for part in name.split("/"))

    def of_books(self, snap):
        return {n: v for n, v in snap.items() if self.is_book(n) and v != ("folder",)}


def make_export(place):
    put(place / "new/ledger/usage.csv", "request_id\n")


LIST = ["multipliers", "list", "{place}/ws"]
PRICES = ["prices", "list", "{place}/ws", "--at", "2026-09-30"]
NEW = ["prices", "list", "{place}/new", "--at", "2026-09-30"]
MULTIPLIERS = ["ws/multipliers.csv"]
WRITERS = {
    "init": Writer(["init", "{place}/new"], ["new/"], NEW),
    "init far": Writer(["init", "{place}/new/far/away"], ["new/"],
                       ["prices", "list", "{place}/new/far/away", "--at", "2026-09-30"]),
    "init empty": Writer(["init", "{place}/new"], ["new/"], NEW,
                         prepare=lambda place: (place / "new").mkdir()),
    "init within": Writer(["init", "{place}/new"], ["new/"], NEW, ["init", "{place}/new"], make_export),
    "import": Writer(["prices", "import", "{place}/ws", "{place}/catalog.json", "--as-of", "2026-09-01"],
                     ["ws/aliases.csv", "ws/derivations.csv", "ws/price-sources.csv", "ws/prices/"], PRICES),
    "approve": Writer(["multipliers", "approve", "{place}/ws", "8", *BY, *AT], MULTIPLIERS, LIST),
    "reject": Writer(["multipliers", "reject", "{place}/ws", "8", *BY, *AT], MULTIPLIERS, LIST),
    "propose": Writer(["simulate", "{place}/ws", "--set", "tier:pro=1.9", "--save-as-proposal", *BY,
                       "--reason", "trial", "--quiet", "--output", "{place}/trial"],
                      MULTIPLIERS, LIST, only=("multipliers",)),
    "acknowledge": Writer(["watch", "{place}/ws", "--acknowledge", "{alert}", "--reason", "in plan", *BY, *AT,
                           "--quiet", "--force"],
                          ["ws/price-acks.csv"], LIST, ["watch", "{place}/ws", "--quiet", "--force"],
                          only=("price-acks",)),
}


def killed(world, faults, pool, names=tuple(WRITERS), step=1, every=False):
    """Kills each command at its calls: all of them, or every `step`-th of those that change something."""
    for name in names:
        writer = WRITERS[name]
        place = fresh(world, writer, "writers")
        alert = first_alert(world, place) if "{alert}" in writer.words else ""
        old, before = snapshot(place), said(world, writer, place)
        ended = world.lab.run(typed(writer.words, place, alert), deed="count", under=str(place),
                              log=place.parent / "writers.log")
        new, after = snapshot(place), said(world, writer, place)
        if ended.status not in (0, COMPLETE) or writer.of_books(old) == writer.of_books(new):
            raise SystemExit(f"{name} ends with {ended.status}: {ended.err}")
        calls = [tuple(line.split(" ", 2)[1:]) for line in ended.log]
        work = list(moments(calls, writer, step, every))

        def one(worker, job):
            at, deed = job
            place = fresh(world, writer, worker)
            ended = world.lab.run(typed(writer.words, place, alert), deed=deed, at=at, under=str(place),
                                  log=place.parent / f"{worker}.log")
            told = f"{name}: {deed} call {at}, {ended.call}: {ended.err.strip()[-160:]}"
            wrong = []
            if ended.call and ended.status != -signal.SIGKILL:
                wrong.append(f"was not killed but ended with {ended.status}")
            wrong += torn(writer, snapshot(place), old, new)
            is_new = writer.of_books(snapshot(place)) == writer.of_books(new)
            says = said(world, writer, place)
            if says not in (before, after):
                wrong.append(f"a reader sees neither the old nor the new state: {says[-200:]}")
            is_settled = is_new or says == after and before != after
            wrong += after_next(world, writer, place, alert, is_settled, new)
            note(faults, wrong, f"{name}, {deed}", told.replace(str(place), ""))

        pool(one, work)


def moments(calls, writer, step, every):
    """The calls to be killed at, and how."""
    count = 0
    for at, (name, path) in enumerate(calls, 1):
        if writer.only and not any(word in path for word in writer.only):
            continue
        if every:
            deeds = ["kill-before", "kill-after"]
        elif name in CHANGES:
            count += 1
            if count % step and name != "rename":
                continue
            # A file is empty between its making and its first write.
            deeds = ["kill-before", "kill-after"] if name == "write" else ["kill-after"]
        else:
            continue
        for deed in deeds + (["kill-middle"] if name in ("write", "pwrite") else []):
            yield at, deed


def torn(writer, snap, old, new):
    """Books that are neither what they were nor what they are to be."""
    wrong = [n for n, v in writer.of_books(snap).items() if v not in (old.get(n), new.get(n))]
    wrong += [n for n in writer.of_books(old) if n not in snap]
    return [f"{n} is neither old nor new" for n in wrong]


def after_next(world, writer, place, alert, is_settled, new):
    """What is wrong after the next command that writes."""
    words = writer.settled if is_settled else writer.words
    if writer.words[0] == "init":
        # A workspace that is there is refused, and needs nothing.
        words = writer.words
    ended = world.lab.run(typed(words, place, alert))
    snap = snapshot(place)
    wrong = [f"{n} was left" for n in snap if any(part.startswith(PREFIX) for part in n.split("/"))]
    if writer.of_books(snap) != writer.of_books(new):
        wrong.append(f"after the next command (it ended with {ended.status}) the books are not the new ones: "
                     f"{ended.err.strip()[-200:]}")
    return wrong


def fresh(world, writer, worker):
    place = world.fresh(worker)
    put(place / "catalog.json", CATALOG)
    if writer.prepare:
        writer.prepare(place)
    return place


def typed(words, place, alert):
    return [word.replace("{place}", str(place)).replace("{alert}", alert) for word in words]


def said(world, writer, place):
    """What the reader shows of the books, whatever else it says."""
    ended = world.lab.run(typed(writer.reader, place, ""))
    return f"{ended.status}: {ended.out}".replace(str(place), "")


def first_alert(world, place):
    ended = world.lab.run(["watch", place / "ws", "--json", "--output", place / "alerts"])
    return json.loads(ended.out)["price_watch"][0]["id"]
