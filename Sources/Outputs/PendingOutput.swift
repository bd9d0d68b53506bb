import Cube
import Platform

/// The output place of a run, and its database, which is started early.
///
/// The database needs little but the facts and takes longest. It is started as soon as they are
/// known, in parallel with other results.
package struct PendingOutput {
  /// The folder for the other files.
  package let output: OutputFolder
  /// Nil where the workspace is read-only, so that no database can be made.
  let database: Database?

  /// The database of the run, and its first tables, which are being written.
  struct Database {
    let file: DatabaseFile
    let store: DatabaseFile.Begun
  }

  /// Makes the stage of `folder`, and begins the database.
  ///
  /// - Parameter inTurn: it is written when it is needed.
  package init(_ facts: Facts, folder: String, database: DatabaseFile?, inTurn: Bool) throws {
    output = try OutputFolder(
      folder, names: RunOutput.fileNames, family: StatementFileName.family,
      isOurFolder: Manifest.isOurs(in:))
    self.database = database.map { Database(file: $0, store: $0.begin(facts, inTurn: inTurn)) }
  }

  /// Removes the written file, once no writer is left.
  ///
  /// - Parameter output: what became of its own.
  package func discard(_ output: OutputFolder) {
    database?.store.wait()
    output.discard()
    database?.file.discard()
  }
}
