import Ledger

extension BillFormat {
  /// The activity of an OpenRouter account by day, as a bill: the CSV of the activity page, or the activity endpoint.
  ///
  /// - Days in UTC; only yesterday and earlier are available
  ///   (https://github.com/DimazzzZ/openrouter-intellij-plugin/pull/36).
  /// - `Usage` is what OpenRouter charges; for requests under a key of the customer's own it is only the fee. What the
  ///   customer's own vendor charges, `BYOK Usage`, is not billed here and is not a line.
  /// - Prompt tokens include cached ones, and completion tokens reasoning: the quantity is the total of all classes.
  ///
  /// https://openrouter.ai/docs/api-reference/analytics/get-activity (read 2026-11-26)
  static let openRouterActivity = BillFormat(
    name: "openrouter-activity-bill",
    marks: [
      ["date", "slug", "usage", "requests"], ["date", "modelpermaslug", "usage", "requests"],
    ], vendor: "openrouter", columns: OpenRouterBill.Column.self,
    measures: [
      "usage", "byokusage", "byokusageinference", "prompttokens", "completiontokens",
      "reasoningtokens",
    ], isUsageToo: true,
    read: { row in
      var line = RawBillLine()
      row.setPeriod(of: &line, from: OpenRouterBill.Column.date)
      line.amount = row.amount(OpenRouterBill.Column.usage)
      line.model = row.name(OpenRouterBill.Column.slug)
      if let prompt = row.quantity(OpenRouterBill.Column.promptTokens),
        let completion = row.quantity(OpenRouterBill.Column.completionTokens)
      {
        line.quantity = prompt + completion
      }
      line.requests = row.count(OpenRouterBill.Column.requests)
      row.emit(line)
    })
}

private enum OpenRouterBill {
  enum Column: Int, BillColumn {
    case date, slug, usage, requests, promptTokens, completionTokens

    var names: [String] {
      switch self {
      case .date: ["date"]
      case .slug: ["slug", "modelpermaslug"]
      case .usage: ["usage"]
      case .requests: ["requests"]
      case .promptTokens: ["prompttokens"]
      case .completionTokens: ["completiontokens"]
      }
    }
  }
}
