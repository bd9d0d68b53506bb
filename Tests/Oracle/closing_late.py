"""What becomes known after a month was closed, by cause, and the folders in which it is known step by step."""
import datetime
import pathlib
import shutil

from closing_runs import DERIVED
from closing_world import COLUMNS, EVENT, MODELS, MULTIPLIER, PLAN, PRICE, header, lines, packed, stamp

# In the order in which the contract adds them, with the files that each of them changes.
CAUSES = ["late_usage", "late_bill", "changed_usage", "late_credit_event", "price_correction", "multiplier_change", "plan_change",
          "other_book", "settings", "program", "restated"]
STEPS = ["late_usage", "late_bill", "late_credit_event", "price_correction", "multiplier_change", "plan_change", "other_book", "settings"]
FOLDERS = {"ledger": "late_usage", "bills": "late_bill", "credits": "late_credit_event", "prices": "price_correction"}
FILES = {"multipliers.csv": "multiplier_change", "plans.csv": "plan_change", "assay.json": "settings",
         # As docs/CLOSING.md has it: books that decide the price of a request.
         **dict.fromkeys(["aliases.csv", "derivations.csv", "models.csv", "price-sources.csv", "fx.csv"], "price_correction")}


def cause_of(path):
    """The cause that a changed file has; none for a file that no run reads."""
    top = path.split("/")[0]
    if top in (*DERIVED, "closes", "closes.csv", "signers", "key", ".gitattributes"):
        return None
    return FOLDERS.get(top) or FILES.get(path) or ("other_book" if path.endswith(".csv") else None)


class Late:
    """Adds knowledge about a closed month to a workspace. `learned`: {cause: (rows, first file, first line)} of that month."""

    def __init__(self, world, folder, month, days=4):
        self.world, self.folder, self.month, self.days = world, folder, month, days
        self.pick, self.chance = world.pick, world.chance
        self.learned = {}

    def add(self, cause):
        getattr(self, cause)()

    def event_recorded_later(self):
        """An event that states when it was recorded."""
        self.late_credit_event(recorded=True)

    def recorded(self):
        return self.world.later(self.month, self.days)

    def middle(self):
        """A moment within the closed month."""
        return stamp(self.world.starts[self.month] + datetime.timedelta(minutes=self.world.dice.randrange(3 * 1440, 20 * 1440)))

    def count(self, path):
        path = pathlib.Path(self.folder, path)
        return path.read_bytes().count(b"\n") if path.exists() else 1

    def book(self, cause, path, columns, row):
        self.learned[cause_of(path)] = 1, path, self.count(path) + 1
        self.world.add(self.folder, path, columns, [row])

    def late_usage(self):
        world, number = self.world, self.world.number
        rows = [world.row(self.month) for _ in range(world.dice.randint(1, 6))]
        way = self.pick(["append", "append", "new", "packed", "member"])
        packed_file = f"ledger/{world.months[0]}/usage.csv.gz"
        if way == "append" or way == "member" and not pathlib.Path(self.folder, packed_file).exists():
            path, line = "ledger/gateway.csv", self.count("ledger/gateway.csv") + 1
            world.add(self.folder, path, COLUMNS, rows)
        elif way == "member":                   # a second member of a gzip file: its first bytes are those of before
            path, line = packed_file, None
            with open(pathlib.Path(self.folder, path), "ab") as file:
                file.write(packed(lines(COLUMNS, rows)))
        else:
            path, line = f"ledger/late/{number}.csv" + (".gz" if way == "packed" else ""), 2
            data = header(COLUMNS) + lines(COLUMNS, rows)
            world.put(self.folder, path, packed(data) if way == "packed" else data)
        self.learned["late_usage"] = len(rows), path, line
        return rows

    def late_bill(self):
        path = f"bills/late-{self.world.number}.json"
        self.world.put(self.folder, path, self.world.bill(self.month, 77, (13,)))
        self.learned["late_bill"] = 1, path, None

    def late_credit_event(self, recorded=False):
        world, months = self.world, self.world.months
        start, made, tag = world.starts[self.month], [], f"late{world.number}{self.days}{self.month}"
        at = lambda: stamp(start + datetime.timedelta(hours=world.dice.randrange(40, 600)))
        for kind in world.dice.sample(["deduct", "grant", "grant", "adjust"], 2):
            account = f"a{world.dice.randrange(6)}"
            row = dict(event_id=tag + kind + str(len(made)), at=at(), account_id=account, kind=kind)
            made.append({**row, **{
                "deduct": dict(credits="7.3", request_id=f"x{tag}"),
                "grant": dict(credits="55", source="topup", paid_usd="4.4", payment_id=tag + str(len(made)),
                              expires_at=stamp(world.ends[self.month])),
                "adjust": dict(credits="-1.5", reason="late, agreed", actor="ann")}[kind]})
        path = f"credits/events-{months[self.month]}.csv" if self.chance(0.5) and not recorded else f"credits/{tag}.csv"
        self.learned["late_credit_event"] = len(made), path, self.count(path) + 1
        if recorded:
            made = [dict(row, recorded_at=self.recorded()) for row in made]
        world.add(self.folder, path, EVENT + ["recorded_at"] * recorded, made)

    def price_correction(self):
        """Prices of all classes of a model: one corrected from its start, or a change that was announced too late."""
        provider, model = self.pick(MODELS)
        start = self.pick(["2025-01-01", self.middle()])
        path = "prices/vendors.csv"
        first, recorded = self.count(path) + 1, self.recorded()
        self.world.add(self.folder, path, PRICE, [
            dict(provider=provider, model=model, unit_class=unit, price_usd=self.world.price(), effective_from=start, recorded_at=recorded,
                 source="vendor, page") for unit in ("input", "output")])
        self.learned["price_correction"] = 2, path, first

    def multiplier_change(self):
        key = self.pick([dict(level="default", multiplier="1.7"), dict(level="tier", tier="team", multiplier="0.9"),
                         dict(level="model", model="gpt-5-mini", multiplier="3")])
        self.book("multiplier_change", "multipliers.csv", MULTIPLIER, dict(
            key, effective_from=self.middle(), status="approved", requested_by="ann", approved_by="bob", approved_at=self.recorded(),
            reason="late", recorded_at=self.recorded()))

    def plan_change(self):
        tier = self.pick(["pro", "team", "free"])
        self.book("plan_change", "plans.csv", PLAN, dict(
            tier=tier, is_free="false" if tier == "free" else "true", monthly_price_usd="5", target_margin_percent="20",
            effective_from=self.middle(), recorded_at=self.recorded()))

    def other_book(self):
        """Accounts, or a book that decides prices."""
        if self.world.has_blank_tiers and self.chance(0.5):
            self.book("other_book", "accounts.csv", ["account_id", "plan", "effective_from"], dict(
                account_id=f"a{self.world.dice.randrange(6)}", plan=self.pick(["free", "pro", "team"]), effective_from=self.middle()))
            return
        if self.chance(0.6):                    # another price, of another model
            self.book("other_book", "aliases.csv", ["provider", "alias", "model", "effective_from"], dict(
                provider="openai", alias="gpt-5.6-luna", model="gpt-5-mini", effective_from=self.middle()))
            return
        provider, model = self.pick(MODELS)
        self.book("other_book", "models.csv", ["provider", "model", "class", "effective_from"], dict(
            provider=provider, model=model, **{"class": self.pick(["free", "premium"])}, effective_from=self.middle()))

    def settings(self):
        markup = {"free": "1", "budget": "9", "standard": "20", "premium": "30"}
        changes = self.pick([{"credit_value_usd": "0.02"}, {"default_multiplier": "1.9", "credit_value_usd": "0.004"},
                             {"charge": ["completed"]}, {"byok_markup_percent": markup, "credit_value_usd": "0.03"}])
        self.world.settings(self.folder, **changes)


def plain(source, target):
    """A copy of what a workspace reads, without what runs and closes wrote."""
    shutil.copytree(source, target, ignore=lambda place, names: [
        name for name in names if place == str(source) and (name in DERIVED or name in ("closes", "closes.csv", "signers", "key"))])
    return target


def differing(before, now):
    """{cause: the paths that differ between two workspaces}, in the order of the causes."""
    files = lambda folder: {str(path.relative_to(folder)): path for path in pathlib.Path(folder).rglob("*") if path.is_file()}
    one, other = files(before), files(now)
    found = {}
    for path in sorted(one.keys() | other.keys()):
        cause = cause_of(path)
        if cause and (path not in one or path not in other or one[path].read_bytes() != other[path].read_bytes()):
            found.setdefault(cause, []).append(path)
    return {cause: found[cause] for cause in STEPS if cause in found}


def take(paths, now, folder):
    """Gives a folder the files of another one."""
    for path in paths:
        source, target = pathlib.Path(now, path), pathlib.Path(folder, path)
        if source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        else:
            target.unlink(missing_ok=True)
