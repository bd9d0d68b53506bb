import Cube
import Ledger

extension BillLedger {
  /// Returns the usage that starts in no period of the bill, by month of the bill's zone.
  ///
  /// - Parameter period: the days that are reported; nil is all.
  func outsidePeriods(in period: Period?) -> [Month: UncoveredUsage] {
    let byDay = PeriodUse(rows) { row in
      if periods.index(of: row.quarterHour) != nil { return nil }
      let day = bill.zone.day(of: UseRow.instant(ofQuarterHour: row.quarterHour))
      return period?.contains(day) ?? true ? Int(day.number) : nil
    }
    var sums: [Month: UncoveredUsage] = [:]
    for (key, requests, quantities) in byDay.rows {
      let rate = use.rates[Int(key.rate)]
      guard BilledRowRules.expected.has(rate, key.standing) else { continue }
      let row = UseRow(
        quarterHour: 0, endQuarterHour: 0, rate: key.rate, standing: key.standing,
        requests: requests, quantities: quantities)
      let cost = UnitClass.allCases.reduce(Money.zero) { $0 + use.use(of: $1, in: row).cost }
      let day = Day(number: Int32(key.period))
      sums[day.month, default: .none].add(requests, cost, isUnpriced: rate.isUnpriced, on: day)
    }
    return sums
  }
}
