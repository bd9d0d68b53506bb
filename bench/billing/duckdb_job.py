"""The sums of a CUR by day and usage type in DuckDB: duckdb_job.py FILE THREADS

Reads the file with `read_csv` and sums costs and quantities in one GROUP BY. Prints the number of groups and the sum of costs in 10⁻⁹ USD
as JSON."""
import json, sys
import duckdb

file, threads = sys.argv[1:]
groups = duckdb.connect(config={"threads": int(threads)}).execute("""
SELECT CAST(line_item_usage_start_date AS DATE) AS day, line_item_usage_type, sum(line_item_unblended_cost),
  sum(line_item_usage_amount)
FROM read_csv(?, types = {'line_item_unblended_cost': 'DECIMAL(38,9)', 'line_item_usage_amount': 'DECIMAL(38,9)'})
GROUP BY ALL""", [file]).fetchall()
print(json.dumps({"groups": len(groups), "cost": int(sum(group[2] for group in groups) * 10**9)}))
