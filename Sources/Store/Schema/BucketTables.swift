extension StoreTable {
  static let usageComparison = StoreTable(
    "usage_comparison",
    grain:
      "One row per export format, grouping, UTC day, provider, model, service tier and measure, as "
      + "usage-comparison.csv.",
    columns: [
      StoreColumn("format", .requiredText, "format of the exports, as in docs/FORMATS.md"),
      StoreColumn("grouped_by", .requiredText, "what they are grouped by, `;` between"),
      StoreColumn("day", .requiredText, "day in UTC"),
      StoreColumn("provider", .requiredText, "vendor; empty is all"),
      StoreColumn(
        "model", .requiredText, "model after aliases; empty is all that no other row names"),
      StoreColumn("service_tier", .requiredText, "empty is all that no other row names"),
      StoreColumn("measure", .requiredText, "requests, or a class of tokens"),
      StoreColumn("vendor", .count, "what the vendor counted; NULL not stated"),
      StoreColumn("ledger", .requiredCount, "the same of the requests in the ledger"),
      StoreColumn("difference", .count, "vendor less ledger; positive is missing here"),
      StoreColumn("finding", .requiredText, "equal, missing_here, missing_there or not_stated"),
    ])

  static let usageBucket = StoreTable(
    "usage_bucket",
    grain:
      "One row per bucket of the vendors' own exports, by file and line, as usage-buckets.csv.",
    columns: [
      StoreColumn("format", .requiredText, "format of the export, as in docs/FORMATS.md"),
      StoreColumn("file", .requiredText, "path in the workspace"),
      StoreColumn("line", .count, "line where it begins"),
      StoreColumn("start", .requiredText, "instant, UTC"),
      StoreColumn("end", .requiredText, "instant, UTC, not included"),
      StoreColumn("provider", .requiredText, "vendor; empty not stated"),
      StoreColumn("model", .requiredText, "model after aliases; empty not stated"),
      StoreColumn("model_as_exported", .requiredText, "name in the export"),
      StoreColumn("service_tier", .requiredText, "empty not stated"),
      StoreColumn("context", .requiredText, "up to or over so many tokens of input; empty any"),
      StoreColumn("region", .requiredText, "empty any"),
      StoreColumn("project", .requiredText, "project, workspace or team; empty not stated"),
      StoreColumn("user", .requiredText, "empty not stated"),
      StoreColumn("api_key", .requiredText, "empty not stated"),
      StoreColumn("other", .requiredText, "whatever else it is grouped by"),
      StoreColumn("requests", .count, "NULL not stated"),
      StoreColumn("input_tokens", .requiredCount, "uncached input"),
      StoreColumn("cache_read_tokens", .requiredCount, "cached input"),
      StoreColumn("cache_write_5m_tokens", .requiredCount, "cache writes of 5 minutes"),
      StoreColumn("cache_write_1h_tokens", .requiredCount, "cache writes of 1 hour"),
      StoreColumn("output_tokens", .requiredCount, "output, with reasoning not told apart"),
      StoreColumn("reasoning_tokens", .requiredCount, "reasoning told apart"),
      StoreColumn("audio_input_tokens", .requiredCount, "audio heard"),
      StoreColumn("audio_output_tokens", .requiredCount, "audio spoken"),
      StoreColumn("searches", .requiredCount, "web searches"),
      StoreColumn("recorded_cost_usd", .decimal, "USD by the export; NULL not stated"),
      StoreColumn("vendor_cost_usd", .decimal, "USD at our price book; NULL cannot be told"),
      StoreColumn("counted", .requiredText, "yes, or which bucket counts instead"),
      StoreColumn("why_no_cost", .requiredText, "why the cost cannot be told; empty where it can"),
      StoreColumn("notes", .requiredText, "what else was odd"),
      StoreColumn("image_input_tokens", .requiredCount, "images in the input"),
      StoreColumn("image_output_tokens", .requiredCount, "images in the output"),
      StoreColumn("audio_cache_read_tokens", .requiredCount, "audio read from the cache"),
    ])
}
