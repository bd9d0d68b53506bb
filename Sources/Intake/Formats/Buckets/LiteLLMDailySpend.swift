import Ledger

extension BucketFormat {
  /// A table `LiteLLM_DailyUserSpend`, `LiteLLM_DailyTeamSpend` or the like of a LiteLLM proxy, as CSV or JSON.
  ///
  /// - UTC days by key, model and provider; days without usage are left out.
  /// - Prompt tokens hold cache reads and writes, for all providers alike. Cache writes are not separated by
  ///   duration: all count as 5 minutes, and a bucket that has some has no price in the books.
  /// - Completion tokens hold reasoning, which is not separated. `spend` is what the proxy computed, in USD.
  ///
  /// Names of providers become those of our books, as `vertex_ai` becomes `google`, unless the price book has them.
  ///
  /// https://docs.litellm.ai/docs/proxy/cost_tracking
  static let liteLLMDailySpend = BucketFormat(
    name: "litellm-daily-spend",
    marks: [
      [
        "date", "custom_llm_provider", "model", "prompt_tokens", "completion_tokens",
        "api_requests",
      ]
    ],
    provider: .empty, leavesOutEmptyDays: true,
    span: { $0.day("date") },
    isEmpty: { !$0.hasMore(than: ["date"]) },
    read: { row in
      var reading = BucketReading()
      let provider = row.name("custom_llm_provider")
      let isKept = row.keptVendors.contains(provider.description)
      let ours = isKept ? nil : VendorKeywords.vendor(provider.description)
      reading.provider = ours.map { Name($0) } ?? provider
      reading.model = row.name("model")
      reading.apiKey = row.name("api_key")
      reading.user = row.name(row.text("user_id") == nil ? "end_user_id" : "user_id")
      reading.project = row.name(row.text("team_id") == nil ? "organization_id" : "team_id")
      let others = ["model_group", "endpoint", "tag", "mcp_namespaced_tool_name"].map {
        row.name($0)
      }
      reading.other = Name(
        others.filter { !$0.isEmpty }.map(\.description).joined(separator: " "))
      reading.requests = row.count("api_requests")
      let read = row.count("cache_read_input_tokens") ?? 0
      let written = row.count("cache_creation_input_tokens") ?? 0
      let prompt = row.count("prompt_tokens") ?? 0
      reading.quantities.input = row.rest(
        of: ("prompt_tokens", prompt),
        without: [("cache_read_input_tokens", read), ("cache_creation_input_tokens", written)])
      reading.quantities.cacheRead = read
      reading.quantities.cacheWrite5m = written
      reading.quantities.output = row.count("completion_tokens") ?? 0
      reading.recordedCost = row.money("spend")
      if written > 0 { reading.obstacle = "5-minute and 1-hour cache writes in one sum" }
      return reading
    })
}
