import Commands
import Engine
import Ledger
import Outputs
import Parts
import Platform
import Terminal

/// The steps that the commands of a run in tasks have in common.
enum DistributedRun {
  /// Reads the folder of a run that this program planned, and returns it with the digest of the program.
  static func folder(_ path: String) throws -> (folder: RunFolder, program: String) {
    let folder = try RunFolder(Arguments.folder(path))
    let program = try program()
    guard program == folder.plan.program else {
      throw DistributedFault.otherProgram(version: folder.plan.version)
    }
    return (folder, program)
  }

  /// The digest of the program that runs.
  static func program() throws(SystemError) -> String { try ProgramDigest.ofThisProgram() }

  /// Returns what a run first asks of the rows of its ledger; refuses what the run refuses before that.
  static func question(
    _ options: RunOptions, root: String, _ source: PartialSlices
  ) throws -> PartialSlices.Wanted {
    try stop(options, root: root, source) { source.wanted }
  }

  /// Does a run up to where it needs slices, and returns what is known then; throws what stopped it otherwise.
  static func stop<Value>(
    _ options: RunOptions, root: String, _ source: PartialSlices, _ value: () -> Value?
  ) throws -> Value {
    var options = options
    options.parts = source
    options.digestsInputs = false
    do {
      _ = try PeriodRun(root: root, database: nil, options: options).finish { _ in root }
    } catch {
      if let value = value() { return value }
      throw error
    }
    preconditionFailure("a run stops where it needs slices")
  }
}
