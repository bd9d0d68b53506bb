"""The sums of a LiteLLM log in DuckDB: duckdb_log_job.py LOG THREADS

Reads the log with `read_csv`, takes the token counts out of the metadata with `json_extract`, and sums requests and classes per model.
Prints them as JSON."""
import json, sys
import duckdb

log, threads = sys.argv[1:]
with open(log) as file:
    names = file.readline().strip().split(",")
kinds = {"total_tokens": "BIGINT", "prompt_tokens": "BIGINT", "completion_tokens": "BIGINT", "spend": "DOUBLE"}
columns = {name: kinds.get(name, "VARCHAR") for name in names}
rows = duckdb.connect(config={"threads": int(threads)}).execute(f"""
SELECT model, count(*), sum(prompt - r - w), sum(r), sum(w), sum(completion - t), sum(t) FROM (
  SELECT model, prompt_tokens AS prompt, completion_tokens AS completion,
    coalesce(json_extract(metadata, '$.usage_object.cache_read_input_tokens')::BIGINT,
      json_extract(metadata, '$.usage_object.prompt_tokens_details.cached_tokens')::BIGINT, 0) AS r,
    coalesce(json_extract(metadata, '$.usage_object.cache_creation_input_tokens')::BIGINT, 0) AS w,
    coalesce(json_extract(metadata,
      '$.usage_object.completion_tokens_details.reasoning_tokens')::BIGINT, 0) AS t
  FROM read_csv(?, header = true, auto_detect = false, quote = '"', escape = '"', columns = {columns}))
GROUP BY model ORDER BY model""", [log]).fetchall()
print(json.dumps({row[0]: [int(value) for value in row[1:]] for row in rows}))
