import Ledger
import Pricing

/// The names of models that a price book knows, so that the one that another name was meant to be is found among tens
/// of thousands.
struct ModelNameSuggestions {
  private let names: Set<String>
  /// By the numbers in them, in order; a model with another number is another model, with other prices.
  private let byNumbers: [[Substring]: [String]]

  init(_ names: some Sequence<String>) {
    self.names = Set(names)
    byNumbers = Dictionary(grouping: self.names.sorted(), by: ModelRelease.numbers)
  }

  /// The model that a name was probably meant to be; nil where none is near.
  ///
  /// One with a letter or two amiss, or that of the name without the date or release it ends with.
  func meant(by name: String) -> String? {
    let undated = ModelRelease.without(name)
    for text in [name, undated] {
      if text != name, names.contains(text) { return text }
      let alike = byNumbers[ModelRelease.numbers(text), default: []]
      if let near = nearest(to: text, among: alike) { return near }
    }
    return nil
  }
}
