import Cube
import Ledger
import Pricing

/// The ledger's side of one bill: the rows of its vendor in its periods.
struct BillLedger {
  let use: QuarterHourUse
  let bill: Bill
  let periods: BillPeriods
  /// The indices of the rows of the vendor.
  private let indices: [Int]
  /// By when they start.
  private let byStart: PeriodUse

  init(_ use: QuarterHourUse, of bill: Bill) {
    self.use = use
    self.bill = bill
    let periods = BillPeriods(bill.cells.map(\.period), in: bill.zone)
    let names = Set(ProviderNames.all(of: bill.vendor))
    let isOfVendor = use.rates.map { names.contains($0.provider) }
    let indices = use.rows.indices.filter { isOfVendor[Int(use.rows[$0].rate)] }
    self.indices = indices
    byStart = PeriodUse(indices.lazy.map { use.rows[$0] }) { periods.index(of: $0.quarterHour) }
    self.periods = periods
  }

  /// The rows of the vendor.
  var rows: some Sequence<UseRow> { indices.lazy.map { use.rows[$0] } }

  /// Passes on what a set of rows used, by period, rate and class.
  func forEachUse(
    of set: BilledRowRules,
    _ body: (
      _ period: Int, _ rate: Int32, _ unitClass: UnitClass, _ use: (quantity: Int64, cost: Money),
      _ row: Int, _ requests: Int64
    ) -> Void
  ) {
    for (number, (key, requests, quantities)) in periodUse(of: set).rows.enumerated() {
      let rate = use.rates[Int(key.rate)]
      guard set.has(rate, key.standing) else { continue }
      let row = UseRow(
        quarterHour: 0, endQuarterHour: 0, rate: key.rate, standing: key.standing,
        requests: requests, quantities: quantities)
      for unitClass in UnitClass.allCases {
        let used = use.use(of: unitClass, in: row)
        if used.quantity != 0 { body(key.period, key.rate, unitClass, used, number, requests) }
      }
    }
  }

  private func periodUse(of set: BilledRowRules) -> PeriodUse {
    switch set {
    case .expected, .withBYOK, .withoutFailed, .withoutFailedAndCancelled, .withDuplicates,
      .withDuplicatesAndConflicts:
      return byStart
    case .byEnd, .daysOf:
      let periods = rowPeriods(of: set)
      return PeriodUse(rows) { periods.index(of: $0) }
    }
  }

  /// The periods to which a set assigns rows.
  func rowPeriods(of set: BilledRowRules) -> RowPeriods {
    RowPeriods(periods, in: bill.zone, of: set)
  }
}
