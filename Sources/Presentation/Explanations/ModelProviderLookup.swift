import Ledger
import Pricing
import Rating
import Terminal

/// Which provider's model a name means, where the provider is not stated.
package struct ModelProviderLookup {
  private let model: Name
  private let books: Books

  /// - Parameter model: the name, which may have its provider before it.
  package init(_ model: Name, books: Books) {
    self.model = model
    self.books = books
  }

  /// Returns the stated provider, by whatever name of its vendor the books know the model, or the one whose books do.
  package func provider(stated: String?) throws(UnknownModel) -> Name {
    let known = providers.sorted()
    if let stated {
      if ProviderNames.all(of: Name(stated)).contains(where: known.contains) { return Name(stated) }
      let near = nearest(to: model.description, among: books.prices.models(of: Name(stated)))
      throw UnknownModel(model: model, provider: stated, near: near, providers: known)
    }
    if known.count == 1 { return known[0] }
    let names = books.prices.modelNames
    let longer = names.filter { $0.hasPrefix(model.description + "-") }.sorted()
    throw UnknownModel(
      model: model, provider: nil,
      near: known.isEmpty && longer.isEmpty
        ? nearest(to: model.description, among: names) : nil,
      longer: known.isEmpty ? longer : [], providers: known)
  }

  /// The providers that have the name, and the one before it in the name itself; of a name without either, those
  /// of the part after a provider in it.
  private var providers: Set<Name> {
    let known = books.prices.providers(of: model).union(books.aliases.providers(of: model))
    let meant = Set(books.prices.allModels.map(\.provider)).filter { provider in
      books.meanings(of: ModelKey(provider: provider, model: model)).models.contains {
        books.prices.knows(ModelKey(provider: provider, model: $0))
      }
    }
    let named = meant.filter { model.bytes.starts(with: $0.bytes + [UInt8(ascii: "/")]) }
    let found = known.union(named)
    return found.isEmpty ? meant : found
  }
}

/// A model that no provider has, or that several have.
package struct UnknownModel: Error {
  let model: Name
  /// Nil where none was stated.
  let provider: String?
  let near: String?
  /// The models whose names begin with the name and a hyphen, by name.
  var longer: [String] = []
  /// The providers that know the model.
  let providers: [Name]

  private static let shown = 5

  /// The message about it.
  package var message: String {
    let name = SafeText.safe(model.description)
    if providers.count > 1 && provider == nil {
      let names = providers.map(\.description).listed
      return "\(name) is a model of \(names); choose one with --provider"
    }
    var text = provider.map { "\($0) has no model \(name)" } ?? "no price book has a model \(name)"
    if let near { text += ", did you mean \(near)?" }
    if !longer.isEmpty {
      let more = longer.count - UnknownModel.shown
      text +=
        ", did you mean \(longer.prefix(UnknownModel.shown).joined(separator: ", "))"
        + (more > 0 ? " or \(GroupedDigits.count(Int64(more), "other"))?" : "?")
    }
    if near == nil, !providers.isEmpty {
      text +=
        ", but \(providers.map(\.description).listed)"
        + (providers.count == 1 ? " has" : " have")
    }
    return text
  }
}
