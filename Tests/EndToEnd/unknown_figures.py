"""The law of unknown figures: over random workspaces with books, rates, plans or columns removed, no medium shows a
figure of which no part is known, and every total of which a part is not known says so.

unknown_figures.py PROGRAM SAMPLE FOLDER [SEED [COUNT]]: exit 0 when it holds in COUNT workspaces. The rows as --rated writes them
decide what is known; the outputs of run, simulate, forecast and watch are compared with their sums."""
import csv, json, pathlib, random, re, shutil, sqlite3, subprocess, sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
import openpyxl
import unknown_credits

PROGRAM, SAMPLE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
SALES = ["credits", "list_revenue_usd", "revenue_usd", "margin_usd"]
GROUPS = {"margin-by-tier": "tier", "margin-by-model": "model", "margin-by-provider": "provider",
          "margin-by-service": "service", "margin-by-account": "account_id"}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def write(path, rows, names):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def documented():
    """The queries of docs/DATABASE.md."""
    text = (pathlib.Path(__file__).resolve().parents[2] / "docs/DATABASE.md").read_text(encoding="utf-8")
    return re.findall(r"```sql\n(.*?)\n```", text, re.S)


def workspace(random_, rows, folder, is_bare):
    """A part of the sample with something taken away, or all that sets customer prices; returns what was."""
    shutil.copytree(SAMPLE, folder, ignore=shutil.ignore_patterns(
        "ledger", "out", "assay.db", "README.md", "credits", "bills"))
    (folder / "ledger").mkdir()
    rows = [dict(row) for row in random_.sample(rows, 300)]
    names = list(rows[0])
    taken = []

    def maybe(word, odds=0.35):
        if random_.random() < odds or is_bare and word in ("multipliers", "plans", "credits_deducted"):
            taken.append(word)
            return True
        return False

    if maybe("prices", 0.25):
        shutil.rmtree(folder / "prices")
    elif maybe("prices of a vendor"):
        for book in sorted((folder / "prices").glob("*.csv")):
            kept = [row for row in read(book) if row["provider"] != "anthropic"]
            write(book, kept, list(read(book)[0]))
    if maybe("multipliers"):
        (folder / "multipliers.csv").unlink()
    if maybe("plans"):
        (folder / "plans.csv").unlink()
    elif maybe("a plan"):
        kept = [row for row in read(folder / "plans.csv") if row["tier"] != "pro"]
        write(folder / "plans.csv", kept, list(read(folder / "plans.csv")[0]))
    for column in ["vendor_cost_usd", "credits_deducted"]:
        if maybe(column):
            names.remove(column)
        elif maybe("some of " + column):
            for row in rows:
                if random_.random() < 0.5:
                    row[column] = ""
    if "vendor_cost_usd" in names and maybe("rates"):
        names.append("currency")
        for row in rows:
            row["currency"] = "EUR" if random_.random() < 0.5 else "USD"
    (folder / "fx.csv").unlink(missing_ok=True)
    scopes = ["total", "tier/free", "tier/pro", "model/claude-sonnet-5", "provider/anthropic", "account/none"]
    write(folder / "budgets.csv", [{"month": "2026-0%d" % random_.randint(7, 9), "scope": scope, "usd": "1"}
                                   for scope in scopes], ["month", "scope", "usd"])
    if (folder / "plans.csv").exists() and maybe("prices of plans", 0.2):
        rows_of = read(folder / "plans.csv")
        for row in rows_of:
            row["monthly_price_usd"] = ""
        write(folder / "plans.csv", rows_of, list(rows_of[0]))
    write(folder / "ledger" / "usage.csv", rows, names)
    has_credits = (SAMPLE / "credits").exists()
    return taken, unknown_credits.write(SAMPLE, folder, rows, maybe, random_) if has_credits else None


def total(rows, column):
    """The sum of the known figures, or None where no row has one; how many have none."""
    known = [Decimal(row[column]) for row in rows if row[column] != ""]
    return (sum(known) if known else None), len(rows) - len(known)


def texts(sheet):
    return " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


class Workspace:
    def __init__(self, seed, rows, is_bare=False):
        self.folder = FOLDER / f"unknown-{seed}{'-bare' if is_bare else ''}"
        self.taken, self.events = workspace(random.Random(seed), rows, self.folder, is_bare)
        rated = self.folder / "rated.csv"
        run = subprocess.run([PROGRAM, "run", self.folder, "--rated", rated], capture_output=True, text=True)
        assert run.returncode in (0, 2), (run.returncode, run.stderr)
        self.screen = run.stdout
        as_json = subprocess.run([PROGRAM, "run", self.folder, "--json"], capture_output=True, text=True)
        self.json = json.loads(as_json.stdout)
        self.out = self.folder / "out"
        self.rows = read(rated)
        plans = read(self.folder / "plans.csv") if (self.folder / "plans.csv").exists() else []
        free = {row["tier"] for row in plans if row["is_free"] == "true"}
        self.prices = {row["tier"]: row["monthly_price_usd"] or ("0" if row["tier"] in free else "") for row in plans}
        self.targets = {row["tier"]: row["target_margin_percent"] for row in plans}
        self.paid = [row for row in self.rows if row["tier"] not in free]
        self.sold = self.events is not None or bool(plans) or (self.folder / "multipliers.csv").exists() or any(
            row["recorded_credits"] != "" for row in self.rows)

    def known(self, rows):
        """What is known of a group: cost, credits and revenue, each None where nothing is, and how much has no price."""
        cost, missing = total(rows, "vendor_cost_usd")
        if not self.sold:
            return cost, None, None, missing
        credits, _ = total(rows, "credits")
        ids = {row["request_id"] for row in self.paid}
        paid = [row for row in rows if row["request_id"] in ids]
        revenue = Decimal(0) if not paid else total(paid, "revenue_usd")[0]
        return cost, credits, revenue, missing

    def figure(self, place, shown, known):
        if known is None:
            assert shown in ("", None, "not known", "–"), f"{place}: {shown!r} where nothing is known"
        else:
            assert shown not in ("", None, "not known", "–"), f"{place}: nothing where {known} is known"
            assert abs(Decimal(str(shown).replace(",", "")) - known) < Decimal("0.000001"), f"{place}: {shown}, not {known}"

    def tables(self):
        for name, key in GROUPS.items():
            groups = defaultdict(list)
            for row in self.rows:
                groups[row[key] or (row["user_id"] if key == "account_id" else "")].append(row)
            for line in read(self.out / f"{name}.csv"):
                word = list(line)[0]
                rows = groups.get(line[word])
                if rows is None:
                    continue  # Accounts of users are named by either.
                cost, credits, revenue, missing = self.known(rows)
                place = f"{name}.csv, {line[word]}"
                self.figure(place + ", vendor cost", line["vendor_cost_usd"], cost)
                self.figure(place + ", credits", line["credits"], credits)
                self.figure(place + ", revenue", line["revenue_usd"], revenue)
                self.figure(place + ", margin", line["margin_usd"],
                            None if cost is None or revenue is None else revenue - cost)
                assert int(line["unpriced_requests"]) == missing, f"{place}: {missing} have no price"
        for line in read(self.out / "facts.csv"):
            # It adds up: what is not known is 0 beside the number of requests without a price.
            for column in ["credits", "list_revenue_usd", "revenue_usd", "recorded_credits", "realised_revenue_usd"]:
                assert self.sold or line[column] == "0", f"facts.csv, {column}: {line[column]} where nothing is sold"
            assert line["unpriced"] != line["requests"] or line["notional_cost_usd"] == "0", "facts.csv: a cost without a price"
        for path in sorted(self.out.glob("*.csv")):
            if self.sold or path.name in ("facts.csv", "summary.csv"):
                continue
            for line in read(path):
                for column, text in line.items():
                    if re.search("revenue|margin|credits", column):
                        assert text == "", f"{path.name}, {column}: {text!r} where nothing is sold"

    def forecast(self):
        """Money of the days ahead is forecast only of groups of which something is known, and so is what was odd."""
        groups = {"total": self.rows}
        for key in ["tier", "model", "provider"]:
            for row in self.rows:
                groups.setdefault(f"{key}/{row[key]}", []).append(row)
        for name in ["forecast.csv", "forecast-accuracy.csv"]:
            found = {(line["series"], line["measure"]) for line in read(self.out / name)}
            for series in {series for series, _ in found} & set(groups):
                cost, credits, revenue, missing = self.known(groups[series])
                for measure, known in [("vendor_cost_usd", cost), ("credits", credits), ("revenue_usd", revenue)]:
                    # Of a group whose latest requests have no price, no money is forecast.
                    is_told = (series, measure) in found
                    assert is_told == (known is not None) or missing and not is_told, f"{name}, {series}: {measure}, {known}"
        for line in read(self.out / "anomalies.csv"):
            rows = [row for row in groups.get(line["series"], []) if row["request_started_at"][:10] == line["day"]]
            if rows:
                self.figure(f"anomalies.csv, {line['series']}", line["value"], total(rows, "vendor_cost_usd")[0])

    def command(self, *words):
        run = subprocess.run([PROGRAM, *words], capture_output=True, text=True)
        assert run.returncode in (0, 2), (words, run.returncode, run.stderr)
        return run.stdout

    def fees(self, rows):
        """The plan fees of some rows: of each user, tier and month the price of the plan, if any is known."""
        named = {(row["account_id"], row["tier"], row["request_started_at"][:7]) for row in self.rows if row["user_id"]}
        months = {
            (row["user_id"] or row["account_id"], row["tier"], row["request_started_at"][:7])
            for row in rows
            if row["user_id"] or (row["account_id"], row["tier"], row["request_started_at"][:7]) not in named
        }
        known = [Decimal(self.prices[tier]) for _, tier, _ in months if self.prices.get(tier)]
        return sum(known) if known else None, len(months) - len(known)

    def simulated(self):
        """The baseline of a simulation, its users, break-even multipliers and tiers compared."""
        folder = self.folder / "simulated"
        screen = self.command("simulate", self.folder, "--set", "default=2", "--output", folder)
        bare = self.command("simulate", self.folder, "--output", self.folder / "bare")
        missing = total(self.rows, "vendor_cost_usd")[1]
        for where, text in [("simulate", screen), ("simulate without a change", bare),
                            ("simulation.xlsx", texts(openpyxl.load_workbook(folder / "simulation.xlsx")["Simulation"]))]:
            is_told = re.search(r"(have|has) (no|a) price: amounts", " ".join(text.split())) is not None
            assert is_told == (missing > 0), f"{where}: {missing} requests have no price"
        for text in [screen, bare]:
            assert ("To set customer prices" in " ".join(text.split())) == (not self.sold), "simulate: how to price customers"
        groups = {("total", ""): self.rows}
        users = defaultdict(list)
        models = defaultdict(list)
        for row in self.rows:
            groups.setdefault(("tier", row["tier"]), []).append(row)
            groups.setdefault(("model", row["model"]), []).append(row)
            users[row["user_id"] or row["account_id"]].append(row)
            models[row["tier"], row["provider"], row["model"]].append(row)
        for line in read(folder / "simulation.csv"):
            word, _, key = line["key"].partition(":")
            rows = groups.get((word or "total", key))
            if rows is None or line["category"] == "users":
                continue
            cost, credits, revenue, missing = self.known(rows)
            known = {"vendor_cost_usd": cost, "credits": credits, "list_revenue_usd": credits and credits / 100,
                     "revenue_usd": revenue, "margin_usd": None if None in (cost, revenue) else revenue - cost,
                     "plan_fees_usd": self.fees(rows)[0], "requests_unpriced": missing}
            place = f"simulation.csv, {line['measure']} {line['key']}"
            if line["measure"] in known:
                self.figure(place, line["baseline"], known[line["measure"]])
                assert (line["change"] == "") == ("" in (line["baseline"], line["simulated"])), place + ": change"
        for line in read(folder / "simulation-users.csv"):
            cost, credits, revenue, _ = self.known(users[line["user"]])
            place = f"simulation-users.csv, {line['user']}"
            self.figure(place + ", credits", line["baseline_credits"], credits)
            self.figure(place + ", list revenue", line["baseline_list_revenue_usd"], credits and credits / 100)
            self.figure(place + ", margin", line["baseline_margin_usd"],
                        None if None in (cost, revenue) else revenue - cost)
            assert credits is not None or line["change_usd"] == "", place + ": change"
        for line in read(self.folder / "bare" / "simulation-break-even.csv"):
            cost, _, revenue, _ = self.known(models[line["tier"], line["provider"], line["model"]])
            place = f"simulation-break-even.csv, {line['tier']} {line['model']}"
            self.figure(place + ", cost", line["vendor_cost_usd"], cost)
            self.figure(place + ", revenue", line["revenue_usd"], revenue)
            assert revenue is not None or line["credit_step_usd"] == "", place + ": step"
        for line in read(self.folder / "bare" / "tiers-compare.csv"):
            rows = users[line["user"]]
            place = f"tiers-compare.csv, {line['user']} in {line['tier']}"
            self.figure(place + ", cost", line["vendor_cost_usd"], self.known(rows)[0])
            price = self.prices.get(line["tier"])
            self.figure(place + ", price", line["plan_price_usd"], int(line["months"]) * Decimal(price) if price else None)
            assert price or line["paid_usd"] == "", place + ": paid"
            assert self.fees(rows)[1] == 0 or line["paid_now_usd"] == "", place + ": paid now"

    def ahead(self):
        """The budgets and the past of a forecast."""
        folder = self.folder / "ahead"
        screen = " ".join(self.command("forecast", self.folder, "--output", folder).split())
        last = max(date.fromisoformat(row["request_started_at"][:10]) for row in self.rows)
        past = [row for row in self.rows
                if date.fromisoformat(row["request_started_at"][:10]) > last - timedelta(days=30)]
        if "Forecast from" in screen:
            cost, credits, revenue, missing = self.known(past)
            for name, known in [("Vendor cost, USD", cost), ("Revenue, USD", revenue), ("Credits", credits)]:
                found = re.search(name + r" (not known|-?[\d,.]+)", screen)
                assert found is None or (found[1] == "not known") == (known is None), f"forecast: {name}, {known}"
            assert missing == 0 or re.search(r"of the last \d+ days? ha(s|ve) no price", screen), "forecast: no price"
        for line in read(folder / "budget-forecast.csv"):
            word, _, key = line["scope"].partition("/")
            column = {"account": "account_id", "total": None}.get(word, word)
            rows = [row for row in self.rows if row["request_started_at"].startswith(line["month"])
                    and row["byok"] == "false" and (column is None or row[column] == key)]
            cost, missing = total(rows, "vendor_cost_usd")
            place = f"budget-forecast.csv, {line['month']} {line['scope']}"
            self.figure(place, line["actual_usd"], Decimal(0) if not rows else cost)
            assert int(line["unpriced_requests"]) == missing, f"{place}: {missing} have no price"
            assert line["actual_usd"] or line["month_usd"] == "" and line["state"] == "not known", place

    def watched(self):
        """The days of the price history, and what an alert would come to."""
        folder = self.folder / "watched"
        self.command("watch", self.folder, "--output", folder)
        days = defaultdict(list)
        for row in self.rows:
            days[row["provider"], row["model"], row["request_started_at"][:10]].append(row)
        for line in read(folder / "price-history.csv"):
            cost, _, revenue, missing = self.known(days[line["provider"], line["model"], line["day"]])
            place = f"price-history.csv, {line['model']} on {line['day']}"
            self.figure(place + ", cost", line["vendor_cost_usd"], cost)
            self.figure(place + ", revenue", line["revenue_usd"], revenue)
            self.figure(place + ", margin", line["margin_usd"], None if None in (cost, revenue) else revenue - cost)
            assert int(line["unpriced_requests"]) == missing, place
        for name in ["price-watch", "price-watch-tiers"]:
            for line in read(folder / f"{name}.csv"):
                for column, text in line.items():
                    if re.search("margin|customers_pay|multiplier", column):
                        assert self.sold or text == "", f"{name}.csv, {column}: {text!r} where nothing is sold"

    def compared(self):
        """Two months: all requests, how many of them have no price, and amounts of those that have one."""
        months = defaultdict(list)
        for row in self.rows:
            months[row["request_started_at"][:7]].append(row)
        if not {"2026-08", "2026-09"} <= set(months):
            return
        folder = self.folder / "compared"
        self.command("compare", self.folder, "2026-08", "2026-09", "--output", folder)
        found = {(line["measure"], line["driver"], line["detail"]): line["value"] for line in read(folder / "comparison.csv")}
        ends = {"start": self.known(months["2026-08"]), "end": self.known(months["2026-09"])}
        for end, (cost, _, revenue, missing) in ends.items():
            rows = months["2026-08" if end == "start" else "2026-09"]
            self.figure(f"comparison.csv, vendor cost, {end}", found["vendor_cost_usd", end, ""], cost)
            assert found["requests", end, ""] == str(len(rows)), f"comparison.csv: {len(rows)} requests, {end}"
            assert found["unpriced_requests", end, ""] == str(missing), f"comparison.csv: {missing} have no price, {end}"
            assert (("revenue_usd", end, "") in found) == self.sold, "comparison.csv: revenue where nothing is sold, or none"
        known = all(cost is not None for cost, _, _, _ in ends.values())
        for (measure, driver, _), value in found.items():
            if driver not in ("start", "end"):
                assert (value != "") == known, f"comparison.csv, {measure} {driver}: {value!r}"

    def sampled(self):
        """The population of an audit sample by whether a request has a price."""
        words = ["sample", self.folder, "--strata", "unpriced:5", "--size", "5", "--output", self.folder / "sampled", "--json"]
        strata = {one["stratum"]: one for one in json.loads(self.command(*words))["strata"]}
        rest = [row for row in self.rows if row["vendor_cost_usd"] != ""]
        missing = len(self.rows) - len(rest)
        assert strata["unpriced"]["unpriced"] == missing, f"sample: {missing} have no price"
        self.figure("sample, unpriced", strata["unpriced"]["notional_cost_usd"], None if missing else Decimal(0))
        self.figure("sample, rest", strata["rest"]["notional_cost_usd"], sum(Decimal(row["notional_cost_usd"]) for row in rest))

    def summary(self):
        measures = {row["measure"]: row["value"] for row in read(self.out / "summary.csv")}
        said = {k: "" if v is None else str(v) for k, v in self.json["summary"].items()}
        assert measures == said, "JSON and summary.csv differ"
        cost, credits, revenue, missing = self.known(self.rows)
        margin = None if cost is None or revenue is None else revenue - cost
        for name, known in [("vendor_cost_usd", cost), ("credits", credits), ("revenue_usd", revenue),
                            ("margin_usd", margin), ("recorded_cost_usd", total(self.rows, "recorded_cost_usd")[0]),
                            ("recorded_credits", total(self.rows, "recorded_credits")[0])]:
            self.figure("summary.csv, " + name, measures[name], known)
        assert int(measures["rows_unpriced"]) == missing
        if not self.sold or not self.prices:
            assert self.json["free_tier_users"] is None, f"JSON: {self.json['free_tier_users']} users are free without plans"
        assert int(measures["costs_recorded"]) == len(self.rows) - total(self.rows, "recorded_cost_usd")[1]
        return cost, revenue, margin, missing

    def words(self, cost, revenue, margin, missing):
        """The screen and the page: each headline, and what is not in it."""
        page = (self.out / "report.html").read_text(encoding="utf-8")
        text = re.sub(r"<[^>]*>", " ", page)
        recorded = len(self.rows) - total(self.rows, "recorded_cost_usd")[1]
        lines = [("Vendor cost", cost)] + ([("Usage revenue", revenue), ("Margin", margin)] if self.sold else [])
        for name, known in lines:
            line = next(line for line in self.screen.splitlines() if line.startswith("  " + name))
            assert (known is None) == ("not known" in line[:34]), f"screen: {line}"
        if not self.sold:
            for word in ["Usage revenue", "Margin by", "Plan fees", "credits used"]:
                assert word not in self.screen and word not in text, f"{word} where nothing is sold"
        abroad = self.abroad()
        foreign = sum(row["recorded_cost_usd"] == "" and row["request_id"] in abroad for row in self.rows)
        for medium, shown in [("screen", self.screen), ("page", text)]:
            plain = " ".join(shown.split()).replace("\u00a0", " ")
            if missing:
                assert "no price" in plain or "has a price" in plain, f"{medium}: {missing} requests have no price"
            if 0 < recorded < len(self.rows):
                # Recorded costs of requests with a price stand beside the computed ones; the others are named after them.
                compared = sum(row["recorded_cost_usd"] != "" and row["vendor_cost_usd"] != "" for row in self.rows)
                apart = f"for {compared:,} request" in plain and f"for {recorded - compared:,} without a price" in plain
                assert f"for {recorded:,} request" in plain or apart, f"{medium}: recorded costs of {recorded} requests only"
            priced = len(self.rows) - missing
            if recorded and 0 < priced != recorded:
                # Where each request with a price has a recorded cost, the rest is named instead.
                rest = f"for {recorded - priced:,} without a price"
                assert f"of {priced:,} request" in plain or rest in plain, f"{medium}: the vendor cost is of {priced} requests only"
            assert foreign == 0 or f"{foreign:,} in EUR ha" in plain or f"{foreign:,} recorded cost" in plain, (
                f"{medium}: {foreign} costs in EUR have no rate")
        unplanned = sum(row["tier"] not in self.prices for row in self.rows)
        if self.sold and unplanned == len(self.rows):
            assert "Free-tier cost not known" in text, "page: free use of tiers without a plan"
        if self.sold and 0 < unplanned < len(self.rows):
            verb = "request has" if unplanned == 1 else "requests have"
            plain = text.replace("\u00a0", " ")
            assert f"{unplanned:,} {verb} no plan" in plain, f"page: {unplanned} requests have no plan"
        assert not (self.sold and missing) or "exclude requests without a price" in text, "page: tiers without a price"
        return text

    def workbook(self, cost, revenue, margin):
        book = openpyxl.load_workbook(self.out / "assay-report.xlsx")
        lacks = self.sold and any(row["vendor_cost_usd"] == "" for row in self.rows)
        assert not lacks or "exclude requests without a price" in texts(book["Summary"]), "workbook: tiers without a price"
        self.models(book["Models"])
        details = openpyxl.load_workbook(self.out / "assay-details.xlsx")
        note = (self.json["forecast"] or {}).get("coverage")
        if note and "Forecast by tier" in details.sheetnames:
            assert note in texts(details["Forecast by tier"]), "workbook: a forecast of a part, and no note"
        names = [("Vendor_cost_USD", cost)]
        if self.sold:
            names += [("Usage_revenue_USD", revenue), ("Margin_USD", margin)]
        for name, known in names:
            sheet, cell = book.defined_names[name].attr_text.split("!")
            value = book[sheet.strip("'")][cell.replace("$", "")].value
            assert (known is None) == (value is None), f"workbook, {name}: {value!r}"
        for sheet in details:
            if self.sold or sheet.title == "Columns":
                continue
            heads = [str(cell.value or "") for cell in sheet[1]]
            for row in sheet.iter_rows(min_row=2, values_only=True):
                for head, value in zip(heads, row):
                    if re.search("revenue|margin|credits", head):
                        assert value is None, f"sheet {sheet.title}, {head}: {value!r} where nothing is sold"

    def models(self, sheet):
        """The sheet of models says of each, and of all, how many requests have no price."""
        heads, *rows = list(sheet.iter_rows(values_only=True))
        missing = defaultdict(int)
        for row in self.rows:
            for key in [(row["model"], row["provider"]), ("Total", None)]:
                missing[key] += row["vendor_cost_usd"] == ""
        assert ("Of these without a price" in heads) == (missing["Total", None] > 0), "workbook: models without a price"
        for row in rows if missing["Total", None] else []:
            found = row[heads.index("Of these without a price")]
            assert found == missing[row[0], row[1]], f"workbook, {row[0]}: {found} have no price, not {missing[row[0], row[1]]}"

    def database(self):
        base = sqlite3.connect(self.folder / "assay.db")
        months = defaultdict(list)
        for row in self.rows:
            months[row["tier"]].append(row)
        for tier, rows in months.items():
            cost, _, revenue, missing = self.known(rows)
            sums = base.execute("SELECT sum(vendor_cost_usd), sum(revenue_usd), sum(margin_usd), sum(unpriced_requests)"
                                " FROM margin_by_tier_month WHERE tier IS ? OR (? = '' AND tier IS NULL)",
                                (tier, tier)).fetchone()
            assert (sums[0] is None) == (cost is None), f"database, {tier}: cost {sums[0]}, not {cost}"
            if revenue is None or not self.sold:
                assert sums[1] is None and sums[2] is None, f"database, {tier}: revenue {sums[1]} is not known"
            assert sums[3] == missing, f"database, {tier}: {missing} requests have no price"
        self.daily(base)
        self.queries(base)
        wrong = base.execute("SELECT count(*) FROM daily WHERE (unpriced = requests) <> (vendor_cost_usd IS NULL)").fetchone()
        assert wrong[0] == 0, "database, daily: a cost is NULL where, and only where, no request has a price"

    def queries(self, base):
        """The documented queries, and the tables that they read, show no figure of which no part is known."""
        for query in documented():
            found = base.execute(query)
            names = [column[0] for column in found.description]
            for row in found:
                for name, value in zip(names, row):
                    if re.search("revenue|margin|credits|loss", name) and not self.sold and not name.startswith("target"):
                        assert value is None, f"{query}: {name} is {value} where nothing is sold"
        for table in ["fact", "daily", "account_month"]:
            for column in [row[1] for row in base.execute(f"PRAGMA table_info({table})")]:
                if re.search("revenue|margin_usd|credits$|loss", column) and not self.sold:
                    wrong = base.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]
                    assert wrong is None, f"{table}.{column}: {wrong} where nothing is sold"
        models = defaultdict(list)
        for row in self.rows:
            models[row["model"], row["tier"]].append(row)
        for (model, tier), rows in models.items():
            cost, credits, revenue, missing = self.known(rows)
            found = base.execute(
                "SELECT sum(vendor_cost_nanousd) / 1e9 + sum(vendor_cost_attousd) / 1e18, sum(microcredits) / 1e6,"
                " sum(revenue_nanousd) / 1e9 + sum(revenue_attousd) / 1e18, sum(unpriced),"
                " sum(recorded_cost_nanousd) / 1e9 + sum(recorded_cost_attousd) / 1e18"
                " FROM account_month WHERE model = ? AND tier = ?", (model, tier)).fetchone()
            place = f"database, account_month, {model} {tier}"
            known = [("cost", cost), ("credits", credits), ("revenue", revenue)]
            for (name, amount), value in zip(known, found):
                self.figure(f"{place}, {name}", value, amount)
            assert found[3] == missing, f"{place}: {found[3]} have no price, not {missing}"
            self.figure(f"{place}, recorded cost", found[4], total(rows, "recorded_cost_usd")[0])

    def daily(self, base):
        """What was recorded of each day, and how many requests record nothing."""
        abroad = self.abroad()
        groups = defaultdict(list)
        for row in self.rows:
            groups[row["request_started_at"][:10], row["tier"], row["model"]].append(row)
        for (day, tier, model), rows in groups.items():
            found = base.execute(
                "SELECT total(recorded_cost_usd), max(recorded_cost_usd), sum(costs_not_recorded),"
                " sum(costs_not_converted), total(recorded_credits), max(recorded_credits), sum(credits_not_recorded),"
                " max(negative_margin_requests) FROM daily WHERE day = ? AND tier = ? AND model = ?",
                (day, tier, model)).fetchone()
            cost, lacks = total(rows, "recorded_cost_usd")
            credits, uncharged = total(rows, "recorded_credits")
            foreign = sum(row["recorded_cost_usd"] == "" and row["request_id"] in abroad for row in rows)
            place = f"database, daily, {day} {tier} {model}"
            self.figure(place + ", recorded cost", found[0] if found[1] is not None else None, cost)
            self.figure(place + ", recorded credits", found[4] if found[5] is not None else None, credits)
            assert found[2:4] == (lacks - foreign, foreign), f"{place}: {found[2:4]} costs not recorded, not converted"
            assert found[6] == uncharged, f"{place}: {found[6]} credits not recorded, not {uncharged}"
            known = self.known(rows)
            assert (found[7] is None) == (known[0] is None or known[2] is None), f"{place}: negative margins {found[7]}"

    def abroad(self):
        """The requests whose cost was recorded in a currency without a rate."""
        return {row["request_id"] for row in read(self.folder / "ledger" / "usage.csv")
                if row.get("currency") == "EUR" and row["vendor_cost_usd"] != ""}

    def reconciled(self):
        """Costs that cannot be converted are not called unrecorded, in no medium that has the classes."""
        abroad = self.abroad()
        priced = [row for row in self.rows if row["vendor_cost_usd"] != "" and row["recorded_cost_usd"] == ""]
        foreign = sum(row["request_id"] in abroad for row in priced)
        expected = {"not_recorded": len(priced) - foreign} | ({"not_converted": foreign} if foreign else {})
        base = sqlite3.connect(self.folder / "assay.db")
        sheet = openpyxl.load_workbook(self.out / "assay-details.xlsx")["Reconciliation"]
        codes = {"Cost": "cost", "Credits": "credits", "Not recorded": "not_recorded", "No exchange rate": "not_converted"}
        media = {
            "reconciliation.csv": [(r["subject"], r["class"], r["requests"]) for r in read(self.out / "reconciliation.csv")],
            "JSON": [(r["subject"], r["class"], str(r["requests"])) for r in self.json["reconciliation"]],
            "database": base.execute("SELECT subject, class, requests FROM reconciliation").fetchall(),
            "workbook": [(codes.get(row[0]), codes.get(row[1]), row[2]) for row in sheet.iter_rows(values_only=True)]}
        for medium, rows in media.items():
            found = {klass: int(count) for subject, klass, count in rows
                     if subject == "cost" and str(klass).startswith("not_")}
            assert found == expected, f"{medium}: costs {found}, not {expected}"

    def attention(self):
        """Plan fees that are not known, or lack some, lead what needs attention."""
        fees, missing = self.fees([row for row in self.rows if self.prices.get(row["tier"]) != "0"])
        lacks = self.sold and missing > 0 and any(row["tier"] in self.prices for row in self.rows
                                                  if not self.prices.get(row["tier"]))
        found = [one for one in self.json["attention"] if one["kind"] == "plan_price"]
        if self.events is not None:
            missing = sum(unknown_credits.unpriced_resets(self).values())
            assert bool(found) == (missing > 0), f"JSON: {missing} resets have no price, {len(found)} findings"
            return
        assert bool(found) == (lacks or self.sold and fees is not None and missing > 0), (
            f"JSON: {missing} user months have no plan price, {len(found)} findings")

    def targeted(self):
        """A margin of all revenue is compared with no target of a part."""
        earning = [row for row in self.paid if self.sold and row["revenue_usd"] not in ("", "0")]
        lacking = sum(not self.targets.get(row["tier"]) for row in earning)
        assert (self.json["variance_points"] is None) == (not earning or lacking > 0), (
            f"JSON: {lacking} of {len(earning)} requests have no target, points {self.json['variance_points']}")
        total_row = next((line for line in self.screen.splitlines() if line.startswith("  Total ")), "–")
        assert not (self.sold and 0 < lacking) or total_row.rstrip().endswith("–"), f"screen: {total_row}"
        if 0 < lacking < len(earning):
            for medium, text in [("screen", self.screen), ("page", (self.out / "report.html").read_text("utf-8"))]:
                words = " ".join(text.replace("\u00a0", " ").split())
                assert "Targets are stated for" in words, f"{medium}: a target of a part, and no note"

    def media(self):
        """Name and words of the screen and of the page."""
        page = (self.out / "report.html").read_text(encoding="utf-8")
        return [("screen", self.screen), ("page", re.sub(r"<[^>]*>", " ", page))]

    def check(self):
        if self.events is not None:
            unknown_credits.check(self, read)
        self.tables()
        self.targeted()
        self.reconciled()
        self.attention()
        self.forecast()
        cost, revenue, margin, missing = self.summary()
        self.words(cost, revenue, margin, missing)
        self.workbook(cost, revenue, margin)
        self.database()
        self.simulated()
        self.ahead()
        self.watched()
        self.compared()
        self.sampled()


def main():
    first = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    count = int(sys.argv[5]) if len(sys.argv) > 5 else 6
    rows = [row for path in sorted((SAMPLE / "ledger").glob("*.csv")) for row in read(path)]
    bad = 0
    # One more, where nothing is sold.
    bare = [] if (SAMPLE / "credits").exists() else [(first, True)]
    tried = [(seed, False) for seed in range(first, first + count)] + bare
    for seed, is_bare in tried:
        one = Workspace(seed, rows, is_bare)
        try:
            one.check()
        except AssertionError as problem:
            print(f"workspace {seed} (without {', '.join(one.taken) or 'nothing'}): {problem}")
            bad += 1
    print(f"{len(tried)} workspaces, {bad} break the law")
    sys.exit(1 if bad else 0)


main()
