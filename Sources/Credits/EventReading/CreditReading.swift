import Intake
import Ledger
import Parsing

/// The credit events of a workspace as read, and what there is to say about the files.
package struct CreditReading: Sendable {
  package var ledger: CreditLedger
  /// The rejected rows with their texts, in order of path and line: the first of very many.
  package let rejects: [RejectedEventRow]
  package let findings: [Finding]
  /// The findings that are not listed, counted.
  package let unlisted: [OmittedFindings]
  /// The files that could not be used, in order of path, each with the code of the reason.
  package let refusedFiles: [(path: String, code: String)]
  /// The rows that were recorded after the known instant; they are in no term of the equation.
  package let recordedLater: Int

  /// The rows that were read: events and rejected rows.
  package var rowsRead: Int {
    ledger.events.count { !$0.isBookBalance } + ledger.rejected.count
  }

  /// The faults for which files cannot be used, by file.
  package var faultsOfRefusedFiles: [Finding] {
    let codes = Dictionary(refusedFiles.map { ($0.path, $0.code) }) { first, _ in first }
    return findings.filter {
      $0.severity == .error && codes[$0.place.file] == $0.code
    }
  }

  /// Returns true if not every rejected row has its text.
  package var keepsAllRejects: Bool { rejects.count == ledger.rejected.count }

  /// The most rejected rows whose texts are kept.
  package static let keptRejects = 20_000

  /// The rules by which files are read.
  package struct Rules: Sendable {
    /// Rows recorded later are left out; nil takes all.
    package var knownAt: Instant?
    /// The most rejected rows of each file and code that become findings.
    package var listed = OmittedFindings.limit
    /// Returns true if a file is refused for its number of rejected rows among all its rows.
    package var refuses: @Sendable (_ rejected: Int, _ rows: Int) -> Bool = {
      $1 >= 20 && 2 * $0 > $1
    }
    /// Returns the text of a rejected row as it is kept.
    package var cut: @Sendable ([UInt8]) -> [UInt8] = { $0 }

    package init() {}
  }

  /// Reads all files.
  ///
  /// - Parameters:
  ///   - inputs: the files, in whatever order; they are read by the bytes of their paths.
  ///   - balances: the rows of `balances.csv`.
  package init(_ inputs: [EventInput], balances: [BookBalance] = [], _ rules: Rules = Rules()) {
    var reader = EventReader(rules)
    reader.add(balances)
    reader.size = inputs.reduce(0) { $0 + $1.size }
    for input in inputs.sorted(by: { Name($0.source.path) < Name($1.source.path) }) {
      reader.read(input)
    }
    ledger = CreditLedger(
      names: reader.texts.names, events: reader.events, terms: reader.terms, files: reader.files,
      rejected: reader.rejected)
    rejects = reader.kept
    findings = reader.notes.findings
    unlisted = reader.notes.unlisted
    refusedFiles = reader.refused
    recordedLater = reader.recordedLater
  }

  /// Passes every rejected row of files that were read before, in order of path and line, to `body`.
  package static func forEachReject(
    in inputs: [EventInput], _ rules: Rules,
    _ body: (RejectedEventRow, _ path: String) throws -> Void
  ) rethrows {
    for input in inputs.sorted(by: { Name($0.source.path) < Name($1.source.path) }) {
      var reader = EventReader(rules, keeping: .max)
      reader.read(input)
      if !reader.refused.isEmpty { continue }
      for row in reader.kept { try body(row, input.source.path) }
    }
  }
}

/// A rejected row as `credit-rejects.csv` lists it.
package struct RejectedEventRow: Sendable {
  /// The index of the file in `CreditLedger.files`.
  package let file: UInt32
  package let line: Int
  /// The name of the column; empty where the whole row is meant.
  package let column: String
  package let code: String
  /// Every fault's message.
  package let message: String
  /// The row as it is in the file, cut if it is very long.
  package let text: [UInt8]
}
