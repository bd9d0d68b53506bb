extension BucketFormat {
  /// The usage report of Anthropic's Admin API, page by page.
  ///
  /// - Buckets of a minute, an hour or a day in UTC: RFC 3339, the end exclusive.
  /// - All classes are disjoint as they are. Cache writes are `cache_creation.ephemeral_5m_input_tokens` and
  ///   `cache_creation.ephemeral_1h_input_tokens`; unlike in the usage of a message there is no
  ///   `cache_creation_input_tokens` here.
  /// - `output_tokens` holds thinking, which is not separated. Requests are not counted.
  /// - What was not grouped by is null; a null workspace is the default one, a null key the Workbench.
  /// - Searches are under `server_tool_use`; code execution is not in this report.
  ///
  /// https://platform.claude.com/docs/en/api/admin-api/usage-cost/get-messages-usage-report
  static let anthropicAdminUsage = BucketFormat(
    name: "anthropic-admin-usage",
    marks: [
      ["starting_at", "ending_at", "results"],
      ["starting_at", "ending_at", "uncached_input_tokens"],
    ],
    provider: "anthropic", leavesOutEmptyDays: false,
    span: { row in
      let start = row.instant("starting_at")
      return row.span(from: start, to: row.instant("ending_at"))
    },
    isEmpty: { !$0.hasMore(than: ["starting_at", "ending_at", "results"]) },
    read: { row in
      if let amount = row.text("amount") {
        row.note(.otherKind("a cost of \(amount)"), in: "amount")
      }
      var reading = BucketReading()
      reading.model = row.name("model")
      reading.serviceTier = AnthropicBuckets.serviceTier(
        row.name("service_tier"), speed: row.name("speed"))
      reading.context = AnthropicBuckets.context(row.name("context_window"))
      reading.region = AnthropicBuckets.region(row.name("inference_geo"))
      reading.project = row.name("workspace_id")
      reading.apiKey = row.name("api_key_id")
      reading.user = row.name("account_id")
      reading.other = row.name("service_account_id")
      reading.requests = row.count("requests")
      reading.quantities.input = row.count("uncached_input_tokens") ?? 0
      reading.quantities.cacheRead = row.count("cache_read_input_tokens") ?? 0
      reading.quantities.cacheWrite5m =
        row.count("cache_creation.ephemeral_5m_input_tokens") ?? 0
      reading.quantities.cacheWrite1h =
        row.count("cache_creation.ephemeral_1h_input_tokens") ?? 0
      reading.quantities.output = row.count("output_tokens") ?? 0
      reading.quantities.searches = row.count("server_tool_use.web_search_requests") ?? 0
      reading.cacheDetail = .full
      return reading
    })
}
