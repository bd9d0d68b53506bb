import Platform
import Reports
import Workbook

/// Writes what `watch` found, all or nothing.
package enum WatchOutput {
  private static let workbookName = "price-watch.xlsx"
  private static let reports: [Report] = [
    .priceWatch, .priceWatchTiers, .priceHistory, .priceChecks,
  ]
  /// Every file that a watch writes into its folder.
  package static let fileNames = Set(reports.map { $0.name + ".csv" } + [workbookName])

  /// True if the files in a folder are from an earlier run, simulation or watch.
  package static func isOurs(in folder: String) throws -> Bool {
    if try SimulationOutput.isOurs(in: folder) { return true }
    return try TablesOutput.isFile(
      folder + "/price-watch.csv", beginning: "provider,model,class,service_tier,old,new,")
  }

  /// Writes the tables and the workbook; returns what was written.
  package static func write(_ run: Run, to folder: String) throws -> [WrittenFile] {
    let all = reports.map { $0.table(run.input) }
    let book = WatchWorkbook(
      run.input.watch, days: run.days, tables: all, version: Version.number, created: run.lastDay)
    return try TablesOutput.write(all, to: folder, names: fileNames) { output in
      output.add(
        try output.folder.writeWorkbook(
          workbookName, book.pages, book.properties))
    }
  }
}
