import Ledger

extension BucketFormat {
  /// The CSV of the usage page of Anthropic's console.
  ///
  /// - One row per UTC day, model, key, workspace, usage type and context window; days without usage are left out.
  /// - All classes are disjoint as they are. The oldest form has one column of cache writes,
  ///   `usage_input_tokens_cache_write`, from before there were any of an hour: all are of 5 minutes.
  /// - `usage_output_tokens` holds thinking, which is not separated. Requests are not counted.
  /// - `usage_type` is the service tier, `context_window` is as in `≤ 200k`.
  ///
  /// https://support.claude.com/en/articles/9534590-cost-and-usage-reporting-in-the-claude-console
  static let anthropicConsoleUsage = BucketFormat(
    name: "anthropic-console-usage",
    marks: [["usage_date_utc", "usage_input_tokens_no_cache", "usage_output_tokens"]],
    provider: "anthropic", leavesOutEmptyDays: true,
    span: { $0.day("usage_date_utc") },
    isEmpty: { !$0.hasMore(than: ["usage_date_utc"]) },
    read: { row in
      var reading = BucketReading()
      reading.model = row.name("model_version")
      let type = row.name("usage_type")
      reading.serviceTier = AnthropicBuckets.serviceTier(
        type == "message" ? RateKey.standardServiceTier : type, speed: row.name("speed"))
      reading.context = AnthropicBuckets.context(row.name("context_window"))
      reading.region = AnthropicBuckets.region(row.name("inference_geo"))
      reading.project = row.name("workspace")
      reading.apiKey = row.name("api_key")
      reading.quantities.input = row.count("usage_input_tokens_no_cache") ?? 0
      reading.quantities.cacheRead = row.count("usage_input_tokens_cache_read") ?? 0
      reading.quantities.cacheWrite5m =
        (row.count("usage_input_tokens_cache_write_5m") ?? 0)
        + (row.count("usage_input_tokens_cache_write") ?? 0)
      reading.quantities.cacheWrite1h = row.count("usage_input_tokens_cache_write_1h") ?? 0
      reading.quantities.output = row.count("usage_output_tokens") ?? 0
      reading.quantities.searches = row.count("web_search_count") ?? 0
      reading.cacheDetail = .full
      return reading
    })
}
