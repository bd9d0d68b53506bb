import Ledger
import Pricing
import Rating

/// The use of a request, as entitlements see it.
struct RequestTraits: Hashable {
  /// Of a model with several capabilities all of them, with semicolons between them; empty if none is known.
  let capability: Name
  let qualityLevel: Name
  /// As the request names it.
  let model: Name
}

/// Finds the rows of `entitlements.csv` that allow a request.
struct EntitlementMatches {
  private let context: WholeLedgerContext
  private let usage: UsageRequests
  private let book: EntitlementBook
  /// The rows for each plan and model, at any time.
  private var candidates: [Key: [Int]] = [:]

  private struct Key: Hashable {
    let plan: Name
    let use: Int32
  }

  init(_ context: WholeLedgerContext, _ usage: UsageRequests, _ book: EntitlementBook) {
    self.context = context
    self.usage = usage
    self.book = book
  }

  /// Returns the rows in force at the start of a request that allow it, in the order of the book, and what it used.
  mutating func match(
    _ request: UsageRequest, plan: Name
  ) -> (rows: [Int], traits: RequestTraits) {
    let use = usage.uses[Int(request.use)]
    let model = description(use, at: request.startedAt)
    let capabilities =
      use.capability.isEmpty ? model?.capabilities ?? [] : [use.capability]
    let quality = use.qualityLevel.isEmpty ? model?.qualityLevel ?? .empty : use.qualityLevel
    let rows = candidates(request.use, use, plan: plan).filter { index in
      let row = book.rows[index]
      let scope = row.value.scope
      return row.validity.contains(request.startedAt)
        && (scope.capability.isEmpty || capabilities.contains(scope.capability))
        && (scope.qualityLevel.isEmpty || scope.qualityLevel == quality)
    }
    let traits = RequestTraits(
      capability: Name(bytes: capabilities.map(\.bytes).joined(separator: [UInt8(ascii: ";")])),
      qualityLevel: quality, model: use.recordedModel)
    return (rows, traits)
  }

  /// Returns the row of `models.csv`, if it is needed.
  private func description(_ use: RequestUse, at instant: Instant) -> ModelDescription? {
    if !use.capability.isEmpty && !use.qualityLevel.isEmpty { return nil }
    let key = ModelKey(provider: use.provider, model: use.model)
    return context.books.models.description(of: key, at: instant)?.value
  }

  private mutating func candidates(_ number: Int32, _ use: RequestUse, plan: Name) -> [Int] {
    let key = Key(plan: plan, use: number)
    if let known = candidates[key] { return known }
    let rows = book.rows.indices.filter { index in
      let scope = book.rows[index].value.scope
      return (scope.plan.isEmpty || scope.plan == plan)
        && [.empty, use.model, use.recordedModel].contains(scope.model)
    }
    candidates[key] = rows
    return rows
  }
}
