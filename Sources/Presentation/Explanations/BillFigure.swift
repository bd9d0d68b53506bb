import Bills
import Ledger
import Overview
import Reports
import Terminal

/// A figure of vendors' bills as `explain --figure` names it: of `bill-reconciliation.csv` or of `bill-summary.csv`.
package struct BillFigure: Hashable, Sendable {
  package let table: Table
  /// The name of the column, or in the summary that of the part.
  package let column: String
  /// The address as stated.
  package let text: String

  /// A table of bills, by the name of its file.
  package enum Table: String, CaseIterable, Sendable {
    case groups = "bill-reconciliation"
    case summary = "bill-summary"

    /// The form of its addresses.
    var form: String {
      switch self {
      case .groups: "bill-reconciliation/FORMAT/VENDOR/PERIOD/MODEL/CLASS/COLUMN"
      case .summary: "bill-summary/FORMAT/VENDOR/MONTH/PART"
      }
    }

    /// The number of keys before the column.
    var keyCount: Int { self == .groups ? 5 : 3 }

    /// The figures of a row.
    var columns: [String] {
      switch self {
      case .groups:
        ["lines", "billed_quantity", "ledger_quantity", "billed_usd", "ledger_usd"]
          + [BillGroup.differenceColumn] + BillPart.allCases.map(\.column)
      case .summary:
        ["ledger"] + BillPart.allCases.map(\.code) + ["difference", "billed"]
          + BillKind.allCases.filter { $0 != .usage }.map(\.rawValue) + ["total"]
      }
    }
  }

  /// Reads an address; nil for text that names another report.
  package init?(address text: String) throws(UsageFault) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let table = parts.first.flatMap(Table.init(rawValue:)) else { return nil }
    // A doubled slash is part of a key.
    guard let column = parts.last, parts.count(where: { !$0.isEmpty }) >= table.keyCount + 2 else {
      throw .wrongValue(
        option: "--figure", text: text, expected: table.form + ", a blank key as -")
    }
    guard table.columns.contains(column) else {
      let near = nearest(to: column, among: table.columns)
      throw .wrongValue(
        option: "--figure", text: text,
        expected: near.map { "a figure such as \($0)" }
          ?? "one of the figures \(table.columns.joined(separator: ", "))")
    }
    self.table = table
    self.column = column
    self.text = text
  }
}

/// The place of a figure of bills in the result of a command.
package enum FoundBillFigure {
  case group(BillGroup, ReportingZone)
  case sum(VendorBill, BillFigure)
  /// No bill has it.
  ///
  /// - Parameter near: an address that looks like it.
  case none(near: String?)

  package init(_ figure: BillFigure, in bills: VendorBills) {
    let zones = bills.reconciliation.zones
    func zone(_ group: BillGroup) -> ReportingZone { zones[group.bill] ?? .utc }
    switch figure.table {
    case .groups:
      func address(_ group: BillGroup) -> String {
        group.figureAddress(in: zone(group), column: figure.column)
      }
      let groups = bills.reconciliation.groups
      if let group = groups.first(where: { address($0) == figure.text }) {
        self = .group(group, zone(group))
      } else {
        self = .none(near: nearest(to: figure.text, among: groups.map(address)))
      }
    case .summary:
      func address(_ bill: VendorBill) -> String {
        bill.summary.figureAddress(of: figure.column)
      }
      if let bill = bills.bills.first(where: { address($0) == figure.text }) {
        self = .sum(bill, figure)
      } else {
        self = .none(near: nearest(to: figure.text, among: bills.bills.map(address)))
      }
    }
  }
}
