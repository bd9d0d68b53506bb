#!/usr/bin/env python3
"""A small random shop over three months, whose files grow as months go by: for closes.

    closing_world.py SEED DIR [MONTHS]

The same seed gives the same bytes. `start` writes the first month and perhaps the beginning of the next; `advance` goes on by
one month: gateway.csv grows, other files are new, and files of next month that no close has read are replaced. Some shops have
a ledger of credits, bills, rows without a plan, rows that are rejected, unpriced or in conflict.
"""
import csv
import datetime
import gzip
import io
import json
import pathlib
import random
import sys
import zoneinfo

from closing_runs import text_line

UTC = datetime.timezone.utc
SPANS = [("UTC", 2026, 6), ("Europe/Berlin", 2026, 9), ("America/New_York", 2026, 1), ("Asia/Kolkata", 2025, 11),
         ("Australia/Lord_Howe", 2026, 3), ("Pacific/Kiritimati", 2025, 12), ("America/St_Johns", 2026, 2)]
MODELS = [("openai", "gpt-5-mini"), ("openai", "gpt-5.6-luna"), ("anthropic", "claude-haiku-4-5"), ("anthropic", "claude-sonnet-4-5"),
          ("alpha, co", "one"), ("alpha, co", "two")]
TIERS = ["free", "pro", "team"]
COLUMNS = ["request_id", "request_started_at", "user_id", "account_id", "tier", "service", "provider", "model", "status", "byok",
           "input_tokens", "cache_read_tokens", "output_tokens", "vendor_cost_usd", "credits_deducted"]
EVENT = ["event_id", "at", "account_id", "kind", "credits", "request_id", "source", "expires_at", "paid_usd", "payment_id", "reason",
         "actor"]
PRICE = ["provider", "model", "unit_class", "price_usd", "per", "effective_from", "recorded_at", "source"]
MULTIPLIER = ["level", "tier", "provider", "model", "multiplier", "effective_from", "status", "requested_by", "approved_by", "approved_at",
              "reason", "recorded_at"]
PLAN = ["tier", "is_free", "monthly_price_usd", "monthly_credits", "target_margin_percent", "effective_from", "recorded_at"]


def stamp(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def instant(text):
    """The moment that a text names; none if it names none."""
    try:
        at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def packed(data):
    return gzip.compress(data, mtime=0)


def lines(columns, rows):
    return "".join(text_line([str(row.get(name, "")) for name in columns]) + "\n" for row in rows).encode()


def header(columns):
    return (",".join(columns) + "\n").encode()


class World:
    """`months`: three of them. `ends`: the instant at which each ends. `decided`: the time of the close of each."""

    def __init__(self, seed, rows=45, has_credits=None, has_bills=None, is_messy=None):
        self.seed, self.count = seed, rows
        self.dice = random.Random(f"closing {seed}")
        self.pick, self.chance = self.dice.choice, lambda p: self.dice.random() < p
        self.zone_name, year, month = SPANS[seed % len(SPANS)]
        self.zone = zoneinfo.ZoneInfo(self.zone_name)
        starts = [datetime.datetime(year + (month - 1 + n) // 12, (month - 1 + n) % 12 + 1, 1, tzinfo=self.zone) for n in range(5)]
        self.starts = [at.astimezone(UTC) for at in starts]
        self.months = [f"{at:%Y-%m}" for at in starts[:4]]
        self.ends = self.starts[1:]
        self.decided = [stamp(at + datetime.timedelta(days=2, hours=9)) for at in self.ends]
        given = lambda value, odds: self.chance(odds) if value is None else value
        self.has_credits, self.has_bills, self.is_messy = given(has_credits, 0.5), given(has_bills, 0.5), given(is_messy, 0.5)
        self.has_blank_tiers = self.chance(0.5)
        self.number, self.stage = 0, -1
        self.last_begun = None                  # the last local day of the next month, if it has begun
        self.events = []                        # of every month, by its number

    # ------------------------------------------------------------------------------------------------ books

    def later(self, month, days=4):
        """A time after the close of a month, and before that of the next."""
        return stamp(self.ends[month] + datetime.timedelta(days=days, minutes=self.dice.randrange(600)))

    def price(self):
        return f"{self.dice.randint(10, 900) / 100:.2f}"

    def books(self):
        prices = [dict(provider=provider, model=model, unit_class=unit, price_usd=self.price(), effective_from="2025-01-01",
                       source="vendor, page") for provider, model in MODELS for unit in ("input", "output", "cache_read")]
        found = {"prices/vendors.csv": (PRICE, prices)}
        if self.chance(0.4):
            found["prices/own.csv"] = (PRICE, [dict(provider="alpha, co", model="three", unit_class="input", price_usd="4",
                                                    effective_from="2025-01-01", recorded_at="2025-01-02")])
        key = dict(effective_from="2025-01-01", status="approved", requested_by="ann", approved_by="bob", approved_at="2024-12-30",
                   reason="launch")
        found["multipliers.csv"] = MULTIPLIER, [
            dict(key, level="default", multiplier=self.pick(["1.4", "2"])), dict(key, level="tier", tier="team", multiplier="1.25")]
        found["plans.csv"] = PLAN, [
            dict(tier="free", is_free="true", monthly_price_usd="0", target_margin_percent="0", effective_from="2025-01-01"),
            *(dict(tier=tier, is_free="false", monthly_price_usd="20", target_margin_percent="30", effective_from="2025-01-01")
              for tier in ("pro", "team"))]
        if self.has_blank_tiers:
            found["accounts.csv"] = ["account_id", "plan", "effective_from"], [
                dict(account_id=f"a{n}", plan=self.pick(TIERS), effective_from="2025-01-01") for n in range(6)]
        if self.chance(0.6):
            found["models.csv"] = ["provider", "model", "class", "effective_from"], [
                dict(provider=provider, model=model, **{"class": self.pick(["budget", "standard", "premium"])}, effective_from="2025-01-01")
                for provider, model in MODELS]
        if self.chance(0.5):
            found["derivations.csv"] = ["provider", "unit_class", "service_tier", "from_unit_class", "factor", "effective_from"], [
                dict(provider="*", unit_class="reasoning", service_tier="standard", from_unit_class="output", factor="1",
                     effective_from="2024-01-01")]
        if self.chance(0.5):
            found["aliases.csv"] = ["provider", "alias", "model", "effective_from"], [
                dict(provider="openai", alias="mini-latest", model="gpt-5-mini", effective_from="2024-01-01")]
        return found

    # ------------------------------------------------------------------------------------------------- rows

    def row(self, month, at=None):
        self.number += 1
        start, end = self.starts[month], self.ends[month]
        at = at or start + datetime.timedelta(milliseconds=self.dice.randrange(int((end - start).total_seconds() * 1000)))
        provider, model = self.pick(MODELS)
        account = self.dice.randrange(6)
        return dict(request_id=f"r{self.number:05d}", request_started_at=stamp(at), user_id=f"u{self.dice.randrange(9)}",
                    account_id=f"a{account}", tier="" if self.has_blank_tiers and self.chance(0.2) else TIERS[account % 3],
                    service=self.pick(["", "chat", "agent"]), provider=provider, model=model,
                    status=self.pick(["", "completed", "completed", "partial", "failed"]), byok="true" if self.chance(0.06) else "",
                    input_tokens=self.dice.randint(1, 90000), output_tokens=self.dice.randint(0, 4000),
                    cache_read_tokens=self.pick(["", self.dice.randint(0, 5000)]), vendor_cost_usd=self.pick(["", "", "0.0125"]),
                    credits_deducted=self.pick(["", "", str(self.dice.randint(1, 90) / 10)]))

    def rows(self, month, count=None):
        """Of one month, with its first and last moment, so that the ledger reaches its end."""
        moment = datetime.timedelta(milliseconds=1)
        rows = [self.row(month) for _ in range(count or self.count)]
        return [self.row(month, self.starts[month]), *rows, self.row(month, self.ends[month] - moment)]

    def mess(self, rows):
        """Rows that are unpriced, in conflict, repeated and rejected."""
        rows[1]["model"] = "no-such-model"
        return [*rows, dict(rows[2], output_tokens=99999), dict(rows[3]), dict(rows[4], request_id=f"bad{self.number}", input_tokens="1e3")]

    def event_rows(self, month, rows):
        """Top-ups, the deductions of most requests, an expiry within the month and a correction."""
        made, start = [], self.starts[month]
        for account in range(6):
            name, days = f"a{account}", datetime.timedelta(days=1 + account)
            made.append(dict(event_id=f"g{month}{account}", at=stamp(start + days / 2), account_id=name, kind="grant",
                             credits=900 + 100 * account, source="topup", paid_usd=self.pick(["9", "12.5", "3.333"]),
                             payment_id=f"p{month}{account}", expires_at=stamp(start + days * 5) if account % 2 else ""))
        for row in rows:
            if self.chance(0.7):
                at = instant(row["request_started_at"]) + datetime.timedelta(microseconds=500)
                made.append(dict(event_id="d" + row["request_id"], at=stamp(at), account_id=row["account_id"], kind="deduct",
                                 credits=self.dice.randint(1, 300) / 10, request_id=row["request_id"]))
        made.append(dict(event_id=f"j{month}", at=stamp(start + datetime.timedelta(days=20)), account_id="a1", kind="adjust", credits="-3",
                         reason="goodwill, taken back", actor="ann"))
        self.events += made
        return sorted(made, key=lambda event: event["at"])

    def bill(self, month, cents, days=(4, 9, 21)):
        """A vendor's daily costs, some of the days of a month."""
        buckets = []
        for day in days:
            start = int((self.starts[month] + datetime.timedelta(days=day)).timestamp()) // 86400 * 86400
            buckets.append({"object": "bucket", "start_time": start, "end_time": start + 86400, "results": [
                {"object": "organization.costs.result", "amount": {"value": f"{cents / 100:.4f}", "currency": "usd"},
                 "line_item": "gpt-5-mini, input", "project_id": None}]})
        return json.dumps({"object": "page", "data": buckets, "has_more": False, "next_page": None}, indent=1).encode()

    # ------------------------------------------------------------------------------------------------ files

    def put(self, folder, path, data):
        path = pathlib.Path(folder, path)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    def add(self, folder, path, columns, rows):
        """Adds rows to the end of a file, which is made if there is none."""
        if not pathlib.Path(folder, path).exists():
            self.put(folder, path, header(columns))
        with open(pathlib.Path(folder, path), "ab") as file:
            file.write(lines(columns, rows))

    def settings(self, folder, **changes):
        self.values = {**getattr(self, "values", {
            "time_zone": self.zone_name, "credit_value_usd": self.pick(["0.01", "0.0025"]), "credit_increment": self.pick(["0.1", "0.01"]),
            "default_multiplier": "1.5", "materiality": {"usd": "0"}}), **changes}
        self.put(folder, "assay.json", b"// Settings of a shop.\n" + json.dumps(self.values, indent=1).encode() + b"\n")

    def start(self, folder, **settings):
        """Books and the first month."""
        self.settings(folder, **settings)
        for path, (columns, rows) in self.books().items():
            self.put(folder, path, header(columns) + lines(columns, rows))
        if self.chance(0.5):
            self.put(folder, "README.md", b"Not a book.\n")
        self.advance(folder)
        return folder

    def advance(self, folder):
        """One month more."""
        self.stage = month = self.stage + 1
        name, rows = self.months[month], self.rows(month)
        if self.is_messy and month == 0:
            rows = self.mess(rows)
        cut = len(rows) // 3
        self.add(folder, "ledger/gateway.csv", COLUMNS, rows[:cut])
        if month == 0:
            self.put(folder, f"ledger/{name}/usage.csv.gz", packed(header(COLUMNS) + lines(COLUMNS, rows[cut:2 * cut])))
        else:
            # Its beginning, if any, is what no close has read: it may be replaced.
            self.put(folder, f"ledger/{name}/usage.csv", header(COLUMNS) + lines(COLUMNS, rows[cut:2 * cut]))
        form = self.pick(["jsonl", "csv", "tsv"])
        if form == "jsonl":
            data = "".join(json.dumps({k: v for k, v in row.items() if v != ""}) + "\n" for row in rows[2 * cut:]).encode()
        else:
            data = header(COLUMNS) + lines(COLUMNS, rows[2 * cut:])
            if form == "tsv":
                data = data.replace(b'"alpha, co"', b"alpha-co").replace(b",", b"\t").replace(b"alpha-co", b"alpha, co")
        self.put(folder, f"ledger/usage-{name}.{form}", data)
        if self.has_credits:
            self.put(folder, f"credits/events-{name}.csv", header(EVENT) + lines(EVENT, self.event_rows(month, rows)))
        if self.has_bills:
            self.put(folder, f"bills/openai-{name}.json", self.bill(month, 123 + month))
        if month < 2 and self.chance(0.6):      # the next month has begun
            early = [self.row(month + 1) for _ in range(3)]
            self.put(folder, f"ledger/{self.months[month + 1]}/usage.csv", header(COLUMNS) + lines(COLUMNS, early))
            if self.chance(0.5):
                more = [self.row(month + 1) for _ in range(3)]
                self.add(folder, "ledger/gateway.csv", COLUMNS, more)
                early = early + more
            self.last_begun = max(instant(row["request_started_at"]) for row in early).astimezone(self.zone).date()

    # ------------------------------------------------------------------------------------------ what closes read

    def first_moment(self, path):
        """The earliest time in an export, event file or bill; none without any."""
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
        if "bills" in path.parts:
            return datetime.datetime.fromtimestamp(min(b["start_time"] for b in json.loads(text)["data"]), UTC)
        if path.suffix == ".jsonl":
            rows = [json.loads(line) for line in text.splitlines()]
        else:
            rows = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if path.suffix == ".tsv" else ",")
        moments = [instant(str(row.get("request_started_at") or row.get("at") or "")) for row in rows]
        return min((at for at in moments if at), default=None)

    def expected_inputs(self, folder, month):
        """What the close of a month reads, without the files of closes."""
        found = set()
        for path in sorted(pathlib.Path(folder).rglob("*")):
            name = str(path.relative_to(folder))
            top = name.split("/")[0]
            if not path.is_file() or top in ("out", "closes", "closes.csv", "signers", ".gitattributes") or path.suffix == ".db":
                continue
            if top in ("ledger", "credits", "bills"):
                if (first := self.first_moment(path)) and first < self.ends[month]:
                    found.add(name)
            elif top == "prices" or name == "assay.json" or path.suffix == ".csv":
                found.add(name)
        return found


if __name__ == "__main__":
    world = World(int(sys.argv[1]))
    world.start(sys.argv[2])
    for _ in range(int((sys.argv[3:] or ["1"])[0]) - 1):
        world.advance(sys.argv[2])
    print(json.dumps({"months": world.months, "decided": world.decided, "zone": world.zone_name}))
