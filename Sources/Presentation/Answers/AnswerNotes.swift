import Ledger
import Overview
import Querying
import Store
import Tables

/// Notes below an answer: the requests that its figures exclude, and how to see the other lines.
package enum AnswerNotes {
  /// The sentences about a change, the most important first.
  package static func sentences(_ change: QueryChange) -> [String] {
    let (before, after) = (change.before.dayCount, change.after.dayCount)
    return unpriced(change.sums)
      + (before == after ? [] : ["The periods have \(before) and \(after) days."])
      + (change.before.from < change.firstDay
        ? ["The previous period is incomplete or empty: usage begins on \(change.firstDay)."] : [])
      + (change.others.map { [more($0.count)] } ?? [])
      + ["To see why it changed: assay compare."]
  }

  /// The sentences about the usage that was kept.
  package static func sources(of run: StoredRun) -> [String] {
    (run.rejectedRows == 0
      ? []
      : [
        "Assay could not read \(Figures.count(run.rejectedRows, "row")); all figures exclude"
          + " \(run.rejectedRows == 1 ? "it" : "them")."
      ])
      + (run.knownAt.map { ["Books as known at \($0)."] } ?? [])
  }

  private static func more(_ count: Int) -> String {
    "\(Figures.count(Int64(count))) more: --limit all."
  }

  private static func unpriced(_ sums: UsageSums) -> [String] {
    guard sums.unpriced > 0 else { return [] }
    let (verb, them) = sums.unpriced == 1 ? ("has", "it") : ("have", "them")
    return [
      "\(Figures.count(sums.unpriced)) of \(Figures.count(sums.requests, "request")) \(verb) no price:"
        + " amounts exclude \(them); counts include \(them)."
    ]
  }

  /// The sentences, the most important first.
  package static func sentences(_ answer: QueryAnswer) -> [String] {
    let (query, sums) = (answer.query, answer.total.sum.sums)
    var notes: [String] = []
    if !answer.isSold, query.measures.contains(where: \.needsSales) {
      notes.append(
        "Customers' prices are not set, so credits, revenue and margin are not known; assay run says "
          + "how to set them."
      )
    }
    if query.measures.contains(where: \.needsPrices) { notes += unpriced(sums) }
    notes += coverage(answer)
    if query.measures.contains(.recordedCost), sums.costsNotRecorded > 0 {
      notes.append(
        "\(Figures.count(sums.costsNotRecorded)) of \(Figures.count(sums.requests, "request"))"
          + " record no cost in USD: the recorded cost excludes them.")
    }
    if query.measures.contains(.users), answer.lines.count > 1 {
      notes.append("A user in several lines counts once in the total.")
    }
    if !query.conditions.isEmpty {
      notes.append("The total covers only the lines that meet the conditions.")
    }
    if let others = answer.others {
      notes.append(more(others.count))
    }
    if let shared = query.shared, query.measures.contains(shared),
      let whole = answer.total.sum.cell(shared, isSold: answer.isSold).number, whole.value != 0
    {
      notes.append("Share % is of \(words(shared)).")
    }
    return notes
  }

  /// Notes on requests that costs and margins include unexpectedly.
  private static func coverage(_ answer: QueryAnswer) -> [String] {
    let (query, sums) = (answer.query, answer.total.sum.sums)
    if sums.requests == 0 { return ["No request matches."] }
    var notes: [String] = []
    if sums.ownKey > 0, query.measures.contains(where: \.needsPrices),
      !query.measures.allSatisfy({ $0 == .revenue || $0 == .credits })
    {
      notes.append(
        "\(Figures.count(sums.ownKey, "request")) with customers' own keys \(sums.ownKey == 1 ? "has" : "have")"
          + " no vendor cost; to exclude them: --where own_key=false.")
    }
    let isOfMargin = query.measures.contains { $0 == .margin || $0 == .marginPercent }
    let namesTier = (query.dimensions + query.filters.map(\.dimension)).contains(.tier)
    if isOfMargin, !namesTier, sums.freeTierLoss > 0, sums.free < sums.requests {
      let loss = Figures.money(Money(attodollars: sums.freeTierLoss))
      notes.append("Margin includes the free-tier loss of \(loss) USD.")
    }
    return notes
  }

  private static func words(_ measure: QueryMeasure) -> String {
    switch measure {
    case .revenue: "usage revenue"
    case .cost: "vendor cost"
    default: measure.heading.lowercased()
    }
  }
}
