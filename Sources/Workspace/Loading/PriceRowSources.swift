import Ledger

extension Workspace {
  /// Returns the `source` column of rows of the price book.
  package func sources(of places: Set<Place>) -> [Place: Name] {
    var sources: [Place: Name] = [:]
    for book in bookSources {
      let isDerivations = book.path == WorkspacePath.derivations
      guard isDerivations || WorkspacePath.isInPrices(book.path) else { continue }
      var faults: [Finding] = []
      let known = isDerivations ? PriceFile.derivationColumns : PriceFile.columns
      let table = BookTable(
        book.bytes, file: book.path, required: [], known: known, faults: &faults)
      for row in table.rows where places.contains(row.place) {
        sources[row.place] = table.cell("source", of: row)
      }
    }
    return sources
  }
}
