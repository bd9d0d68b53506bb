import Comparing
import Ledger

/// One line of the table of what changed.
package struct BridgeRow: Sendable {
  package let label: String
  package let kind: Kind
  /// One per measure, in the decimals of the comparison; nil where no request of the period has a price.
  package let amounts: [Int128?]

  /// The part of the table that the line is.
  package enum Kind: Hashable, Sendable {
    case start, driver(Driver), detail, end
  }

  /// The start, each driver that is not shown as 0 in all measures, and the end; no driver where an end is not known.
  static func all(of comparison: PeriodComparison) -> [BridgeRow] {
    let shown = comparison.measures.map { comparison.shown($0) }
    func line(
      _ label: String, _ kind: Kind, isKnown: Bool = true, _ amount: (ShownBridge) -> Int128
    ) -> BridgeRow {
      BridgeRow(label: label, kind: kind, amounts: shown.map { isKnown ? amount($0) : nil })
    }
    let (a, b) = comparison.labels
    var lines = [line(a, .start, isKnown: comparison.hasPricesInBase, \.start)]
    let end = line(b, .end, isKnown: comparison.hasPricesInReported, \.end)
    guard comparison.isChangeKnown else { return lines + [end] }
    for driver in Driver.allCases {
      var drawn = [line(comparison.label(of: driver), .driver(driver)) { $0[driver] }]
      // More days and fewer requests a day may cancel each other out.
      if driver == .volume, let days = comparison.dayDifference {
        drawn.append(line(days, .detail) { $0[Effect.days] })
        drawn.append(line("requests per day", .detail) { $0[Effect.requests] })
      }
      if drawn.contains(where: { $0.amounts.contains { $0 != 0 } }) { lines += drawn }
    }
    return lines + [end]
  }
}

extension PeriodComparison {
  /// The labels of both ends: the months without their year where both are of one.
  fileprivate var labels: (a: String, b: String) {
    if a.period == b.period { return ("Actual", "Scenario") }
    guard let first = a.period.wholeMonth, let last = b.period.wholeMonth,
      first.year == last.year
    else { return (a.period.nameInText, b.period.nameInText) }
    return (DayText.months[first.month - 1], DayText.months[last.month - 1])
  }

  fileprivate func label(of driver: Driver) -> String {
    let words = driver.words.withCapital
    switch driver {
    case .lostAccounts: return "\(words) (\(Figures.count(Int64(lostAccounts))))"
    case .newAccounts: return "\(words) (\(Figures.count(Int64(newAccounts))))"
    default: return words
    }
  }

  /// The difference in days in words, as in `1 day fewer`; nil where there is none.
  package var dayDifference: String? {
    let more = b.days - a.days
    if more == 0 { return nil }
    return Figures.count(Int64(more.magnitude), "day") + (more > 0 ? " more" : " fewer")
  }
}
