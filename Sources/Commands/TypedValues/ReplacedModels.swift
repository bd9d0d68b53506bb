import Cube
import Ledger
import Pricing
import Rating
import Terminal

extension Arguments {
  /// Returns the value of `--replace`: the models that replace models without a price.
  package func successors() throws(UsageFault) -> [ModelKey: ModelKey] {
    try value(
      "--replace",
      expected: "models as PROVIDER/OLD=PROVIDER/NEW, separated by commas, each OLD once; NEW"
        + " must differ from OLD"
    ) { text in
      var successors: [ModelKey: ModelKey] = [:]
      for pair in text.split(separator: ",", omittingEmptySubsequences: false) {
        let models = pair.split(separator: "=").compactMap { ModelKey(typed: $0) }
        guard models.count == 2, models[0] != models[1],
          successors.updateValue(models[1], forKey: models[0]) == nil
        else { return nil }
      }
      return successors
    } ?? [:]
  }
}

/// Holds the models of `--replace` against the ledger and the books.
package enum ReplacedModels {
  /// Refuses an old model that neither the ledger nor the price book has, and a new one that the price book has not.
  package static func refuseUnknown(
    _ successors: [ModelKey: ModelKey], ledger: Facts, books: Books
  ) throws(UsageFault) {
    let used = Set(
      ledger.dimensions.map { ModelKey(provider: $0.provider, model: $0.model) })
    for (old, new) in successors.sorted(by: { $0.key.typed < $1.key.typed }) {
      if !used.contains(old) && !books.prices.knows(old) {
        throw unknown(
          old, expected: "a model of the ledger or the price book", books.prices.allModels + used)
      }
      let isKnown = books.meanings(of: new).models.contains {
        books.prices.knows(ModelKey(provider: new.provider, model: $0))
      }
      if !isKnown {
        throw unknown(new, expected: "a model of the price book", books.prices.allModels)
      }
    }
  }

  private static func unknown(
    _ model: ModelKey, expected: String, _ known: [ModelKey]
  ) -> UsageFault {
    .wrongValue(
      option: "--replace", text: model.typed, expected: expected,
      near: nearest(to: model.typed, among: Set(known.map(\.typed))))
  }
}

extension ModelKey {
  /// Reads `provider/model`; the model may hold further slashes.
  fileprivate init?(typed text: Substring) {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    self.init(provider: Name(String(parts[0])), model: Name(String(parts[1])))
  }

  /// The model as it is typed.
  fileprivate var typed: String { "\(provider.description)/\(model.description)" }
}
