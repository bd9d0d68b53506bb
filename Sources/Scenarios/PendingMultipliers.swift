import Ledger
import Rating
import Terminal
import Workspace

/// Rows for the multiplier book that wait for approval: worked out first, then written.
package struct PendingMultipliers {
  let book: MultiplierFile
  /// Who asks.
  let name: String
  /// The changes that need no approval, in words.
  var others: [String] = []
  private var cells: [[String: String]] = []
  private var sentences: [String] = []

  init(book: MultiplierFile, name: String) {
    self.book = book
    self.name = name
  }

  var isEmpty: Bool { cells.isEmpty }

  /// Adds the rows of one change, which belong together; one that another scenario asks for too is added once.
  mutating func add(_ rows: [ProposedMultiplier], _ added: [[String: String]]) throws {
    for (row, own) in zip(rows, added) where !cells.contains(own) {
      cells.append(own)
      let from = row.from == .distantPast ? "" : " from \(row.from)"
      let to = row.to.map { " until \($0) (exclusive)" } ?? ""
      let again = row.resumed == nil ? "" : ", as before,"
      sentences.append(
        "Proposed: \(SafeText.safe(row.key.words)) multiplier \(row.multiplier)\(again)"
          + "\(from)\(to). A person other than \(SafeText.safe(name)) must approve it: assay multipliers list"
      )
    }
    guard rows.count > 1 else { return }
    let all = try book.lines(of: cells)
    let lines = zip(cells, all).filter { added.contains($0.0) }.map { "\($0.1)" }
    sentences.append(
      "Lines \(lines.listed) belong together: a run with only some of them differs from the"
        + " simulation.")
  }

  /// The proposed changes, in words.
  package var words: [String] {
    others.isEmpty
      ? sentences
      : sentences + [
        "Not proposed, since only multipliers need approval: "
          + SafeText.safe(others.joined(separator: ", ")) + "."
      ]
  }

  /// Adds the rows to the book.
  package func write() throws { try book.append(cells, as: .proposal) }
}
