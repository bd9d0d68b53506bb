extension StoreTable {
  static let usageComparison = StoreTable(
    "usage_comparison", of: .usageComparison,
    grain:
      "One row per export format, grouping, UTC day, provider, model, service tier and measure, as "
      + "usage-comparison.csv.",
    optional: ["vendor", "difference"],
    notes: [
      "grouped_by": "grouping of the exports, separated by `;`",
      "day": "day in UTC",
      "provider": "vendor; empty means all",
      "model": "model after aliases; empty means all that no other row names",
      "service_tier": "empty means all that no other row names",
      "measure": "requests, or a class of tokens",
      "vendor": "count by the vendor; NULL: not stated",
      "ledger": "count of the requests in the ledger",
      "difference": "vendor less ledger; positive: missing from the ledger",
      "finding": "equal, missing_here, missing_there or not_stated",
    ])

  static let usageBucket = StoreTable(
    "usage_bucket", of: .usageBuckets,
    grain:
      "One row per bucket of the vendors' own exports, by file and line, as usage-buckets.csv.",
    optional: ["line", "requests"],
    notes: [
      "file": "path in the workspace",
      "line": "line where it begins",
      "start": "instant, UTC",
      "end": "instant, UTC, not included",
      "provider": "vendor; empty: not stated",
      "model": "model after aliases; empty: not stated",
      "model_as_exported": "name in the export",
      "service_tier": "empty: not stated",
      "context": "input tokens up to or over a limit; empty: any",
      "region": "empty: any",
      "project": "project, workspace or team; empty: not stated",
      "user": "empty: not stated",
      "api_key": "empty: not stated",
      "other": "other grouping of the export",
      "requests": "NULL: not stated",
      "input_tokens": "uncached input",
      "cache_read_tokens": "cached input",
      "cache_write_5m_tokens": "5-minute cache writes",
      "cache_write_1h_tokens": "1-hour cache writes",
      "output_tokens": "output, including reasoning that is not reported separately",
      "reasoning_tokens": "reasoning that is reported separately",
      "recorded_cost_usd": "USD by the export; NULL: not stated",
      "vendor_cost_usd": "USD according to the price book; NULL: not known",
      "why_no_cost": "reason for an unknown cost; empty if the cost is known",
      "audio_cache_read_tokens": "audio read from the cache",
    ])
}
