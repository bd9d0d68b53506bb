"""Random workspaces for runs in tasks: a function for each kind, which makes the workspace of a seed and returns options of `run`.

The kinds use the generators of the other oracles. `logs` and `quoted` are made here: formats whose lines grow, repeat or sum
others, usage by bucket, and ledgers of whole fake records within quoted fields.
"""
import gzip
import json
import pathlib
import random
import shutil
import subprocess
import sys

import bridges
import insight_world
import make_workspace
import plant_bills
import question_world

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "Tests/Examples"
FUZZ = "import sys; from workspace import Workspace; Workspace(int(sys.argv[1]), True).write(sys.argv[2])"
PERIODS = [[], [], ["--period", "2026-08"], ["--period", "2026-07..2026-08"], ["--period", "2026-Q3"],
           ["--from", "2026-07-15", "--to", "2026-09-02"], ["--as-known-at", "2026-08-15"],
           ["--period", "2026-09", "--as-known-at", "2026-10-15"]]


def plain(seed, folder, dice):
    make_workspace.Maker(seed, str(folder), dice.choice([25, 60, 150, 300])).make()
    return dice.choice(PERIODS)


def questions(seed, folder, dice):
    question_world.make(seed, folder, dice.choice([60, 150, 260]))
    return dice.choice(PERIODS + [["--period", "2026-12"], ["--period", "2027-01"]])


def compared(seed, folder, dice):
    a, b, zone, special = dice.choice(bridges.SHAPES)
    bridges.Shop(seed, a, b, zone, special, dice.choice([60, 150])).write(folder, dice if dice.random() < 0.5 else None)
    return ["--period", dice.choice([a, b])]


def bills(seed, folder, dice):
    plant_bills.make(seed, str(folder), exports=dice.random() < 0.5)
    return dice.choice([[], [], ["--period", "2026-08"]])


def insight(seed, folder, dice):
    world = insight_world.World(seed, dice.choice([60, 150]))
    world.write(str(folder))
    return dice.choice([[], ["--period", dice.choice(world.months)]])


def fuzzed(seed, folder, dice):
    folder.mkdir(parents=True)
    subprocess.run([sys.executable, "-c", FUZZ, str(seed), str(folder)], cwd=ROOT / "Tests/Fuzz", check=True)
    bound = dice.choice([[], [], ["--max-rejects", "90%"], ["--max-rejects", "3"], ["--skip-bad-files"]])
    return dice.choice([[], [], ["--period", "2026-08"]]) + bound


# --------------------------------------------------------------------------------------------- logs

BOOKS = {
    "prices/p.csv": "provider,model,unit_class,price_usd,effective_from\n" + "".join(
        f"{provider},{model},{unit},{price},{start}\n"
        for provider, models in {"p": "mn", "openai": ["m", "gpt-5.6-luna"], "anthropic": ["m", "claude-opus-5"]}.items()
        for model in models
        for unit, price, start in [("input", 1, "2026-01-01"), ("input", 2, "2026-08-04"), ("output", 10, "2026-01-01"),
                                   ("cache_read", "0.1", "2026-01-01"), ("cache_write_5m", "1.25", "2026-01-01")]),
    "plans.csv": "tier,is_free,target_margin_percent,effective_from\npro,false,40,2026-01-01\nfree,true,,2026-01-01\n",
    "multipliers.csv": "level,multiplier,status,effective_from\ndefault,1.5,approved,2026-01-01\n",
}


class Logs:
    """Files of several formats whose rows say what they mean only together."""

    def __init__(self, folder, dice):
        self.folder, self.dice = folder, dice
        self.pick, self.chance = dice.choice, lambda p: dice.random() < p
        self.files = {}
        free = self.pick([{}, {"budget_credits": "0.5"}, {"budget_credits": "1", "daily_cap_credits": "0.2"}])
        # A mapping: rows of one response that only grow.
        mapping = {"columns": {"request_id": "id", "request_started_at": "time", "user_id": "user", "tier": "plan",
                               "input_tokens": "in", "output_tokens": "out"},
                   "constants": {"provider": "p"}, "time_format": "dd.MM.yyyy HH:mm:ss",
                   "time_zone": self.pick(["Europe/Berlin", "Asia/Kolkata"])}
        mapping["columns"]["model"] = "model"
        self.settings = {"time_zone": self.pick(make_workspace.ZONES), "free_tier": free, "mappings": {"ledger/mapped*": mapping}}
        count = self.pick([5, 20, 60])
        for make in dice.sample([self.grown, self.claude, self.codex, self.spans, self.litellm, self.native, self.buckets,
                                 self.examples], dice.randint(1, 5)):
            make(count)

    def time(self):
        return f"2026-08-{self.dice.randint(1, 9):02d}T{self.dice.randint(0, 23):02d}:{self.dice.randint(0, 59):02d}"

    def put(self, path, text):
        data = text.encode() if isinstance(text, str) else text
        if self.chance(0.2):
            path, data = path + ".gz", gzip.compress(data, mtime=0)
        self.files[path] = data

    def halves(self, path, end, lines, head=""):
        """Two files, or one; then lines of one response may be in both."""
        cut = self.pick([0, 0, len(lines) // 2])
        if cut:
            self.put(f"{path}-a.{end}", head + "".join(lines[:cut]))
        self.put(f"{path}-b.{end}", head + "".join(lines[cut:]))

    def grown(self, count):
        rows = []
        for number in range(count):
            user, given, day = self.pick(["ann", "bob", '"cat\n,x"']), self.pick(["", "1000", "7"]), self.dice.randint(1, 9)
            for part in range(self.pick([1, 1, 2, 4])):
                rows.append(f"g{number},{day:02d}.08.2026 10:{self.dice.randint(0, 59):02d}:0{part},{user},{self.pick(['pro', 'free'])},m,"
                            f"{given or self.pick(['', '5'])},{10 * part + self.pick([0, 0, 1])}\n")
        if self.chance(0.5):
            self.dice.shuffle(rows)
        self.halves("mapped", "csv", rows, "id,time,user,plan,model,in,out\n")

    def claude(self, count):
        lines = []
        for number in range(count):
            start = self.time()
            for part in range(self.pick([1, 1, 2, 3])):
                message = {"id": f"msg{number}", "model": self.pick(["m", "m", "claude-opus-5"]), "usage": {
                    "input_tokens": 5, "cache_read_input_tokens": self.pick([0, 900]), "output_tokens": self.pick([1, 10, 10 * part])}}
                if self.chance(0.1):
                    del message["id"]
                line = {"timestamp": f"{start}:0{part}.000Z", "sessionId": self.pick("st"), "type": "assistant",
                        "requestId": f"r{number}{self.pick(['', 'x'])}", "uuid": f"u{number}-{part}", "message": message}
                line |= self.pick([{}, {}, {}, {"isSidechain": True}, {"forkedFrom": {"sessionId": "s", "messageUuid": "u1"}}])
                lines.append(json.dumps(line) + "\n")
            if self.chance(0.2):
                lines.append(json.dumps({"timestamp": start + ":00.000Z", "sessionId": "s", "type": "user"}) + "\n")
        if self.chance(0.5):
            self.dice.shuffle(lines)
        self.halves("claude/s", "jsonl", lines)

    def codex(self, count):
        for session in range(self.pick([1, 3])):
            line = lambda minute, kind, payload: json.dumps(
                {"timestamp": f"2026-08-05T10:{minute % 60:02d}:00.000Z", "type": kind, "payload": payload}) + "\n"
            head = {"id": f"c{session}", "timestamp": "2026-08-05T10:00:00.000Z", "model_provider": "openai"}
            if session and self.chance(0.5):
                head["forked_from_id"] = "c0"
            text, total = line(0, "session_meta", head) + line(0, "turn_context", {"model": "m"}), 0
            for number in range(min(count, 50)):
                total += self.pick([1, 1, 1, 0])
                counts = lambda n: {"input_tokens": 100 * n, "cached_input_tokens": 20 * n, "output_tokens": 10 * n}
                text += line(number + 1, "event_msg", {"type": "token_count", "info": {
                    "total_token_usage": counts(total), "last_token_usage": counts(1)}})
            self.put(f"codex/rollout-{session}.jsonl", text)

    def spans(self, count):
        lines = []
        for number in range(count):
            trace, parent = f"t{number // 3}", "" if number % 3 == 0 else f"s{number - number % 3}"
            attributes = {"gen_ai.operation.name": "chat" if parent else "invoke_agent", "gen_ai.provider.name": "openai",
                          "gen_ai.request.model": "m", "user.id": self.pick("uv"), "gen_ai.usage.input_tokens": 100 if parent else 200,
                          "gen_ai.usage.output_tokens": 10 if parent else 20}
            lines.append(json.dumps({"traceId": trace, "spanId": f"s{number}", "parentSpanId": parent,
                                     "startTimeUnixNano": str(1785578400000000000 + number * 10**12), "attributes": attributes}) + "\n")
        if self.chance(0.5):
            self.dice.shuffle(lines)
        self.halves("spans", "jsonl", lines)

    def litellm(self, count):
        rows = []
        for number in range(count):
            metadata = '"{""usage_object"": {""prompt_tokens"": 1000, ""note"": ""a\nb""}}"' if self.chance(0.5) else ""
            rows.append(f'l{self.pick([number, number, 0])},{self.time().replace("T", " ")}:01.{self.dice.randint(0, 999):03d},'
                        f'{self.pick(["m", "gpt-5.6-luna"])},openai,0.00{self.dice.randint(0, 99)},1000,{self.dice.randint(0, 50)},'
                        f'{self.pick("uvw")},{metadata}\n')
        self.halves("litellm", "csv", rows,
                    "request_id,startTime,model,custom_llm_provider,spend,prompt_tokens,completion_tokens,end_user,metadata\n")

    def native(self, count):
        columns = ["request_id", "request_started_at", "user_id", "tier", "provider", "model", "input_tokens", "output_tokens", "note"]
        rows = []
        for number in range(count * 2):
            name = self.pick([f"n{number}"] * 9 + ["n0", "n1"])
            tokens = self.pick(["1000"] * 20 + ["x", "-1"])
            rows.append([name, self.time() + ":00Z", self.pick("uvw"), self.pick(["pro", "free", "lost"]), "p", self.pick("mn"), tokens,
                         str(self.dice.randint(0, 99) * 10000), self.pick(["", "a, b", "two\nlines", 'say "x"'])])
        if self.chance(0.5):
            self.put("native.jsonl", "".join(json.dumps(
                {c: int(v) if "tokens" in c and v.isdigit() else v for c, v in zip(columns, row)}) + "\n" for row in rows))
        else:
            quoted = lambda cell: '"' + cell.replace('"', '""') + '"' if any(c in cell for c in ',"\n') else cell
            lines = [",".join(map(quoted, row)) + self.pick(["\n", "\n", "\r\n"]) for row in rows]
            self.halves("native", "csv", lines, ",".join(columns) + "\n")
        if self.chance(0.3) and self.files:
            # A file that was delivered twice.
            path = self.pick(sorted(self.files))
            self.files["again-" + path.replace("/", "-")] = self.files[path]

    def buckets(self, count):
        for source in self.dice.sample(sorted((EXAMPLES / "Buckets").iterdir()), 2):
            self.files["buckets/" + source.name] = source.read_bytes()

    def examples(self, count):
        for folder in self.dice.sample(sorted((EXAMPLES / "CountedOnce").iterdir()), 2):
            for source in sorted(folder.iterdir()):
                self.files[f"{folder.name}/{source.name}"] = source.read_bytes()

    def write(self):
        for path, text in BOOKS.items():
            put(self.folder / path, text)
        put(self.folder / "assay.json", json.dumps(self.settings, indent=1))
        for path, data in self.files.items():
            put(self.folder / "ledger" / path, data)


def logs(seed, folder, dice):
    Logs(folder, dice).write()
    return dice.choice([[], [], ["--period", "2026-08"], ["--from", "2026-08-03", "--to", "2026-08-06"]])


def quoted(seed, folder, dice):
    """Rows of which a quoted field has whole records, with quotes that may look like the beginning of a field."""
    for path, text in BOOKS.items():
        put(folder / path, text)
    head = "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,note\n"
    for name in dice.sample(["a.csv", "b.csv", "c/d.csv"], dice.choice([1, 2])):
        rows = []
        for number in range(dice.choice([4, 20, 60])):
            row = f"{name}{number},2026-08-0{number % 9 + 1}T10:00:00Z,u{number % 4},p,m,{number},{number},"
            fake = "".join(f"f{number}-{n},2026-08-01T10:00:00Z,u,p,m,9,9,{dice.choice(['', 'x', chr(34) * 2 + 'y' + chr(34) * 2])}\n"
                           for n in range(dice.choice([0, 1, 3, 30])))
            rows.append(row + (f'"{fake}"' if fake else "") + "\n")
        put(folder / "ledger" / name, head + "".join(rows))
    return []


def later(seed, folder, dice):
    """Files so large, and in such an order, that the days are guessed wrong and the ledger is mapped again in a second stage."""
    for path, text in BOOKS.items():
        put(folder / path, text)
    put(folder / "assay.json", json.dumps({"time_zone": dice.choice(make_workspace.ZONES), "free_tier": {"budget_credits": "3"}}))
    head = "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens,note\n"
    for name in dice.sample(["a.csv", "b.csv.gz", "c.csv"], dice.choice([1, 2])):
        months = dice.choice([(7, 9, 8), (8, 9, 7), (7, 8, 9), (9, 7, 8)])
        text = head + "".join(
            f"{name}{dice.randint(0, 9000)},2026-{month:02d}-{dice.randint(1, 30):02d}T{dice.randint(0, 23):02d}:00:00Z,"
            f"u{dice.randint(0, 9)},"
            f"{dice.choice(['pro', 'free'])},p,{dice.choice('mn')},{dice.randint(0, 9999)},{dice.randint(0, 999)},"
            f"{'x' * dice.randint(40, 90)}\n"
            for month in months for _ in range(600))
        data = text.encode()
        put(folder / "ledger" / name, gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
    return dice.choice([["--period", "last"], ["--period", "last"], ["--period", "2026-09"], ["--period", "2026-08"]])


def shop(seed, folder, dice):
    """Rows of the sample, without its credit ledger."""
    source = ROOT / "sample-data"
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("out", "assay.db", "credits", "coupons.csv", "topups.csv",
                                                                  "entitlements.csv", "permissions.csv", "allocations.csv"))
    for export in sorted((folder / "ledger").rglob("*")):
        if export.is_file() and export.suffix == ".csv":
            head, *rows = export.read_bytes().splitlines(keepends=True)
            export.write_bytes(head + b"".join(row for row in rows if dice.random() < 0.03))
    return dice.choice([[], ["--period", "2026-08"], ["--period", "2026-09"]])


def put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


KINDS = {"plain": plain, "questions": questions, "compared": compared, "bills": bills, "insight": insight, "fuzzed": fuzzed,
         "logs": logs, "quoted": quoted, "shop": shop, "later": later}


def make(kind, seed, folder):
    """Makes the workspace of a seed; returns options of `run` that suit it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    dice = random.Random(f"{kind} {seed}")
    options = KINDS[kind](seed, folder, dice)
    return options + dice.choice([[]] * 4 + [["--careful"], ["--focus"], ["--fail-on", "mismatch,unpriced"], ["--output", "else"]])
