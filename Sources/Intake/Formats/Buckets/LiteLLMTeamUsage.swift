extension BucketFormat {
  /// The CSV that the usage page of a LiteLLM proxy exports: one row per day and team.
  ///
  /// - UTC days; days without usage are left out. It names neither provider nor model, so a row is compared
  ///   with all requests of the day, and has no price in the books.
  /// - Prompt tokens hold cache reads and writes, completion tokens hold reasoning, none of them separated.
  /// - `Spend ($)` is what the proxy computed, in USD.
  ///
  /// https://docs.litellm.ai/docs/proxy/cost_tracking
  static let liteLLMTeamUsage = BucketFormat(
    name: "litellm-team-usage",
    marks: [["date", "spend ($)", "requests", "prompt tokens", "completion tokens"]],
    provider: .empty, leavesOutEmptyDays: true,
    span: { $0.day("date") },
    isEmpty: { !$0.hasMore(than: ["date"]) },
    read: { row in
      var reading = BucketReading()
      reading.project = row.name(row.text("team id") == nil ? "team" : "team id")
      reading.other = row.name("model")
      reading.requests = row.count("requests")
      reading.quantities.input = row.count("prompt tokens") ?? 0
      reading.quantities.output = row.count("completion tokens") ?? 0
      reading.recordedCost = row.money("spend ($)")
      reading.cacheDetail = .none
      reading.obstacle = "the export names no provider and does not separate cached tokens"
      return reading
    })
}
