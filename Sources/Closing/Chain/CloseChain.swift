import Ledger
import Platform
import Workspace

/// `closes.csv`, read and checked: a chain of lines, each with the hash of the line before it.
package struct CloseChain: Sendable {
  package static let file = WorkspacePath.closes
  /// The folder of the manifests.
  package static let folder = WorkspacePath.closeFolder
  package static let columns = [
    "sequence", "kind", "period", "number", "at", "by", "reason", "accepted", "manifest",
    "manifest_sha256", "restates", "previous_sha256", "row_sha256",
  ]
  /// The hash before the first line.
  package static let noHash = String(repeating: "0", count: 64)

  /// The lines that can be read, in their order, also if their hashes are wrong.
  package let rows: [CloseRow]
  /// By line.
  package let faults: [ChainFault]
  /// The `row_sha256` of the last row; 64 zeros without one.
  package let head: String
  /// The file.
  private let text: [UInt8]

  /// A chain without lines.
  package init() {
    (rows, faults, head, text) = ([], [], CloseChain.noHash, CloseChain.header)
  }

  /// Reads and checks the bytes of the file; faults are values.
  package init(_ bytes: [UInt8]) {
    var reader = ChainReader()
    reader.read(bytes)
    rows = reader.rows
    faults = reader.faults
    text = bytes
    head = reader.rows.last?.rowSHA256 ?? CloseChain.noHash
  }

  /// Reads the chain of the workspace in `root`; nil if it has no `closes.csv`.
  package static func read(in root: String) throws(RunRefusal) -> CloseChain? {
    try BookBytes.read(file, in: root).map { CloseChain($0) }
  }

  /// Every close and restatement, in the order of the lines.
  package var allCloses: [MonthClose] {
    var approvals: [Month: [Int: CloseRow]] = [:]
    var latest: [Month: Int] = [:]
    for row in rows {
      switch row.kind {
      case .close, .restate: latest[row.period] = row.number
      case .approve: approvals[row.period, default: [:]][row.number] = row
      }
    }
    return rows.filter { $0.kind != .approve }.map { row in
      MonthClose(
        row: row, approval: approvals[row.period]?[row.number],
        isSuperseded: latest[row.period] != row.number)
    }
  }

  /// The latest close or restatement of each closed month, by month.
  package var closes: [MonthClose] {
    allCloses.filter { !$0.isSuperseded }.sorted { $0.row.period < $1.row.period }
  }

  /// Returns the latest close of a month; nil if it is open.
  package func close(of month: Month) -> MonthClose? {
    closes.first { $0.row.period == month }
  }

  /// A line to append, without the members that follow from its place.
  package struct Entry {
    let kind: CloseKind
    let period: Month
    let number: Int
    let at: Instant
    let by: String
    let reason: String
    let accepted: [String]
    let manifestSHA256: String

    /// - Parameters: see the members of `CloseRow`; an approval has no `accepted` and an empty `manifestSHA256`.
    package init(
      _ kind: CloseKind, of period: Month, number: Int, at: Instant, by: String, reason: String,
      accepted: [String] = [], manifestSHA256: String = ""
    ) {
      self.kind = kind
      self.period = period
      self.number = number
      self.at = at
      self.by = by
      self.reason = reason
      self.accepted = accepted
      self.manifestSHA256 = manifestSHA256
    }
  }

  /// Returns the next line, with its hashes.
  package func appending(_ entry: Entry) -> CloseRow {
    func row(_ hash: String) -> CloseRow {
      CloseRow(
        sequence: rows.count + 1, kind: entry.kind, period: entry.period, number: entry.number,
        at: entry.at, by: entry.by, reason: entry.reason, accepted: entry.accepted,
        manifest: entry.kind == .approve
          ? "" : CloseRow.manifestPath(of: entry.period, number: entry.number),
        manifestSHA256: entry.manifestSHA256,
        restates: entry.kind == .restate ? entry.number - 1 : nil, previousSHA256: head,
        rowSHA256: hash, line: rows.count + 2)
    }
    return row(SHA256.text(of: row("").hashedBytes))
  }

  /// Returns the bytes of the file with one more line.
  package func bytes(with row: CloseRow) -> [UInt8] { text + row.bytes }

  /// The first line, with its LF.
  static let header = Array((columns.joined(separator: ",") + "\n").utf8)
}
