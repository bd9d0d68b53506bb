import Ledger
import Platform
import Tables

/// One line of `closes.csv`: a close, an approval or a restatement.
package struct CloseRow: Hashable, Sendable {
  /// From 1, without gaps.
  package let sequence: Int
  package let kind: CloseKind
  /// The month that is closed.
  package let period: Month
  /// The number of the close within its month, from 1; of an approval, the number of the approved close.
  package let number: Int
  /// The time of the decision, as the person states it.
  package let at: Instant
  /// The person, as typed.
  package let by: String
  /// Empty if an approval states none.
  package let reason: String
  /// The kinds of defects that the close accepts, in the order of `CloseDefect`.
  package let accepted: [String]
  /// The path of the manifest in the workspace; empty in an approval.
  package let manifest: String
  /// The SHA-256 of the manifest in hexadecimal digits; empty in an approval.
  package let manifestSHA256: String
  /// The number of the close that a restatement replaces.
  package let restates: Int?
  /// The `row_sha256` of the previous line; 64 zeros in the first.
  package let previousSHA256: String
  /// The SHA-256 of the bytes of the line up to and including the comma before it.
  package let rowSHA256: String
  /// The line in `closes.csv`, from 2.
  package let line: Int

  /// The path of the manifest of a close.
  package static func manifestPath(of period: Month, number: Int) -> String {
    "\(CloseChain.folder)/\(period)-\(number).json"
  }

  /// The path of the file that holds the line of a close alone, for signatures.
  package static func rowPath(of period: Month, number: Int) -> String {
    "\(CloseChain.folder)/\(period)-\(number).row"
  }

  /// The tag in git that a close or restatement proposes.
  package var tag: String { "close-\(period)" + (number == 1 ? "" : "-\(number)") }

  /// The path of the file that holds this line alone; an approval has none.
  package var rowPath: String { CloseRow.rowPath(of: period, number: number) }

  /// The columns before `row_sha256`, as cells.
  private var cells: [Cell] {
    [
      .count(Int128(sequence)), .text(Name(kind.rawValue)), .text(Name(period.description)),
      .count(Int128(number)), .text(Name(at.rfc3339)), .text(Name(by)), .text(Name(reason)),
      .text(Name(accepted.joined(separator: ";"))), .text(Name(manifest)),
      .text(Name(manifestSHA256)), restates.map { .count(Int128($0)) } ?? .blank,
      .text(Name(previousSHA256)),
    ]
  }

  /// The bytes of the line up to and including the comma before `row_sha256`.
  var hashedBytes: [UInt8] { CSVText.bytes(cells) + [0x2C] }

  /// The bytes of the line with its LF.
  package var bytes: [UInt8] { hashedBytes + Array(rowSHA256.utf8) + [0x0A] }
}
