import Ledger
import Pricing

/// `price-sources.csv`: which price book wins where several have prices of a model; it only grows, and the last
/// word on each source counts.
package enum PriceSourcesFile {
  package static let name = WorkspacePath.priceSources
  package static let columns = ["source", "rank", "recorded_at"]

  /// Reads the book.
  ///
  /// - Parameter books: the sources that have a file in `prices/`; others are noted.
  package static func read(
    _ bytes: [UInt8], knownAt: Instant?, books: Set<String>, faults: inout [Finding]
  ) -> PriceSources {
    let table = BookTable(
      bytes, file: name, required: ["source", "rank"], known: columns, faults: &faults)
    var ranks: [String: Int64] = [:]
    for row in table.rows {
      var cells = BookCells(row, of: table)
      let source = cells.name("source").description
      let rank = cells.optionalCount("rank", from: 1, expected: "a whole number from 1")
      if cells.text("rank").isEmpty {
        cells.note(
          .number(column: "rank", text: "", expected: "a whole number from 1"), in: "rank")
      }
      let recordedAt = cells.date("recorded_at")
      if !books.contains(source), !source.isEmpty {
        cells.note(
          .unknownName(
            column: "source", name: source, books: "the file names of prices/",
            near: nearest(to: source, among: books.sorted())), in: "source")
      }
      faults += cells.findings
      if let knownAt, let recordedAt, recordedAt > knownAt { continue }
      if let rank { ranks[source] = rank }
    }
    return PriceSources(ranks: ranks)
  }
}
