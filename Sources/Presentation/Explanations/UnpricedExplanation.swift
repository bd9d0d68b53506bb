import Ledger
import Pricing
import Rating
import Workspace

/// Says why a model has no price, and what might mend it.
struct UnpricedExplanation {
  let trace: RatingTrace
  let books: Books

  func text(_ reason: UnpricedReason) -> String {
    let (provider, model) = (trace.card.kind.provider, trace.card.dimensions.model)
    switch reason {
    case .ambiguousAlias:
      let rows = books.meanings(of: trace.card.kind).entries(at: trace.startedAt)
      return "No price: \(trace.card.kind.model) means several models at that time,"
        + " \(SourceLocationText.list(rows.map(\.place))); end one of the rows"
    case .notInForce:
      return "No price: no row of \(provider) \(model) is in force at \(trace.startedAt)"
    case .unknownFee:
      return "No price: \(provider) \(model) has a per-request fee whose amount is not known"
    case .conditions(let conditions):
      return "No price: the price books quote no price of \(provider) \(model) for "
        + conditions.what
    case .unknownModel:
      // The rows that were recorded later are listed below.
      return trace.unfit.isEmpty
        ? "No price: the price books have no row of \(provider) \(model)" + advice
        : "No price: the price books had no row of \(provider) \(model) yet"
    }
  }

  /// The alias row of the name at other times, or the name that was probably meant.
  private var advice: String {
    let kind = trace.card.kind
    if let alias = books.meanings(of: kind).outOfForce(at: trace.startedAt) {
      return
        "; \(kind.model) means \(alias.value.model) according to \(SourceLocationText.outOfForce(alias))"
    }
    guard let meant else { return "" }
    if let alias = trace.alias {
      return "; if it is \(meant), write that in \(SourceLocationText.short(alias.place))"
    }
    return "; if it is \(meant), add to aliases.csv:"
      + " \(kind.provider),\(trace.card.dimensions.model),\(meant),,"
  }

  /// The model that was probably meant: one that the name begins with, else one a letter or two off.
  private var meant: String? {
    let name = trace.card.dimensions.model.description
    let known = books.prices.models(of: trace.card.kind.provider)
    let stems = known.filter { name.hasPrefix($0 + "-") || name.hasPrefix($0 + "@") }
    return stems.max { $0.count < $1.count } ?? nearest(to: name, among: known)
  }
}
