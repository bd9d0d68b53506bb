import Ledger
import Pricing
import ShippedBook
import Workspace

/// The public catalogs that are known to state a price of a model on a day.
///
/// LiteLLM's catalog states no dates: a model is known from the first snapshot that had it, of eight between
/// 2024-11-08 and 2025-09-01. genai-prices states most prices without a first day; the shipped book takes them from the
/// day of the catalog on, an import of the catalog takes them for all time.
struct KnownCatalogs {
  /// The first day of a model in LiteLLM's catalog, by provider and name as the catalog writes them; read when it is
  /// first requested.
  private static let firstDays: [ModelKey: Day] = {
    var days: [ModelKey: Day] = [:]
    for line in ShippedBook.liteLLMModels.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == 4, let day = Day(String(cells[2])) else { continue }
      days[ModelKey(provider: Name(String(cells[0])), model: Name(String(cells[1])))] = day
    }
    return days
  }()

  /// The models of the vendor history of which genai-prices states a price, most without a first day.
  private static let modelsOfGenAI: Set<ModelKey> = Set(
    ShippedBook.genAIModels.split(separator: "\n").dropFirst().compactMap { line in
      let cells = line.split(separator: ",")
      guard cells.count == 2 else { return nil }
      return ModelKey(provider: Name(String(cells[0])), model: Name(String(cells[1])))
    })

  /// Returns which catalog has a price of `model` at `instant`, and what to type; nil where none is known to.
  func advice(for model: ModelKey, at instant: Instant, in workspace: Workspace) -> String? {
    func typed(_ words: [String]) -> String {
      TypedCommand.text("prices import", in: workspace.root, ["CATALOG"] + words)
    }
    if isPricedByGenAI(model, in: workspace) {
      return "genai-prices has an undated price; to apply it to all days, download"
        + " its data.json (github.com/pydantic/genai-prices): \(typed(["--for-all-time"]))"
    }
    if ChargesByModelName.isSpeech(model.model) { return nil }
    let names = [model] + model.underOtherNames
    let known = (names + names.flatMap(\.restsAfterProvider)).lazy.compactMap {
      KnownCatalogs.firstDays[$0]
    }
    .first { Instant(startOf: $0) <= instant }
    return known.map {
      "LiteLLM's price catalog has this price from \($0); download its"
        + " model_prices_and_context_window.json (github.com/BerriAI/litellm): \(typed([]))"
    }
  }

  /// True if an import of genai-prices gives the model a price of any day.
  ///
  /// The shipped books have its prices, and none was imported.
  private func isPricedByGenAI(_ model: ModelKey, in workspace: Workspace) -> Bool {
    let prices = workspace.books.prices
    let priced = prices.key(of: model) ?? model
    let files = Set(prices.rows.lazy.filter { $0.value.key.modelKey == priced }.map(\.place.file))
    if files.contains(WorkspacePath.priceBook(of: .genaiPrices)) { return false }
    return files.contains(NewWorkspace.catalogBook.path)
      || files.contains(NewWorkspace.priceBook.path)
        && KnownCatalogs.modelsOfGenAI.contains(priced)
  }
}
