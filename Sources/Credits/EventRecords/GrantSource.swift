/// The sources of grants, in the order of `deferred-revenue.csv`.
package enum GrantSource: UInt8, CaseIterable, Sendable {
  case monthly, bonus, topup, promotion, adjustment, coupon, refund, transfer

  /// The word in files.
  package var word: String {
    switch self {
    case .monthly: "monthly"
    case .bonus: "bonus"
    case .topup: "topup"
    case .promotion: "promotion"
    case .adjustment: "adjustment"
    case .coupon: "coupon"
    case .refund: "refund"
    case .transfer: "transfer"
    }
  }

  /// The priority of a grant whose event states none; lower is consumed first.
  package var priority: Int32 {
    switch self {
    case .monthly: 10
    case .coupon, .bonus, .promotion: 20
    case .topup: 30
    case .adjustment, .refund, .transfer: 40
    }
  }

  /// The sources that a `grant` event may state.
  package static let stated: [GrantSource] = [.monthly, .bonus, .promotion, .topup]
}
