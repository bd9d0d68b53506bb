import Credits
import Engine
import Ledger
import Platform
import Reports
import Tables

/// Writes the results of a run or `assay audit` about the credit ledger.
package enum CreditOutput {
  /// Every file about credits.
  package static let fileNames: Set<String> = [
    "audit-findings.csv", "audit-summary.csv", "credit-balances.csv", "grants.csv",
    "reservations.csv", "coupons-report.csv", "plan-changes.csv", "pool-usage.csv",
    "low-balances.csv", "notices.csv", "deferred-revenue.csv", "revenue-waterfall.csv",
    "journal.csv", "entitlement-findings.csv", "byok-accounts.csv", "credit-rejects.csv",
    "invoices.csv", "invoice-lines.csv", "billing-map.csv",
  ]

  /// True for the name of a file about credits, statements included.
  static func isFileName(_ name: String) -> Bool {
    fileNames.contains(name) || StatementFileName.family.contains(name)
  }

  /// The tables of an audit, some of which have a sheet; rejected rows are no table, as there may be millions.
  static func tables(of credits: CreditRun) -> [Table] {
    let audit = credits.audit
    let billing = credits.billing.map { billing in
      [
        InvoicesTable(billing.invoices).table,
        InvoiceLinesTable(billing.invoices, audit).table, BillingMapTable(billing.map).table,
      ]
    }
    return [
      AuditFindingsTable(audit).table, AuditSummaryTable(audit).table,
      CreditBalancesTable(audit).table, GrantsTable(audit).table,
      ReservationsTable(audit).table, CouponsTable(audit).table,
      PlanChangesTable(audit).table, PoolUsageTable(audit).table,
      LowBalancesTable(audit).table, NoticesTable(audit).table,
      DeferredRevenueTable(audit).table, RevenueWaterfallTable(audit).table,
      JournalTable(audit).table, EntitlementFindingsTable(audit).table,
      OwnKeyAccountsTable(audit).table,
    ] + (billing ?? [])
  }

  /// Writes the files into a folder, all or nothing; others stay as they are.
  ///
  /// - Parameter statements: the accounts to write statements of, by their names' numbers; earlier statements go.
  package static func write(
    _ credits: CreditRun, statements: [UInt32] = [], _ lone: OptionalOutputs = OptionalOutputs(),
    toFolder path: String
  ) throws -> [WrittenFile] {
    let stories = credits.stories(of: statements)
    return try TablesOutput.write(
      [], to: path, names: fileNames, family: StatementFileName.family, isOurs: isOurs(in:)
    ) { output in
      try write(credits, tables(of: credits), to: &output)
      for story in stories {
        let account = credits.audit.names.name(story.statement.account)
        let table = StatementTable(story.statement, credits.audit).table(
          named: StatementFileName.base(of: account))
        try output.write(table.name + ".csv") { try CSVFile.write(table, sink: $0) }
      }
      guard let path = lone.eventRevenue else { return }
      try output.writeRows(elsewhere: path) {
        try EventRevenueFile.write(credits.audit, sink: $0)
      }
    }
  }

  /// Writes the files of the tables of a run into a folder, on as many threads as the run has.
  static func write(
    _ credits: CreditRun, _ tables: [Table], to output: inout OutputFolder
  ) throws {
    let folder = output.folder
    let files = Parallel.spread(tables.count, over: credits.threads) { index in
      let table = tables[index]
      return Result { try folder.write(table.name + ".csv") { try CSVFile.write(table, sink: $0) } }
    }
    for file in files { output.add(try file.get()) }
    try output.write("credit-rejects.csv") { try CreditRejectsFile.write(credits, sink: $0) }
  }

  /// True if the files in a folder are from an earlier run or from `assay audit`.
  package static func isOurs(in folder: String) throws -> Bool {
    if try Manifest.isOurs(in: folder) { return true }
    return try TablesOutput.isFile(
      folder + "/audit-summary.csv", beginning: "check,severity,findings,accounts,credits,usd,")
  }

  /// Refuses a folder with the reports of a run of other inputs: its files would no longer fit together.
  package static func refuseOtherInputs(
    in folder: String, now ledger: SummedLedger, _ credits: CreditLedgerInputs
  ) throws {
    try ManifestInputs.refuseOthers(in: folder, now: ledger.workspace) { try credits.digested() }
  }
}
