import Glibc
import Intake
import Ledger
import Platform
import Pricing
import Rating

/// `multipliers.csv` as it is, to which rows are added at the end and in which none is ever changed.
package struct MultiplierFile {
  package static let name = WorkspacePath.multipliers
  /// The rows in the order of the file.
  package let rows: [Row]
  private let book: BookAppender

  /// A row with what rating does not need of it.
  package struct Row {
    package let dated: DatedRow<MultiplierRow>
    package let reason: Name
    /// The target as it is written; empty where there is none.
    package let targetMargin: Name
    package var line: Int { dated.place.line ?? 0 }
  }

  /// Reads the book of the workspace in `root`; one that is not there is empty.
  package init(root: String) throws {
    book = try BookAppender(
      root: root, name: MultiplierFile.name,
      columns: MultiplierBookReader.columns)
    rows = try MultiplierFile.read(book.bytes)
  }

  private static func read(_ bytes: [UInt8]) throws(RunRefusal) -> [Row] {
    if bytes.isEmpty { return [] }
    var findings: [Finding] = []
    let dated = MultiplierBookReader.rows(bytes, file: name, faults: &findings)
    var faults: [BookProblem] = []
    _ = MultiplierBook(
      dated, fallback: Settings().defaultMultiplier, knownAt: nil, faults: &faults)
    let errors = (findings + faults.map { $0.finding() })
      .filter { $0.severity == .error }
    if !errors.isEmpty { throw RunRefusal(findings: errors.inReadingOrder) }
    var unread: [Finding] = []
    let table = BookTable(
      bytes, file: name, required: [], known: MultiplierBookReader.columns,
      faults: &unread)
    let written = Dictionary(table.rows.map { ($0.place.line ?? 0, $0) }) { first, _ in first }
    return dated.map { row in
      func text(_ column: String) -> Name {
        written[row.place.line ?? 0].map { table.cell(column, of: $0) } ?? .empty
      }
      return Row(
        dated: row, reason: text("reason"), targetMargin: text("target_margin_percent"))
    }
  }

  /// The statements of the rows that count, over time.
  package var histories: MultiplierBook {
    var faults: [BookProblem] = []
    return MultiplierBook(
      rows.map(\.dated), fallback: Settings().defaultMultiplier, knownAt: nil, faults: &faults)
  }

  /// The rows that wait for a decision: pending, and not decided by a later row.
  package var pending: [Row] {
    let waiting = MultiplierBook.waiting(rows.map(\.dated))
    return rows.filter { waiting.contains($0.dated.place) }
  }

  // MARK: Adding

  /// Adds rows at the end, in one step; nothing is written if the book could not be used with them.
  ///
  /// - Parameters:
  ///   - added: the cells of each row by column; the columns with text must be there.
  ///   - written: what they are to the caller.
  package func append(_ added: [[String: String]], as written: Interruption.Written) throws {
    try requireColumns(of: added)
    try book.append(added, as: written) { _ = try MultiplierFile.read($0) }
  }

  private func requireColumns(of added: [[String: String]]) throws(MultiplierRefusal) {
    let missing = Set(added.flatMap { $0.filter { !$0.value.isEmpty }.keys })
      .subtracting(book.columns).subtracting(["recorded_at"]).sorted()
    if !missing.isEmpty { throw .missingColumns(missing) }
  }

  /// Refuses pending rows without a possible approver: the book could not be used with them.
  package func checkApproval(of pending: [[String: String]]) throws {
    try requireColumns(of: pending)
    let approved = pending.map {
      $0.merging(["status": "approved", "recorded_at": Instant.now.description]) { $1 }
    }
    do throws(RunRefusal) { _ = try MultiplierFile.read(book.bytes(with: approved)) } catch {
      let corrects =
        book.columns.contains("recorded_at")
        ? "" : "; a correction needs a column recorded_at in the book"
      throw RunRefusal(
        findings: error.findings.map {
          Finding(
            .error, at: Place(file: MultiplierFile.name), code: $0.code,
            message: "once approved, \($0.message)",
            help:
              "in a scenario file, start the change after that row ends, or at its effective_from to"
              + " correct it" + corrects)
        })
    }
  }

  /// The line on which each of some rows would begin.
  package func lines(of added: [[String: String]]) throws -> [Int] {
    try MultiplierFile.read(book.bytes(with: added)).suffix(added.count).map(\.line)
  }

  /// The rows that wait and belong to another: of one person and reason, and next to it in time or for the same
  /// time, so that one alone would differ from the request.
  package func companions(of row: Row) -> [Row] {
    let (own, key) = (row.dated, row.dated.value.key)
    return pending.filter { other in
      let (theirs, otherKey) = (other.dated, other.dated.value.key)
      guard other.line != row.line, other.reason == row.reason,
        theirs.value.requestedBy == own.value.requestedBy,
        (otherKey.level, otherKey.tier, otherKey.model) == (key.level, key.tier, key.model)
      else { return false }
      if otherKey == key { return theirs.to == own.from || own.to == theirs.from }
      return !key.model.isEmpty
        && (theirs.value.multiplier, theirs.from) == (own.value.multiplier, own.from)
    }
  }
}
