import Cube
import Ledger

extension DifferenceSplitState {
  /// Returns the usage of each month of the bill's zone that the bill of the month does not have.
  ///
  /// - Parameter period: the days that are reported; nil is all.
  func uncovered(in period: Period?) -> [Month: UncoveredUsage] {
    var usage = ledger.outsidePeriods(in: period)
    for (month, cost) in endsLater { usage[month, default: .none].endsLater = cost }
    return usage
  }

  /// The cost of requests that start in a month and end in a later one, in groups that the bill counts by their end.
  private var endsLater: [Month: Money] {
    let byEnd = Set(groups.filter { $0.set == .byEnd }.map(\.key))
    if byEnd.isEmpty { return [:] }
    var sums: [Month: Money] = [:]
    func month(_ quarterHour: Int32) -> Month {
      bill.zone.day(of: UseRow.instant(ofQuarterHour: quarterHour)).month
    }
    for row in ledger.rows where row.quarterHour < row.endQuarterHour {
      let rate = ledger.use.rates[Int(row.rate)]
      let start = month(row.quarterHour)
      guard BilledRowRules.byEnd.has(rate, row.standing), start < month(row.endQuarterHour),
        let period = ledger.periods.index(of: row.quarterHour)
      else { continue }
      for unitClass in UnitClass.allCases {
        let key = keys.key(period: period, model: rate.model, unitClass: unitClass)
        guard byEnd.contains(key) else { continue }
        sums[start] = (sums[start] ?? .zero) + ledger.use.use(of: unitClass, in: row).cost
      }
    }
    return sums
  }
}
