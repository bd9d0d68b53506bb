import Ledger
import Pricing
import Rating

/// A model that a catalog prices by the hour, so that no price of it was imported.
struct HourlyModel {
  let provider: String
  let model: String
  /// The file whose prices requests for it have instead, the best by rank; nil where no other states any.
  let pricedBy: String?

  /// Returns the models among what was not imported into `file`, each once.
  static func all(_ notes: [CatalogNote], file: String, books: Books) -> [HourlyModel] {
    var seen: Set<String> = []
    return notes.filter { $0.reason == .hours }.compactMap { note in
      guard seen.insert(note.provider + "\n" + note.model).inserted else { return nil }
      let rows = books.prices.rows.filter {
        $0.value.key.provider.description == note.provider
          && $0.value.key.model.description == note.model
      }
      if rows.contains(where: { $0.place.file == file }) { return nil }
      let files = Set(rows.map(\.place.file)).sorted {
        (books.prices.sources.rank(of: $0), $0) < (books.prices.sources.rank(of: $1), $1)
      }
      return HourlyModel(provider: note.provider, model: note.model, pricedBy: files.first)
    }
  }

  /// The model, and what its requests cost now.
  var words: String {
    "\(provider) \(model): " + (pricedBy.map { "priced by \($0)" } ?? "no price")
  }

  var json: JSONText {
    .object([
      ("provider", .string(provider)), ("model", .string(model)),
      ("priced_by", .described(pricedBy)),
    ])
  }
}
