import Bills
import Engine

extension BillOutput {
  /// True if the files in a folder are from an earlier run or from `assay bill`.
  package static func isOurs(in folder: String) throws -> Bool {
    if try Manifest.isOurs(in: folder) { return true }
    // Earlier versions had no further column.
    return try TablesOutput.isFile(
      folder + "/bill-summary.csv", beginning: "format,vendor,month,part,groups,usd")
  }

  /// Refuses a folder with the reports of a run of other inputs: its files would no longer fit together.
  ///
  /// Bills are digested only where there are such reports.
  package static func refuseOtherInputs(
    in folder: String, now ledger: SummedLedger, _ bills: BillFolder
  ) throws {
    try ManifestInputs.refuseOthers(in: folder, now: ledger.workspace) { try bills.digested() }
  }
}
