import Ledger
import Platform
import Reports
import Scenarios
import Simulation
import Tables
import Workbook

/// Writes what `simulate` found, all or nothing.
package enum SimulationOutput {
  private static let workbookName = "simulation.xlsx"
  private static let tableNames = [
    "simulation", "simulation-users", "simulation-break-even", "simulation-search",
    "simulation-stopped", "tiers-compare", "free-tier-frontier",
  ]

  /// Every file that a simulation writes, but for the facts, which are numbered.
  package static let fileNames = Set(tableNames.map { $0 + ".csv" } + [workbookName])

  /// True if the simulation files in a folder are from an earlier simulation.
  package static func isOurs(in folder: String) throws -> Bool {
    try Manifest.isOurs(in: folder) || isEarlier(in: folder)
  }

  /// True if a folder holds the first file of an earlier simulation.
  package static func isEarlier(in folder: String) throws -> Bool {
    try TablesOutput.isFile(
      folder + "/simulation.csv", beginning: "scenario,category,measure,key,baseline,")
  }

  /// Writes the tables, the workbook and, if requested, the facts; returns the names.
  ///
  /// The same step removes files of an earlier simulation that this one does not write.
  package static func write(
    _ answer: SimulationAnswer, to folder: String, lastDay: Day
  ) throws -> [String] {
    let facts = answer.facts.indices.map { "simulation-facts-\($0 + 1).csv" }
    let tables = tables(of: answer)
    let book = SimulationWorkbook(
      answer.simulation, search: answer.search, breakEven: answer.breakEven,
      frontier: answer.frontier, tables: tables, version: Version.number, created: lastDay)
    let written = Set(tables.map { $0.name + ".csv" } + [workbookName] + facts)
    let names = written.union(try replaceable(in: folder))
    return try TablesOutput.write(tables, to: folder, names: names) { output in
      for (name, facts) in zip(facts, answer.facts) {
        try output.write(name) { try FactsFile.write(facts, sink: $0) }
      }
      output.add(
        try output.folder.writeWorkbook(workbookName, book.pages, book.properties))
    }.map(\.path)
  }

  /// Returns the names that files of a simulation may take, whichever of them it writes.
  ///
  /// They are those of an earlier simulation, and names that nothing in the folder has.
  private static func replaceable(in folder: String) throws -> Set<String> {
    let free = try fileNames.filter { try !FileSystem.exists(folder + "/" + $0) }
    return free.union(try EarlierSimulation.files(in: folder))
  }

  private static func tables(of answer: SimulationAnswer) -> [Table] {
    let others =
      answer.isSearch
      ? []
      : [
        BreakEven.table(answer.breakEven), answer.tiers.table,
        BudgetSavings.table(answer.frontier),
      ]
    return [
      answer.simulation.table, answer.simulation.usersTable, answer.search?.table, stopped(answer),
    ].compactMap(\.self) + others
  }

  /// The columns of `simulation-stopped.csv`.
  static let stoppedColumns = [Column("scenario", .text)] + AffectedUser.columns

  /// `simulation-stopped.csv`: what restrictions and limits stopped, by user and month, and when each would have noticed.
  private static func stopped(_ answer: SimulationAnswer) -> Table? {
    let rows = answer.simulation.scenarios.indices.flatMap { index in
      answer.restricted[index].users("", and: answer.stops[index]).map {
        [.text(answer.simulation.scenarios[index].name)] + $0.cells
      }
    }
    if rows.isEmpty { return nil }
    return Table(
      name: "simulation-stopped", title: "Stopped",
      columns: stoppedColumns, rowCount: rows.count,
      order: "by user and month"
    ) { rows[$0] }
  }
}
