import Comparing
import Ledger

extension ComparisonSummary {
  /// The change of the moved measure and its largest causes: the title of its chart.
  ///
  /// As in `Margin rose from 2.75 to 5.05 USD, mainly due to request size +1.32 and mix of requests +1.30, despite
  /// vendor prices -0.50`. It names the two drivers that moved the measure most in the direction of the change, or in any
  /// if it stayed the same, and the one that moved it most in the other.
  package var headline: String {
    guard comparison.isChangeKnown else { return change }
    let shown = comparison.shown(moved)
    let all = shown.largestDrivers
    func isWith(_ driver: Driver) -> Bool {
      shown.change == 0 || shown[driver].signum() == shown.change.signum()
    }
    let causes = all.filter(isWith).prefix(2)
    let opposed = all.first { !isWith($0) }
    func words(_ driver: Driver) -> String {
      "\(driver.words) \(text(shown[driver], signed: true))"
    }
    let parts = causes.map(words).listed
    if parts.isEmpty { return change + coverage }
    let isAll = all.count == causes.count + (opposed == nil ? 0 : 1)
    return "\(change)\(isAll ? ":" : ", mainly due to") \(parts)"
      + (opposed.map { ", despite \(words($0))" } ?? "") + coverage
  }

  /// The clause on the requests that have no cost in the reports: `; 18 requests in the two periods have no price`.
  ///
  /// Empty where there are none, or the change is not known.
  package var coverage: String {
    guard comparison.isChangeKnown else { return "" }
    let (ofA, ofB) = (
      Int64(comparison.usageOfA.unpricedRequests), Int64(comparison.usageOfB.unpricedRequests)
    )
    let period =
      ofA == 0
      ? comparison.b.period.nameInText
      : ofB == 0 ? comparison.a.period.nameInText : "the two periods"
    return Figures.withoutPrice(ofA + ofB, of: period)
  }

  /// The change of the moved measure alone, as in `Margin rose from 2.75 to 5.05 USD`.
  package var change: String {
    let unknown = [
      comparison.hasPricesInBase ? nil : comparison.a.period.nameInText,
      comparison.hasPricesInReported ? nil : comparison.b.period.nameInText,
    ].compactMap(\.self)
    if !unknown.isEmpty {
      return "The change is \(Figures.notKnown): no request of \(unknown.listed) has a price"
    }
    let shown = comparison.shown(moved)
    let (start, end) = (text(shown.start), text(shown.end))
    guard shown.change != 0 else { return "\(moved.heading) stayed at \(end) USD" }
    return "\(moved.heading) \(shown.change > 0 ? "rose" : "fell") from \(start) to \(end) USD"
  }

  /// The heading of the movers of a dimension, as in `Largest margin changes by account`.
  package func heading(ofMoversBy dimension: MoverDimension) -> String {
    let key =
      switch dimension {
      case .account: "account"
      case .tier: "tier"
      case .model: "model"
      case .tierAndModel: "model and tier"
      }
    return "Largest \(moved.heading.lowercased()) changes by \(key)"
  }
}

extension Driver {
  /// The driver as a heading or label.
  package var heading: String { words.withCapital }
}
