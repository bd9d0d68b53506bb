"""The job of `assay run` without its reports, in DuckDB: duckdb_job.py WORKSPACE LEDGER FACTS THREADS [histories]

Reads the ledger, counts each request once, rates it at the price and multiplier in force, compares cost and credits with what
was recorded, and writes the facts. Money is HUGEINT, so it is exact. It is made for workspaces of bench/native/generate.c and
knows only their rules.

There are two ways. The prices and multipliers become one small table of rate cards first, so that rating is one join; and copies are
found by a window over ids and row numbers alone, which on ten million rows took two thirds of the processor time and less memory
than grouping by id and joining back. Or, with `histories`, as one would write it first: each request is joined to the history of its
prices, and to that of multipliers once per level, by its time; copies are found by grouping ids. On generated ledgers both give the
same facts; of other books they would differ where a multiplier of a model has no provider.
Prints the totals as JSON."""
import json, sys
import duckdb

workspace, ledger, facts, threads, *way = sys.argv[1:]
if way not in ([], ["histories"]):
    sys.exit(f"duckdb_job.py: unknown way {' '.join(way)}")
database = duckdb.connect()
database.execute(f"SET threads = {int(threads)}; SET preserve_insertion_order = false")

database.execute(f"""
CREATE TABLE price AS
  SELECT provider, model, unit_class, (price_usd * 1000000)::BIGINT AS price, effective_from AS since
  FROM read_csv('{workspace}/prices/prices.csv', header = true, types = {{'price_usd': 'DECIMAL(18,6)', 'effective_from': 'TIMESTAMP'}});
CREATE TABLE multiplier AS
  SELECT level, tier, provider, model, (multiplier * 10000)::BIGINT AS multiplier,
    effective_from AS since, coalesce(effective_to, TIMESTAMP '9999-01-01') AS until
  FROM read_csv('{workspace}/multipliers.csv', header = true, nullstr = '',
    types = {{'tier': 'VARCHAR', 'provider': 'VARCHAR', 'model': 'VARCHAR', 'multiplier': 'DECIMAL(18,4)',
      'effective_from': 'TIMESTAMP', 'effective_to': 'TIMESTAMP'}})
  WHERE status = 'approved';""")

columns = {
    "request_id": "VARCHAR", "started": "TIMESTAMP", "completed": "TIMESTAMP", "user_id": "VARCHAR", "account_id": "VARCHAR",
    "tier": "VARCHAR", "service": "VARCHAR", "provider": "VARCHAR", "model": "VARCHAR", "status": "VARCHAR", "byok": "BOOLEAN",
    "input_tokens": "BIGINT", "cache_read_tokens": "BIGINT", "cache_write_tokens": "BIGINT", "output_tokens": "BIGINT",
    "reasoning_tokens": "BIGINT", "recorded_cost": "DECIMAL(18,8)", "recorded_multiplier": "DECIMAL(10,4)",
    "recorded_credits": "DECIMAL(18,1)"}
database.execute(f"""
CREATE TABLE ledger AS SELECT * FROM read_csv('{ledger}', header = true, auto_detect = false, delim = ',', quote = '"',
  escape = '"', columns = {columns})""")
rows = database.execute("SELECT count(*) FROM ledger").fetchone()[0]

# Of each way the tables that it needs, what counts each request once, and what gives it prices and multiplier.
CARDS = f"""
CREATE TABLE moment AS SELECT DISTINCT unnest([since, until]) AS since FROM (
  SELECT since, since AS until FROM price UNION ALL SELECT since, until FROM multiplier);
CREATE TABLE card AS
  WITH kind AS (SELECT DISTINCT t.tier, p.provider, p.model FROM price p, read_csv('{workspace}/plans.csv', header = true) t),
  stretch AS (SELECT since, lead(since) OVER (ORDER BY since) AS until FROM moment),
  priced AS (
    SELECT tier, provider, model, s.since, s.until,
      (SELECT arg_max(price, p.since) FROM price p WHERE p.provider = k.provider AND p.model = k.model
        AND unit_class = 'input' AND p.since <= s.since) AS input,
      (SELECT arg_max(price, p.since) FROM price p WHERE p.provider = k.provider AND p.model = k.model
        AND unit_class = 'cache_read' AND p.since <= s.since) AS cache_read,
      (SELECT arg_max(price, p.since) FROM price p WHERE p.provider = k.provider AND p.model = k.model
        AND unit_class = 'cache_write_5m' AND p.since <= s.since) AS cache_write,
      (SELECT arg_max(price, p.since) FROM price p WHERE p.provider = k.provider AND p.model = k.model
        AND unit_class = 'output' AND p.since <= s.since) AS output,
      (SELECT arg_min(multiplier, list_position(['combination', 'model', 'provider', 'tier', 'default'], level)) FROM multiplier m
        WHERE (m.tier IS NULL OR m.tier = k.tier) AND (m.provider IS NULL OR m.provider = k.provider)
        AND (m.model IS NULL OR m.model = k.model) AND m.since <= s.since AND s.since < m.until) AS multiplier
    FROM kind k, stretch s WHERE s.until IS NOT NULL)
  SELECT tier, provider, model, input, cache_read, cache_write, output, multiplier, min(since) AS since, max(until) AS until
  FROM priced GROUP BY ALL"""
FIRST = """
  SELECT * FROM ledger WHERE rowid NOT IN (
    SELECT later FROM (
      SELECT rowid AS later, row_number() OVER (PARTITION BY request_id ORDER BY rowid) AS place FROM ledger) WHERE place > 1)"""
BY_CARD = """
  SELECT once.*, input, cache_read, cache_write, output, multiplier
  FROM once JOIN card ON once.tier = card.tier AND once.provider = card.provider AND once.model = card.model
    AND once.started >= card.since AND once.started < card.until"""

HISTORIES = """
CREATE TABLE prices AS
  SELECT provider, model, since, lead(since, 1, TIMESTAMP '9999-01-01') OVER (PARTITION BY provider, model ORDER BY since) AS until,
    max(price) FILTER (unit_class = 'input') AS input, max(price) FILTER (unit_class = 'cache_read') AS cache_read,
    max(price) FILTER (unit_class = 'cache_write_5m') AS cache_write, max(price) FILTER (unit_class = 'output') AS output
  FROM price GROUP BY provider, model, since;
CREATE TABLE again AS SELECT request_id FROM ledger GROUP BY request_id HAVING count(*) > 1;
CREATE TABLE first_of_each AS
  SELECT * EXCLUDE (place) FROM (
    SELECT *, row_number() OVER (PARTITION BY request_id ORDER BY rowid) AS place FROM ledger
    WHERE request_id IN (FROM again))
  WHERE place = 1
  UNION ALL SELECT * FROM ledger WHERE request_id NOT IN (FROM again);
DROP TABLE ledger"""
FIRST_OF_EACH = "FROM first_of_each"
# The most special first.
LEVELS = {
    "combination": ["tier", "provider", "model"], "model": ["provider", "model"], "provider": ["provider"], "tier": ["tier"],
    "general": []}


def of_level(name, same_columns):
    """Joins the multipliers of a level; the one for all is `default` in the book, which is a word of SQL."""
    same = "".join(f" AND once.{column} = {name}.{column}" for column in same_columns)
    level = "default" if name == "general" else name
    return f"""
    LEFT JOIN (FROM multiplier WHERE level = '{level}') AS {name} ON once.started >= {name}.since AND once.started < {name}.until{same}"""


BY_HISTORIES = f"""
  SELECT once.*, input, cache_read, cache_write, output, coalesce({", ".join(f"{name}.multiplier" for name in LEVELS)}) AS multiplier
  FROM once JOIN prices ON once.provider = prices.provider AND once.model = prices.model
    AND once.started >= prices.since AND once.started < prices.until{"".join(of_level(*level) for level in LEVELS.items())}"""

tables, once, by_rates = (HISTORIES, FIRST_OF_EACH, BY_HISTORIES) if way == ["histories"] else (CARDS, FIRST, BY_CARD)
database.execute(tables)

# Cost is in 1e-18 USD, credits in tenths; a tenth of a credit is 0.001 USD, and the multiplier has four decimals.
database.execute(f"""
CREATE TABLE fact AS
  WITH once AS ({once}),
  with_rates AS ({by_rates}),
  costed AS (
    SELECT *, CASE WHEN byok THEN 0::HUGEINT ELSE 1000000::HUGEINT * (
      input_tokens::HUGEINT * input + cache_read_tokens::HUGEINT * cache_read + cache_write_tokens::HUGEINT * cache_write
      + (output_tokens + reasoning_tokens)::HUGEINT * output) END AS cost
    FROM with_rates),
  rated AS (
    SELECT *, CASE WHEN status = 'failed' THEN 0::HUGEINT
      ELSE (cost * multiplier + 9999999999999999999::HUGEINT) // 10000000000000000000::HUGEINT END AS credits
    FROM costed)
  SELECT started::DATE AS day, tier, provider, model, service, status, byok, account_id, user_id, count(*) AS requests,
    sum(input_tokens) AS input_tokens, sum(cache_read_tokens) AS cache_read_tokens, sum(cache_write_tokens) AS cache_write_tokens,
    sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens, sum(cost) AS cost_atto,
    sum(credits) AS credit_tenths, sum(recorded_cost) AS recorded_cost_usd, sum(recorded_credits) AS recorded_credits,
    count_if((cost + 5000000000) // 10000000000 <> (recorded_cost * 100000000)::HUGEINT) AS cost_mismatches,
    count_if(credits <> (recorded_credits * 10)::HUGEINT) AS credit_mismatches
  FROM rated GROUP BY ALL;
COPY (FROM fact ORDER BY ALL) TO '{facts}' (HEADER)""")

totals = database.execute("""
  SELECT sum(requests), sum(cost_atto), sum(credit_tenths), sum(cost_mismatches), sum(credit_mismatches) FROM fact""").fetchone()
print(json.dumps({
    "rows": rows, "duplicates": int(rows - totals[0]), "cost_atto": int(totals[1]), "credit_tenths": int(totals[2]),
    "cost_mismatches": int(totals[3]), "credit_mismatches": int(totals[4])}))
