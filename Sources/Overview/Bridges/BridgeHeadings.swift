import Comparing

extension BridgeMeasure {
  /// The heading of its column.
  package var heading: String {
    switch self {
    case .revenue: Headline.revenueName
    case .cost: "Vendor cost"
    case .margin: "Margin"
    }
  }
}
