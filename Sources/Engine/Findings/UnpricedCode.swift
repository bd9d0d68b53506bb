import Rating

/// The codes of the findings about requests without a price.
package enum UnpricedCode {
  /// Returns the code for a reason; nil is a missing price of one class.
  package static func of(_ reason: UnpricedReason?) -> String {
    switch reason {
    case .notInForce: "ref.gap"
    case .ambiguousAlias: "ref.alias"
    case .conditions(let conditions): conditions.words.first?.code ?? "ref.unpriced"
    case .unknownModel, .unknownFee, nil: "ref.unpriced"
    }
  }
}
