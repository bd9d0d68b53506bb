import Comparing
import Ledger
import Tables

/// `comparison.csv`: start, drivers, details and end of each measure, then quantities.
package struct BridgeTable {
  private let comparison: PeriodComparison

  package init(_ comparison: PeriodComparison) { self.comparison = comparison }

  /// The columns, in order.
  package static let columns: [Column] = [
    .text("measure", "Compared measure, such as margin_usd."),
    .count("order", "Place of the driver: 0 is the start, 13 the end."),
    .text("driver", "Driver of the change; start and end are the two periods."),
    .text("detail", "Part of the driver; blank for all of it."),
    .decimal("value", "Exact amount or quantity; blank where no request has a price."),
    .decimal("shown", "Amount as printed; start and drivers add up to the end."),
  ]

  package var table: Table {
    let rows = comparison.measures.flatMap(rows) + quantities
    return Table(
      name: "comparison", title: "What changed", columns: BridgeTable.columns,
      rowCount: rows.count, order: "by measure, in the order of the drivers"
    ) { rows[$0] }
  }

  private func rows(of measure: BridgeMeasure) -> [[Cell]] {
    let (bridge, shown) = (comparison.total[measure], comparison.shown(measure))
    let isChangeKnown = comparison.isChangeKnown
    func row(
      _ order: Int, _ driver: String, _ value: Int128, _ shownValue: Int128, detail: String = "",
      isKnown: Bool
    ) -> [Cell] {
      [
        .text(Name(measure.name)), .count(Int128(order)), .text(Name(driver)),
        .text(Name(detail)), isKnown ? .money(Money(attodollars: value)) : .blank,
        isKnown ? .shownMoney(shownValue, decimals: shown.decimals) : .blank,
      ]
    }
    let drivers = Driver.allCases.flatMap { driver -> [[Cell]] in
      let details = driver.effects.compactMap { effect in
        effect.detail.map {
          row(
            driver.rawValue, driver.name, bridge.effects[effect], shown[effect], detail: $0,
            isKnown: isChangeKnown)
        }
      }
      return [
        row(
          driver.rawValue, driver.name, bridge.effects[driver], shown[driver],
          isKnown: isChangeKnown)
      ] + details
    }
    return [row(0, "start", bridge.start, shown.start, isKnown: comparison.hasPricesInBase)]
      + drivers
      + [
        row(
          Driver.allCases.count + 1, "end", bridge.end, shown.end,
          isKnown: comparison.hasPricesInReported)
      ]
  }

  private var quantities: [[Cell]] {
    let (a, b) = (comparison.usageOfA.quantities, comparison.usageOfB.quantities)
    return zip(a, b).flatMap { start, end in
      [(0, "start", start.value), (Driver.allCases.count + 1, "end", end.value)].map {
        order, word, value in
        [
          .text(Name(start.name)), .count(Int128(order)), .text(Name(word)), .text(.empty),
          value.map(Cell.count) ?? .blank, value.map(Cell.count) ?? .blank,
        ]
      }
    }
  }
}
