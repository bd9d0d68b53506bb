import Bills
import Ledger
import Reports
import Tables

/// Writes vendors' bills into the database.
enum BillWriter {
  static func write(_ bills: BillComparison, _ database: Database) throws {
    let zones = bills.reconciliation.zones
    try writeGroups(bills.reconciliation, zones, database)
    try writeLines(bills, zones, database)
  }

  private static func writeGroups(
    _ bills: BillReconciliation, _ zones: [BillKey: ReportingZone], _ database: Database
  ) throws {
    let table = BillReconciliationTable(bills).table
    let groups = try Inserter(database, into: .billGroup)
    var cells: [Cell] = []
    for (index, group) in bills.groups.enumerated() {
      table.put(rowAt: index, into: &cells)
      try groups.insert { row in
        row.append(Int64(index + 1))
        for cell in cells { row.append(cell) }
        row.append(group.month(in: zones[group.bill] ?? .utc).description)
      }
    }
    let parts = try Inserter(database, into: .billPart)
    for (index, group) in bills.groups.enumerated() {
      for part in BillPart.allCases.sorted(by: { $0.code < $1.code })
      where group.parts[part.rawValue] != .zero {
        try parts.insert { row in
          row.append(Int64(index + 1))
          row.append(part.code)
          row.append(Cell.money(group.parts[part.rawValue]))
        }
      }
    }
  }

  private static func writeLines(
    _ bills: BillComparison, _ zones: [BillKey: ReportingZone], _ database: Database
  ) throws {
    let lines = try Inserter(database, into: .billLine)
    try bills.visitLines { line in
      let zone = zones[BillKey(format: line.format, vendor: line.vendor)] ?? .utc
      try lines.insert { row in
        for cell in BillLinesTable.cells(of: line) { row.append(cell) }
        row.append(
          line.period.isEmpty ? "" : zone.day(of: line.period.from).month.description)
      }
    }
  }
}
