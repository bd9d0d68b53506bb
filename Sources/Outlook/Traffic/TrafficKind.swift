import Cube
import Ledger
import Pricing
import Rating

/// A group of requests that cost and earn alike on any one day.
struct TrafficKind: Hashable, Comparable, Sendable {
  private(set) var tier: Name
  private(set) var provider: Name
  private(set) var model: Name
  private(set) var service: Name
  private(set) var serviceTier: Name
  let status: RequestStatus
  let isBYOK: Bool
  /// Bit n is set where its n-th name represents several.
  private var others: UInt8 = 0

  init(_ dimensions: FactDimensions) {
    tier = dimensions.tier
    provider = dimensions.provider
    model = dimensions.model
    service = dimensions.service
    serviceTier = dimensions.serviceTier
    status = dimensions.status
    isBYOK = dimensions.isBYOK
  }

  private init(_ kind: TrafficKind, _ model: ModelKey) {
    tier = kind.tier
    provider = model.provider
    self.model = model.model
    service = kind.service
    serviceTier = kind.serviceTier
    status = kind.status
    isBYOK = kind.isBYOK
  }

  /// Takes the place of several kinds, whose names of a dimension differ.
  mutating func stand(for dimension: TrafficDimension, as label: Name) {
    others |= dimension.bit
    switch dimension {
    case .tier: tier = label
    case .provider: provider = label
    case .model: model = label
    case .service: service = label
    case .serviceTier: serviceTier = label
    }
  }

  /// Returns true if one of its names combines several.
  func isOther(_ dimension: TrafficDimension) -> Bool { others & dimension.bit != 0 }

  /// True if no card rates all of its requests.
  ///
  /// Only their totals then show what such requests cost.
  var hasManyCards: Bool { others & ~TrafficDimension.service.bit != 0 }

  /// The same requests of another model.
  func served(by model: ModelKey) -> TrafficKind { TrafficKind(self, model) }

  /// The requests as the books price them.
  func request(provider: Name, model: Name) -> RateKey {
    RateKey(
      tier: tier, service: service, provider: provider, model: model, status: status,
      isBYOK: isBYOK, serviceTier: serviceTier, region: .empty, currency: .empty)
  }

  private var cells: [Name] {
    [
      tier, provider, model, service, serviceTier, Name(status.name), isBYOK ? "1" : "0",
      Name(bytes: others == 0 ? [] : [others]),
    ]
  }

  static func < (left: TrafficKind, right: TrafficKind) -> Bool {
    left.cells.lexicographicallyPrecedes(right.cells)
  }
}
