import Cube
import Reports

/// What of a run's output needs nothing but its facts and takes longest: begun as soon as they are known, beside what
/// else follows from them.
struct BegunOutput {
  /// Where the other files are to be written.
  let output: OutputFolder
  let facts: Parallel.Pending<Result<WrittenFile, any Error>>
  /// Nil where the workspace is read-only, so that no database can be made.
  let database: Database?

  /// The database of the run, and its first tables, which are being written.
  struct Database {
    let file: DatabaseFile
    let store: DatabaseFile.Begun
  }

  /// Begins `facts.csv` in the stage of `folder`, and the database.
  ///
  /// - Parameter inTurn: both are written when they are asked for.
  init(_ facts: Facts, folder: String, database: DatabaseFile?, inTurn: Bool) throws {
    output = try OutputFolder(folder, names: RunOutput.fileNames)
    self.database = database.map { Database(file: $0, store: $0.begin(facts, inTurn: inTurn)) }
    let stage = output.folder
    let store = self.database?.store
    self.facts = Parallel.begin(inTurn: inTurn) {
      // At the same time they would take from the processors what the workbook, which ends last, waits for.
      store?.wait()
      return Result {
        try stage.write("facts.csv", directly: true) { try FactsFile.write(facts, sink: $0) }
      }
    }
  }

  /// Takes away what was written, once nobody writes to it any more.
  ///
  /// - Parameter output: what became of its own.
  func discard(_ output: OutputFolder) {
    facts.wait()
    database?.store.wait()
    output.discard()
    database?.file.discard()
  }
}
