import Insight
import Ledger
import Reconciliation
import Tables

/// Requests with customers' own keys that owe a fee which no class sets, and causes of wrong charges.
enum ChargeAdvice {
  static func all(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    if input.isCostOnly { return [] }
    return ownKeys(input, insight) + charges(input, insight)
  }

  /// Those of the reported causes.
  private static func charges(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    let lines = input.causes.filter { $0.effect.worth != 0 }
    if lines.isEmpty { return [] }
    let ids = firstIDs(of: lines, input)
    return lines.flatMap { line -> [Recommendation] in
      func advice(_ isOver: Bool, _ worth: Int128, _ words: String) -> Recommendation? {
        let amount = Money(attodollars: worth)
        let id = ids[WrongCharge(cause: line.cause, isOver: isOver)]
        return Recommendation(
          isOver ? .overcharge : .undercharge, line.cause.name, amount, days: insight.days,
          arithmetic: DiagnosisText.sentence(line, in: input.zone).dropLast()
            + ": customers \(words) \(AdviceText.money(amount)).",
          // What only the export lacks was not paid.
          margin: line.isOfExport ? nil : isOver ? .lowers : .raises,
          attempt: id.map { explain($0.description, knownAt: insight.knownAt) } ?? "")
      }
      let (over, under) =
        line.isOfExport
        ? ("have too many credits there, worth", "have too few credits there, worth")
        : ("were charged too much by", "were charged too little by")
      return [
        advice(true, line.effect.overchargedWorth, over),
        advice(false, line.effect.underchargedWorth, under),
      ].compactMap { $0 }
    }
  }

  /// A cause that charged too much, or too little.
  private struct WrongCharge: Hashable {
    let cause: Cause
    let isOver: Bool
  }

  /// The id of the first request that each cause charged too much, and too little, by file and line.
  private static func firstIDs(
    of lines: [DiagnosisLine], _ input: ReportInput
  ) -> [WrongCharge: Name] {
    var missing: Set<WrongCharge> = []
    for line in lines {
      if line.effect.overchargedWorth > 0 {
        missing.insert(WrongCharge(cause: line.cause, isOver: true))
      }
      if line.effect.underchargedWorth > 0 {
        missing.insert(WrongCharge(cause: line.cause, isOver: false))
      }
    }
    var ids: [WrongCharge: Name] = [:]
    for index in input.exceptions.indices {
      if missing.isEmpty { break }
      guard ExceptionRow.isMismatch(order: input.exceptions.order(at: index)) else { continue }
      let row = input.exceptions[index].row
      guard let difference = row.creditsDifference, difference != .zero,
        let cause = row.diagnosis.flatMap(DiagnosisLine.causeOfCredits)
      else { continue }
      let charge = WrongCharge(cause: cause, isOver: difference > .zero)
      if missing.remove(charge) != nil { ids[charge] = row.requestID }
    }
    return ids
  }

  /// Returns the command that explains a request by the same books; after `--` no word is an option.
  static func explain(_ id: String, knownAt: String?) -> String {
    let options = knownAt.map { "--as-known-at \(AdviceText.quoted($0)) " } ?? ""
    return "assay explain \(options)\(id.hasPrefix("-") ? "-- " : "")\(AdviceText.quoted(id))"
  }

  /// By provider: models whose requests with own keys owe no fee, because no class sets one.
  private static func ownKeys(_ input: ReportInput, _ insight: UsageInsight) -> [Recommendation] {
    let rate = input.settings.byokMarkup.standard
    let providers = Dictionary(grouping: insight.withoutFee, by: \.provider)
    return providers.keys.sorted().compactMap { provider -> Recommendation? in
      let own = providers[provider] ?? []
      let cost = own.reduce(Money.zero) { $0 + $1.notionalCost }
      let requests = own.reduce(Int64(0)) { $0 + $1.requests }
      guard
        let fee = Quotient.halfEven(
          cost.attodollars, times: Int128(rate.millionths), over: 100_000_000)
      else { return nil }
      let percent = DecimalText.string(Int128(rate.millionths), scale: 6)
      let rows = own.map { row in
        let cells = [provider, row.model].map(CSVText.field).joined(separator: ",")
        switch row.missing {
        case .cell: return "class standard in the row of \(cells)"
        case .row(let from):
          return cells + ",standard" + (from.map { " with effective_from \($0)" } ?? "")
        }
      }
      return Recommendation(
        .ownKeyFee, provider.description, Money(attodollars: fee), days: insight.days,
        arithmetic:
          "\(AdviceText.count(requests, "request")) with customers' own keys would have cost "
          + "\(AdviceText.money(cost)); \(percent) % of that is "
          + "\(AdviceText.money(Money(attodollars: fee))).",
        margin: .raises,
        attempt: "models.csv: " + rows.joined(separator: "; "))
    }
  }
}
