import Cube
import Ledger

/// The key of a line of `focus.csv`, besides its day.
///
/// The context band is a part of it, since the id of a price names the band; a fee per request has none.
struct FocusUsageKey: Hashable {
  let unitClass: UnitClass
  /// For one unit; nil where it is not known.
  let price: Money?
  let contextOver: Int64
  /// In the order by which lines are sorted, bytewise.
  let parts: [Name]

  init(_ rate: UseRate, _ unitClass: UnitClass, _ cut: FocusGrouping) {
    let price = rate.isUnpriced ? nil : rate.prices[unitClass.rawValue]
    let part: Name =
      switch cut {
      case .none: .empty
      case .tier: rate.tier
      case .account: rate.account
      }
    self.unitClass = unitClass
    self.price = price
    contextOver = unitClass == .request ? 0 : rate.contextOver
    parts = [
      rate.provider, rate.model, rate.service, rate.serviceTier, rate.region,
      Name(unitClass.name), Name(price.map { FocusNumber($0).text } ?? ""), part,
      Name(FocusNumber(count: contextOver).text),
    ]
  }

  var provider: Name { parts[0] }
  var model: Name { parts[1] }
  var service: Name { parts[2] }
  var serviceTier: Name { parts[3] }
  var region: Name { parts[4] }
  /// The tier or the account.
  var part: Name { parts[7] }

  var description: Name {
    let words = unitClass.name.replacing("_", with: " ")
    let tier = serviceTier == "standard" ? "" : ", \(serviceTier)"
    return Name("\(model), \(words)" + tier + (region.isEmpty ? "" : ", \(region)"))
  }

  var sku: FocusItem.Sku {
    let id = [provider, model, Name(unitClass.name)].joined
    let price = self.price.map { Name(FocusNumber($0).text) } ?? "unpriced"
    let band = Name(contextOver == 0 ? "" : "\(contextOver)")
    return FocusItem.Sku(
      id: id, priceID: [id, serviceTier, region, band, price].joined, meter: Name(unitClass.name),
      details: FocusJSON.object([
        (key: "x_ContextBand", value: band), (key: "x_Region", value: region),
        (key: "x_ServiceTier", value: serviceTier),
      ]),
      contextBand: unitClass == .request ? nil : FocusNumber(count: contextOver))
  }
}

extension [Name] {
  /// The names with strokes between them.
  var joined: Name { Name(map(\.description).joined(separator: "/")) }

  /// Returns true if the names come before others, one after another by their bytes.
  func precede(_ others: [Name]) -> Bool { lexicographicallyPrecedes(others) }
}

extension UnitClass {
  /// The unit of quantities and prices in FOCUS files.
  var focusUnit: String {
    switch self {
    case .input, .cacheRead, .cacheWrite5m, .cacheWrite1h, .output, .reasoning, .audioInput,
      .audioOutput, .imageInput, .imageOutput, .audioCacheRead:
      "Tokens"
    case .image: "Images"
    case .search, .request: "Requests"
    case .second: "Seconds"
    }
  }
}
