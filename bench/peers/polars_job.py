"""The job of `assay run` without its reports, in polars: polars_job.py WORKSPACE LEDGER FACTS THREADS

As duckdb_job.py. Money is a 64-bit integer of 1e-12 USD: the prices of the workspace have no more decimals, and its sizes are
bounded so that neither a cost times its multiplier nor a sum of ten million costs leaves 64 bits. Set POLARS_MAX_THREADS."""
import json, os, sys

workspace, ledger, facts, threads = sys.argv[1:]
os.environ["POLARS_MAX_THREADS"] = threads
import polars as pl

MOMENT = pl.Datetime("ms")
LEVELS = ["combination", "model", "provider", "tier", "default"]
KIND = ["tier", "provider", "model"]


def moment(name):
    return (pl.col(name).str.slice(0, 10).str.to_date().cast(MOMENT)
            + pl.duration(hours=pl.col(name).str.slice(11, 2).cast(pl.Int64, strict=False).fill_null(0)))


def cards():
    """One rate card per tier, model and stretch of time in which nothing changes."""
    prices = pl.read_csv(f"{workspace}/prices/prices.csv", infer_schema=False).with_columns(
        since=moment("effective_from"), price=pl.col("price_usd").str.replace(".", "", literal=True).cast(pl.Int64))
    multipliers = pl.read_csv(f"{workspace}/multipliers.csv", infer_schema=False).filter(status="approved").with_columns(
        since=moment("effective_from"), until=moment("effective_to"),
        multiplier=(pl.col("multiplier").cast(pl.Decimal(18, 4)) * 10000).cast(pl.Int64))
    moments = sorted({*prices["since"], *multipliers["since"], *multipliers["until"].drop_nulls()})
    made = []
    for tier in pl.read_csv(f"{workspace}/plans.csv")["tier"]:
        for provider, model in prices.select("provider", "model").unique().iter_rows():
            quoted = prices.filter(provider=provider, model=model)
            wanted = multipliers.filter(*(
                pl.col(name).is_null() | (pl.col(name) == value) for name, value in zip(KIND, (tier, provider, model))))
            last = None
            for since in moments:
                price = dict(quoted.filter(pl.col("since") <= since).sort("since").select("unit_class", "price").iter_rows())
                valid = wanted.filter(pl.col("since") <= since, pl.col("until").is_null() | (pl.col("until") > since))
                best = min(valid.iter_rows(named=True), key=lambda row: LEVELS.index(row["level"]))["multiplier"]
                terms = (price["input"], price["cache_read"], price["cache_write_5m"], price["output"], best)
                if terms != last:
                    made.append((tier, provider, model, since, *terms))
                last = terms
    names = [*KIND, "since", "input", "cache_read", "cache_write", "output", "factor"]
    frame = pl.DataFrame(made, schema=names, orient="row").with_columns(pl.col("since").cast(MOMENT)).sort(*KIND, "since")
    return frame.with_columns(until=pl.col("since").shift(-1).over(KIND).fill_null(pl.datetime(9999, 1, 1)))


COLUMNS = {
    "request_id": pl.String, "request_started_at": pl.String, "request_completed_at": pl.String, "user_id": pl.String,
    "account_id": pl.String, "tier": pl.String, "service": pl.String, "provider": pl.String, "model": pl.String,
    "status": pl.String, "byok": pl.Boolean, "input_tokens": pl.Int64, "cache_read_tokens": pl.Int64,
    "cache_write_5m_tokens": pl.Int64, "output_tokens": pl.Int64, "reasoning_tokens": pl.Int64,
    "vendor_cost_usd": pl.String, "multiplier": pl.String, "credits_deducted": pl.String}


def integer(name):
    """The digits of a decimal with a fixed number of decimals."""
    return pl.col(name).str.replace(".", "", literal=True).cast(pl.Int64)


lines = pl.scan_csv(ledger, schema=COLUMNS)
rows = lines.select(pl.len()).collect(engine="streaming").item()
started = pl.col("request_started_at").str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms", time_zone=None, strict=True, exact=True)
billed = pl.when("byok").then(0).otherwise(
    pl.col("input_tokens") * pl.col("input") + pl.col("cache_read_tokens") * pl.col("cache_read")
    + pl.col("cache_write_5m_tokens") * pl.col("cache_write")
    + (pl.col("output_tokens") + pl.col("reasoning_tokens")) * pl.col("output"))
tenth = 10**13
result = (
    lines.unique(subset="request_id", keep="any")
    .with_columns(started=started)
    .join(cards().lazy(), on=KIND)
    .filter(pl.col("started") >= pl.col("since"), pl.col("started") < pl.col("until"))
    .with_columns(cost=billed)
    .with_columns(credits=pl.when(pl.col("status") == "failed").then(0).otherwise(
        (pl.col("cost") * pl.col("factor") + (tenth - 1)) // tenth))
    .group_by(
        pl.col("started").dt.date().alias("day"), "tier", "provider", "model", "service", "status", "byok", "account_id", "user_id")
    .agg(
        requests=pl.len(), input_tokens=pl.sum("input_tokens"), cache_read_tokens=pl.sum("cache_read_tokens"),
        cache_write_tokens=pl.sum("cache_write_5m_tokens"), output_tokens=pl.sum("output_tokens"),
        reasoning_tokens=pl.sum("reasoning_tokens"), cost_pico=pl.sum("cost"), credit_tenths=pl.sum("credits"),
        recorded_cost=integer("vendor_cost_usd").sum(), recorded_credits=integer("credits_deducted").sum(),
        cost_mismatches=((pl.col("cost") + 5000) // 10000 != integer("vendor_cost_usd")).sum(),
        credit_mismatches=(pl.col("credits") != integer("credits_deducted")).sum())
    .sort("day", "tier", "provider", "model", "service", "status", "byok", "account_id", "user_id")
    .collect(engine="streaming"))
result.write_csv(facts)
total = result.select(pl.sum("requests", "cost_pico", "credit_tenths", "cost_mismatches", "credit_mismatches")).row(0)
print(json.dumps({
    "rows": rows, "duplicates": rows - total[0], "cost_atto": total[1] * 10**6, "credit_tenths": total[2],
    "cost_mismatches": total[3], "credit_mismatches": total[4]}))
