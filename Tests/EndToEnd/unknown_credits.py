"""The part of unknown_figures.py for workspaces with credits/: their events, and what nobody knows of payments for credits."""
import csv, gzip, io
from collections import Counter
from decimal import Decimal


def events(sample):
    """The readable events of a sample, in the order of its files."""
    for path in sorted((sample / "credits").glob("events-*.csv*")):
        data = path.read_bytes()
        text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
        yield from (row for row in csv.DictReader(io.StringIO(text)) if not row["credits"].startswith("-"))


def write(sample, folder, rows, maybe, random_):
    """The events of these requests and of no request; perhaps the price of a plan or some payments are taken away."""
    plans = folder / "plans.csv"
    if plans.exists() and maybe("the price of enterprise"):
        with open(plans, newline="", encoding="utf-8") as file:
            listed = list(csv.DictReader(file))
        for row in listed:
            if row["tier"] == "enterprise":
                row["monthly_price_usd"] = ""
        put(plans, listed, list(listed[0]))
    ids = {row["request_id"] for row in rows}
    kept = [row for row in events(sample) if not row["request_id"] or row["request_id"] in ids]
    if maybe("payments"):
        for row in kept:
            row["paid_usd"] = ""
    elif maybe("some payments"):
        for row in kept:
            if random_.random() < 0.5:
                row["paid_usd"] = ""
    (folder / "credits").mkdir()
    put(folder / "credits" / "events.csv", kept, [name for name in kept[0] if name != "balance_after"])
    return kept


def put(path, rows, names):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def unpriced_resets(one):
    """By month and plan the resets without an amount whose plan has no price, or is in no book."""
    unpriced, seen = Counter(), set()
    for row in one.events:
        month = row["at"][:7]
        if row["kind"] != "reset" or (row["account_id"], month, row["plan"]) in seen:
            continue
        seen.add((row["account_id"], month, row["plan"]))
        if row["paid_usd"] == "" and row["plan"] and not one.prices.get(row["plan"]):
            unpriced[month, row["plan"]] += 1
    return unpriced


def check(one, read):
    """What the credits of unpriced resets bring is not known: blank where no payment is, else with their number."""
    unpriced = unpriced_resets(one)
    missing = sum(unpriced.values())
    measures = {row["measure"]: row["value"] for row in read(one.out / "summary.csv")}
    assert measures["unpriced_resets"] == str(missing), f"summary.csv: unpriced_resets {measures['unpriced_resets']}, not {missing}"
    for line in read(one.out / "revenue.csv"):
        until = sum(count for (month, plan), count in unpriced.items() if plan == line["tier"] and month <= line["month"])
        place = f"revenue.csv, {line['tier']} in {line['month']}"
        assert line["unpriced_resets"] == str(until), f"{place}: {line['unpriced_resets']} resets without a price, not {until}"
        for column in ["realised_revenue_usd", "breakage_usd"]:
            assert until == 0 or line[column] != "0", f"{place}: {column} is 0, {until} resets have no price"
            assert until > 0 or line[column] != "", f"{place}: {column} is blank, and every payment is known"
    for name in ["day", "tier", "provider", "model", "service", "account"]:
        for line in read(one.out / f"margin-by-{name}.csv"):
            unknown, realised = line["unknown_payment_requests"], line["realised_revenue_usd"]
            place = f"margin-by-{name}.csv, {line[name]}"
            assert missing or unknown == "0", f"{place}: {unknown} requests without a payment, and every payment is known"
            assert unknown == "0" or realised != "0", f"{place}: realised 0, {unknown} requests have no payment"
            assert unknown != "0" or realised != "", f"{place}: realised is blank, and every payment is known"
    earned = one.json["credit_ledger"]["revenue"]
    used = one.json["credit_ledger"]["used_credits"]
    for count in ["recorded", "consumed"]:
        if used and used[count] is not None:
            parts = sum(Decimal(part["credits"]) for part in used[f"{count}_parts"])
            assert Decimal(used[count]) == Decimal(used["charges"]) + parts, f"JSON: {count} credits are not charges and causes"
    if used:
        assert used["recorded"] in (None, measures["recorded_credits"]), f"JSON: recorded {used['recorded']}"
        assert used["consumed"] == one.json["credit_ledger"]["balances"]["consumed"], f"JSON: consumed {used['consumed']}"
    if not missing:
        assert earned["realised_usd"] is not None, "JSON: the realised revenue is known"
    elif not earned["has_paid_credits"]:
        assert earned["realised_usd"] is None, f"JSON: realised {earned['realised_usd']} where no payment is known"
    if missing:
        noun = "reset" if missing == 1 else "resets"
        for medium, text in one.media():
            words = " ".join(text.replace("\u00a0", " ").split())
            assert f"states no price for {missing:,} {noun}" in words, f"{medium}: {missing} resets have no price"
