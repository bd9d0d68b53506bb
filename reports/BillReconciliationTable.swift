import Bills
import Ledger
import Tables

/// `bill-reconciliation.csv`: each difference between a vendor's bill and the ledger, split into its parts.
package struct BillReconciliationTable {
  private let bills: BillReconciliation

  package init(_ bills: BillReconciliation) { self.bills = bills }

  /// The columns, in order.
  package static let columns: [Column] =
    [
      .billFormat, .billVendor,
      .text("period", "Day or month in the zone of the bill, or two instants."),
      .text("model", "Model of the books; an unknown one as on the bill; blank means several."),
      .text("unit_class", "Unit class; blank means all classes."),
      .count("lines", "Lines of the bill in the group."),
      .decimal("billed_quantity", "Billed quantity in single units; blank if not stated."),
      .decimal("ledger_quantity", "Quantity in the ledger, before any rule applies."),
      .money("billed_usd", "Amount that the vendor billed."),
      .money(
        "ledger_usd",
        "Cost according to the ledger and the price book, before any rule applies; blank if no request of the group "
          + "has a price."),
      .money("difference_usd", "Billed less ledger; the parts sum to it. Blank if ledger_usd is."),
    ] + BillPart.allCases.map { .money($0.column, $0.meaning) } + [
      .text("cause", "Codes of the rules that explain the difference, in order."),
      .text("file", "File of the first line of the bill; blank without lines."),
      .count("line", "Line of that file where the record begins."),
      .decimal(
        "unpriced_quantity", "Part of ledger_quantity without a price, which ledger_usd excludes."),
    ]

  package var table: Table {
    let (groups, zones) = (bills.groups, bills.zones)
    return Table(
      name: "bill-reconciliation", title: "Bill differences",
      columns: BillReconciliationTable.columns,
      rowCount: groups.count, order: "largest difference first"
    ) { index in
      BillReconciliationTable.cells(of: groups[index], in: zones[groups[index].bill] ?? .utc)
    }
  }

  /// The table for a sheet: groups that differ by more than rounding, the cause beside the difference, and only the parts
  /// that one of them has.
  package var sheet: Table {
    let zones = bills.zones
    let groups = bills.groups.filter(\.differsByMoreThanRounding)
    let all = BillReconciliationTable.columns
    let firstPart = all.count - BillPart.allCases.count - 4
    let cause = all.count - 4
    let parts = BillPart.allCases.map(\.rawValue).filter { part in
      groups.contains { $0.parts[part] != .zero }
    }
    let places =
      Array(0..<firstPart) + [cause] + parts.map { firstPart + $0 }
      + [cause + 1, cause + 2]
      + (groups.contains { $0.unpricedQuantity != .zero } ? [cause + 3] : [])
    return Table(
      name: "bill-reconciliation", title: "Bill differences", columns: places.map { all[$0] },
      rowCount: groups.count, order: "largest difference first"
    ) { index in
      let group = groups[index]
      var cells = BillReconciliationTable.cells(of: group, in: zones[group.bill] ?? .utc)
      // A part without a code is its own cause.
      if group.causes.isEmpty {
        let parts = BillPart.allCases.filter {
          $0 != .rounding && group.parts[$0.rawValue] != .zero
        }
        cells[cause] = .text(Name(parts.map(\.words).joined(separator: "; ")))
      }
      return places.map { cells[$0] }
    }
  }

  private static func cells(of group: BillGroup, in zone: ReportingZone) -> [Cell] {
    let key: [Cell] = [
      .text(group.format), .text(group.vendor), .text(Name(group.period.billPeriod(in: zone))),
      .text(group.model.text), .text(Name(group.unitClass.name)), .count(Int128(group.lines)),
    ]
    let figures: [Cell] = [
      .quantity(orBlank: group.billedQuantity), .quantity(orBlank: group.ledgerQuantity),
      .money(group.billed), .money(orBlank: group.isLedgerKnown ? group.ledger : nil),
      .money(orBlank: group.isLedgerKnown ? group.difference : nil),
    ]
    return key + figures + group.parts.map { .money($0) } + [
      .text(Name(group.causes.joined(separator: " "))),
      group.place.map { .text(Name($0.file)) } ?? .blank,
      group.place?.line.map { .count(Int128($0)) } ?? .blank,
      .quantity(orBlank: group.unpricedQuantity),
    ]
  }
}

extension Cell {
  /// A quantity of a bill in single units; blank where it is not stated.
  static func quantity(orBlank quantity: BilledQuantity?) -> Cell {
    quantity.map { .decimal($0.attounits, scale: 18) } ?? .blank
  }
}

extension Column {
  static let billFormat = Column("format", .text, "Format of the bill, as in docs/FORMATS.md.")
  static let billVendor = Column("vendor", .text, "Vendor of the bill, as in the price book.")
}
