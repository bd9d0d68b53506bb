import Credits
import Ledger
import Reports
import Tables

/// Writes the credit ledger into the database.
enum CreditWriter {
  /// - Parameter zone: of the days on which grants expire.
  static func write(
    _ audit: CreditAudit, in zone: ReportingZone, _ database: Database
  ) throws {
    try write(AuditFindingsTable(audit).table, into: .auditFinding, database)
    try write(CreditBalancesTable(audit).table, into: .creditBalance, database)
    try writeGrants(audit, in: zone, database)
    try write(ReservationsTable(audit).table, into: .reservation, database)
    try write(CouponsTable(audit).table, into: .couponUse, database)
    try write(PlanChangesTable(audit).table, into: .planChange, database)
    try write(PoolUsageTable(audit).table, into: .poolUsage, database)
    try write(LowBalancesTable(audit).table, into: .lowBalance, database)
    try write(EntitlementFindingsTable(audit).table, into: .entitlementFinding, database)
  }

  /// Puts in the rows of a table one after another.
  static func write(_ table: Table, into stored: StoreTable, _ database: Database) throws {
    let inserter = try Inserter(database, into: stored)
    var cells: [Cell] = []
    for index in 0..<table.rowCount {
      table.put(rowAt: index, into: &cells)
      try inserter.insert { row in for cell in cells { row.append(cell) } }
    }
  }

  private static func writeGrants(
    _ audit: CreditAudit, in zone: ReportingZone, _ database: Database
  ) throws {
    let table = GrantsTable(audit).table
    let inserter = try Inserter(database, into: .creditGrant)
    var cells: [Cell] = []
    for (index, grant) in audit.grants.enumerated() {
      table.put(rowAt: index, into: &cells)
      try inserter.insert { row in
        for cell in cells { row.append(cell) }
        // No end of grants stands for never.
        if grant.expiresAt == .max {
          row.appendNull()
        } else {
          row.append(zone.day(of: Instant(nanoseconds: grant.expiresAt)).description)
        }
      }
    }
  }
}
