"""Laws of R §1 to §5 between the files of one audit, and between the two methods of breakage."""
import collections
import csv
import json
import os
import random
from fractions import Fraction

import credit_bills
import credit_chaos
import credit_journal
import credit_realised
import credits
import oracle
from bill_workspace import write
from credit_books import SOURCES
from credit_revenue import span, windows

CENT = Fraction(1, 100)


class Files:
    """The rows of a folder; figures as Fractions."""

    def __init__(self, folder):
        self.folder = folder

    def rows(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def sums(self, name, key, *columns):
        found = collections.defaultdict(lambda: [Fraction(0)] * len(columns))
        for row in self.rows(name):
            values = [Fraction(row[column] or 0) for column in columns]
            found[key(row)] = [a + b for a, b in zip(found[key(row)], values)]
        return found


def equal(name, got, wanted):
    for key in sorted({*got, *wanted}, key=str):
        a, b = got.get(key), wanted.get(key)
        if (a or [0] * len(b or [])) != (b or [0] * len(a or [])):
            yield f"{name}: {key}: {list(map(str, a or []))} is not {list(map(str, b or []))}"
            return


def laws(audit, folder):
    """Of the files that an audit wrote into this folder."""
    files, months = Files(folder), {month for month, _, _ in windows(audit)}
    whole = {month for month, start, end in windows(audit) if (start, end) == span(month, audit.books.zone)}
    by_month = lambda row: row["month"]
    within = lambda sums, shown=months: {key: value for key, value in sums.items() if (key if isinstance(key, str) else key[0]) in shown}
    deferred = within(files.sums("deferred-revenue.csv", by_month, "sold_usd", "realised_usd", "breakage_usd", "refunded_usd",
                                 "closing_usd"))
    yield from months_follow(files)
    yield from balance(audit, files)
    yield from bills(files, {month: [row[0]] for month, row in deferred.items() if month in whole}, whole)
    yield from journal(audit, files, deferred)
    yield from equal("waterfall", files.sums("revenue-waterfall.csv", by_month, "realised_usd", "breakage_usd", "refunded_usd",
                                             "still_deferred_usd"), {month: row[1:] for month, row in deferred.items()})
    yield from still(audit, files)
    yield from equal("event-revenue", files.sums("event-revenue.csv", by_month, "realised_usd", "breakage_usd"),
                     {month: row[1:3] for month, row in deferred.items()})
    yield from mapped(audit, files)


def months_follow(files):
    """A source opens as it closed, and what happened lies between."""
    closing, last = collections.Counter(), None
    for row in files.rows("deferred-revenue.csv"):
        get = lambda name: Fraction(row[name + "_usd"])
        if get("opening") != closing[row["source"]]:
            yield f"deferred-revenue: {row['month']} {row['source']} opens with {row['opening_usd']}"
        closing[row["source"]] = get("closing")
        moved = get("sold") - get("realised") - get("breakage") - get("refunded") + get("transferred")
        if get("opening") + moved != get("closing") or last and row["month"] < last:
            yield f"deferred-revenue: {row['month']} {row['source']} does not add up"
        last = row["month"]


def balance(audit, files):
    """The closing figures are those of the grants, with what is in transit."""
    wanted = files.sums("grants.csv", lambda row: row["source"], "deferred_usd")
    transit = sum(sum(months.values()) for months in audit.replay.money.transit.values())
    wanted["transfer"] = [wanted["transfer"][0] + credits.dollars(transit)]
    rows = files.rows("deferred-revenue.csv")
    last = audit.books.month(audit.replay.end_at) if rows else ""
    got = {row["source"]: [Fraction(row["closing_usd"])] for row in rows if row["month"] == last}
    yield from equal("closing", {source: got.get(source, [0]) for source in SOURCES}, {source: wanted[source] for source in SOURCES})


def bills(files, sold, whole):
    """Σ amounts = net; no line is off by a cent; sales = sold; credits add up."""
    lines = collections.defaultdict(list)
    for row in files.rows("invoice-lines.csv"):
        lines[row["invoice"]].append(row)
    number = lambda row, name: Fraction(row[name] or 0)
    sales = collections.Counter()
    for row in files.rows("invoices.csv"):
        mine = sorted(lines.pop(row["invoice"]), key=lambda line: int(line["line"]))
        money = [line for line in mine if line["kind"] in credit_bills.KINDS]
        amounts = lambda kind: sum(number(line, "amount_usd") for line in mine if line["kind"] == kind)
        exact = sum(number(line, "exact_usd") for line in money)
        net = number(row, "net_usd")
        if sum(number(line, "amount_usd") for line in money) != net or not -CENT / 2 < net - exact <= CENT / 2:
            yield f"{row['invoice']}: the lines do not make {row['net_usd']}"
        if any(abs(number(line, "amount_usd") - number(line, "exact_usd")) >= CENT for line in mine):
            yield f"{row['invoice']}: a line is off by a cent"
        if amounts("tax") != number(row, "tax_usd") or number(row, "net_usd") + number(row, "tax_usd") != number(row, "total_usd"):
            yield f"{row['invoice']}: tax"
        if number(row, "total_usd") - number(row, "paid_usd") != number(row, "due_usd") or len(mine) != int(row["lines"]):
            yield f"{row['invoice']}: due, or the number of lines"
        if [line["line"] for line in mine] != [str(place) for place in range(1, len(mine) + 1)]:
            yield f"{row['invoice']}: numbers of lines"
        for column, kind in (("credits_opening", "credits_opening"), ("credits_closing", "credits_closing")):
            if number(row, column) != sum(number(line, "quantity") for line in mine if line["kind"] == kind):
                yield f"{row['invoice']}: {column}"
        kept = sum(number(line, "quantity") * (-1 if line["kind"] == "credits_closing" else 1)
                   for line in mine if line["unit"] == "credits")
        if kept:
            yield f"{row['invoice']}: the credits do not add up by {kept}"
        sales[row["month"]] += sum(number(line, "exact_usd") for line in money if line["kind"] != "refund")
    yield from (f"lines of no invoice: {name}" for name in lines)
    yield from equal("sold", {month: [usd] for month, usd in sales.items() if month in whole}, sold)


def journal(audit, files, deferred):
    """Each line within a cent of the exact amount, their sum that of the month, and the exact amounts those of deferred-revenue.csv."""
    exact, cents, sizes = credit_journal.exact_lines(audit), collections.Counter(), collections.Counter()
    names, got = audit.books.journal_accounts, collections.Counter()
    for row in files.rows("journal.csv"):
        key = row["month"], row["posting"], row["source"]
        swapped = (row["debit"], row["credit"]) != tuple(names[name] for name in credit_journal.SIDES[row["posting"]])
        value, usd = Fraction(row["usd"]), credits.dollars(exact[key])
        if (usd < 0) != swapped or abs(abs(usd) - value) >= CENT:
            yield f"journal: {key}: {row['usd']} for {usd}"
        cents[row["month"]] += value
        sizes[row["month"]] += abs(usd)
        got[key] += 1
    for month, total in sizes.items():
        if not -CENT / 2 < cents[month] - total <= CENT / 2:
            yield f"journal: {month}: {cents[month]} is not {total}"
    of = lambda month, *postings: sum(
        credits.dollars(usd) for (when, posting, _), usd in exact.items() if when == month and posting in postings)
    for month, (sold, realised, breakage, refunded, _) in deferred.items():
        found = [of(month, "sale"), of(month, "realised") - of(month, "reversal"), of(month, "breakage"), of(month, "refund", "reversal")]
        if found != [sold, realised, breakage, refunded]:
            yield f"journal: {month}: postings differ from deferred-revenue.csv"
    missing = [key for key, usd in exact.items() if usd and key[0] in deferred and not got[key]]
    yield from (f"journal: no line of {key}" for key in missing)


def still(audit, files):
    """What is deferred at the end by month sold is that of the grants."""
    wanted = collections.Counter()
    for months in [grant.worth.deferred(grant.left) for grant in audit.replay.grants] + list(audit.replay.money.transit.values()):
        for month, usd in months.items():
            wanted[month] += usd
    rows = files.rows("revenue-waterfall.csv")
    if rows or any(wanted.values()):
        last = audit.books.month(audit.replay.end_at)
        got = {row["sold_month"]: [Fraction(row["still_deferred_usd"])] for row in rows if row["month"] == last}
        yield from equal("still deferred", got, {month: [credits.dollars(usd)] for month, usd in wanted.items() if usd})


def mapped(audit, files):
    """Sums over accounts are those of the balances, the invoices, the facts and deferred-revenue.csv."""
    nothing = lambda row: "all"
    got = files.sums("billing-map.csv", nothing, "consumed_credits", "refunded_credits", "billed_usd", "requests", "rated_credits")["all"]
    wanted = files.sums("credit-balances.csv", nothing, "consumed", "refunded")["all"]
    wanted = wanted + [sum(files.sums("invoices.csv", nothing, "net_usd", "tax_usd")["all"])]
    if audit.requests is not None:
        wanted += [0, 0]
        if os.path.exists(os.path.join(files.folder, "facts.csv")):
            wanted[3:] = files.sums("facts.csv", nothing, "requests", "credits")["all"]
    yield from equal("billing-map", {"all": got[:len(wanted)]}, {"all": wanted})


def run_files(audit, run, folder):
    """The columns of a run against deferred-revenue.csv and --event-revenue."""
    oracle.write_outputs(run, folder)
    files, by_month = Files(folder), lambda row: row["month"]
    shown = {month for month, _, _ in windows(audit)}
    revenue = files.sums("revenue.csv", by_month, "realised_revenue_usd", "breakage_usd")
    deferred = files.sums("deferred-revenue.csv", by_month, "realised_usd", "breakage_usd")
    yield from equal("revenue.csv", revenue, {month: row for month, row in deferred.items() if month in shown})
    rows = {request.id for request in run.rows if (audit.requests or {}).get(request.id) and
            (audit.requests[request.id].file, audit.requests[request.id].line) == (request.file, request.line)}
    wanted = sum(Fraction(row["realised_usd"]) for row in files.rows("event-revenue.csv") if row["request_id"] in rows)
    facts = sum(Fraction(row["realised_revenue_usd"]) for row in files.rows("facts.csv"))
    # The events of part of a month are listed with the whole month.
    whole = all((start, end) == span(month, audit.books.zone) for month, start, end in windows(audit))
    if facts != wanted and whole:
        yield f"facts.csv: realised {facts} is not {wanted}"
    for name in credit_realised.FILES[2:]:
        if sum(Fraction(row["realised_revenue_usd"] or 0) for row in files.rows(name)) != facts:
            yield f"{name}: realised is not {facts}"


def all_used(seed, folder):
    """Where everything is used in the end, breakage is 0 and all is realised, whatever was expected."""
    draw = random.Random(f"all used {seed}")
    rows, total, at = [], 0, oracle.nanoseconds(2026, 2, 3)
    for number in range(draw.randint(1, 12)):
        at += draw.randint(1, 20 * 24 * 3600) * oracle.SECOND
        if draw.random() < 0.6 or not total:
            amount = draw.choice([1, draw.randint(1, 10**9)])
            paid = credits.dollars(draw.randint(1, 10**20)) if draw.random() < 0.3 else draw.randint(0, 50)
            rows.append((at, "grant", amount, draw.choice(SOURCES[:4]), str(paid)))
            total += amount
        else:
            amount = draw.randint(1, total)
            rows.append((at, "deduct", amount, "", ""))
            total -= amount
    rows += [(at + 1, "deduct", total, "", "")] if total else []
    lines = []
    for number, (at, kind, amount, source, paid) in enumerate(rows):
        figures = [oracle.decimal_text(Fraction(text)) if text else "" for text in (Fraction(amount, 10**6), paid)]
        lines.append(",".join([f"e{number}", credits.instant(at), "a", kind, figures[0], source, figures[1], f"q{number}"]))
    write(folder, "credits/a.csv", "\n".join(["event_id,at,account_id,kind,credits,source,paid_usd,request_id", *lines]) + "\n")
    write(folder, "assay.json", json.dumps({"credits": {"breakage": credit_chaos.breakage(f"all used {seed}")}}))
    sums = collections.Counter()
    for found in credits.Audit(folder).replay.money.postings:
        sums[found.column] += found.usd
    if sums["breakage"] or sums["realised"] != sums["sold"]:
        yield f"everything is used: {dict(sums)}"


def methods(maker, folder):
    """0 % equals expiry in every byte. No method changes what is sold, realised, refunded or transferred."""
    kept, found = maker.settings["credits"].get("breakage"), {}
    nothing = {source: "0" for source in SOURCES}
    for name, setting in (("stated", kept), ("expiry", {"method": "expiry", "percent": {"topup": "40"}}),
                          ("0 %", {"method": "proportional", "percent": nothing}), ("none", {"method": "proportional"}),
                          ("100 %", {"method": "proportional", "percent": {source: "100" for source in SOURCES}})):
        path = folder + "/assay.json"
        before = open(path, encoding="utf-8").read()
        settings = json.loads(before)
        if setting:
            settings["credits"]["breakage"] = setting
        write(folder, "assay.json", json.dumps(settings))
        out = f"{folder}/expected-{name.split()[0]}"
        credits.write(credits.Audit(folder), out)
        write(folder, "assay.json", before)
        found[name] = Files(out)
    data = lambda name, file: open(os.path.join(found[name].folder, file), "rb").read()
    for name in ("0 %", "none"):
        yield from (f"{file}: {name} differs from expiry" for file in credits.FILES if data(name, file) != data("expiry", file))
    columns = [name + "_usd" for name in ("sold", "realised", "refunded", "transferred")]
    sums = {name: files.sums("deferred-revenue.csv", lambda row: (row["month"], row["source"]), *columns) for name, files in found.items()}
    for name in ("stated", "100 %"):
        yield from equal(f"breakage {name}", sums[name], sums["expiry"])
    deferred = sum(found["100 %"].sums("grants.csv", lambda row: "", "deferred_usd")[""], Fraction(0))
    if deferred:
        yield f"100 %: {deferred} is deferred"
