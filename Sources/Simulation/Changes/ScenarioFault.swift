import Ledger
import Pricing

/// Why a change of a scenario cannot be made.
package enum ScenarioFault: Error, Hashable, Sendable {
  case unknownTier(Name, near: String?)
  case unknownModel(Name, near: String?)
  case unknownProvider(Name, near: String?)
  /// The model is one of other providers than the change is for.
  case otherProvider(model: Name, of: [Name], expected: Name)
  /// Another scenario has the name.
  case sameName(Name)
  /// An earlier option sets the same.
  case setTwice
  case severalProviders(model: Name, [Name])
  /// The price book quotes no such price.
  case noPrice(model: Name, unitClass: UnitClass?)
  /// The new price of one unit does not fit 18 decimals or the limits of a book.
  case unfitPrice(Price.Key)
  /// The tier has no plan in the time of the change.
  case noPlan(Name)
  case endNotAfterStart
  case sameModel(Name)

  /// The fault as a finding at `place`.
  package func finding(at place: Place) -> Finding {
    Finding(.error, at: place, code: "sim.change", message: message, help: help)
  }

  private var message: String {
    switch self {
    case .unknownTier(let tier, let near):
      "no plan or multiplier names tier \"\(tier)\"" + ScenarioFault.question(near)
    case .unknownModel(let model, let near):
      "no price book has a model \"\(model)\"" + ScenarioFault.question(near)
    case .unknownProvider(let provider, let near):
      "no price book has a provider \"\(provider)\"" + ScenarioFault.question(near)
    case .otherProvider(let model, let owners, let expected):
      "\"\(model)\" is a model of \(owners.map(\.description).joined(separator: " and ")), not of"
        + " \(expected)"
    case .sameName(let name): "two scenarios are called \"\(name)\""
    case .setTwice: "an earlier option already sets this"
    case .severalProviders(let model, let providers):
      "\(model) is a model of " + providers.map(\.description).joined(separator: " and ")
    case .noPrice(let model, let unitClass?):
      "the price book quotes no \(unitClass.name) price of \(model)"
    case .noPrice(let model, nil): "the price book quotes no price of \(model)"
    case .unfitPrice(let key):
      "the new price of \(key.words) is below 0 or needs more than 18 decimals per unit"
    case .noPlan(let tier): "tier \"\(tier)\" has no plan at that time"
    case .endNotAfterStart: "the end is not after the start"
    case .sameModel(let model): "the scenario swaps \(model) for itself"
    }
  }

  private var help: String {
    switch self {
    case .unknownTier: "spell the tier as in plans.csv"
    case .unknownModel: "spell the model as in prices/"
    case .unknownProvider: "spell the provider as in prices/"
    case .otherProvider:
      "spell provider and model as in prices/; a swap stays with one provider"
    case .sameName: "give each its own \"name\": the reports identify them by it"
    case .setTwice: "set it once; for different periods, write a scenario file with dates"
    case .severalProviders: "name the provider too, as in: PROVIDER/MODEL"
    case .noPrice: "the price is derived: change the price of the class that it derives from"
    case .unfitPrice: "write the new price instead of a percentage"
    case .noPlan: "name a tier of plans.csv, and a time at which it has a plan"
    case .endNotAfterStart: "the last day is not included: give a later one"
    case .sameModel: "name another model"
    }
  }

  private static func question(_ near: String?) -> String {
    near.map { ", did you mean \"\($0)\"?" } ?? ""
  }
}
