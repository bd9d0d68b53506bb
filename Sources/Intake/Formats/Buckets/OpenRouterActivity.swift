extension BucketFormat {
  /// Activity of an OpenRouter account by day: the CSV of the activity page, or the activity endpoint.
  ///
  /// - UTC days; days without usage are left out.
  /// - Prompt tokens hold cache reads and writes, which are not separated: what they cost is not known, so such
  ///   a bucket has no price in the books, only the recorded one. Reasoning is part of completion tokens.
  /// - `Usage` is in USD; usage of a customer's own key is in `BYOK Usage` beside it.
  ///
  /// https://openrouter.ai/docs/api-reference/analytics/get-activity
  static let openRouterActivity = BucketFormat(
    name: "openrouter-activity",
    marks: [
      ["date", "slug", "usage", "requests", "prompt tokens"],
      ["date", "model_permaslug", "usage", "requests", "prompt_tokens"],
    ],
    provider: "openrouter", leavesOutEmptyDays: true,
    span: { $0.day("date") },
    isEmpty: { !$0.hasMore(than: ["date"]) },
    read: { row in
      var reading = BucketReading()
      // A slug may be blank, its column is always there.
      let isPage = row.has("slug")
      func column(_ name: String) -> String {
        isPage ? String(name.map { $0 == "_" ? " " : $0 }) : name
      }
      reading.model = row.name(isPage ? "slug" : "model_permaslug")
      reading.other = row.name("endpoint_id")
      reading.requests = row.count("requests")
      let completion = row.count(column("completion_tokens")) ?? 0
      let reasoning = row.count(column("reasoning_tokens")) ?? 0
      reading.quantities.input = row.count(column("prompt_tokens")) ?? 0
      reading.quantities.output = row.rest(
        of: (column("completion_tokens"), completion),
        without: [(column("reasoning_tokens"), reasoning)])
      reading.quantities.reasoning = min(reasoning, completion)
      reading.recordedCost = row.money("usage")
      reading.cacheDetail = .none
      reading.obstacle =
        "prompt tokens may include cache reads and writes, which have a different price"
      if let own = row.money(column("byok_usage")) ?? row.money("byok_usage_inference"),
        own != .zero
      {
        reading.notes.append("\(own) USD more through your own key")
      }
      return reading
    })
}
