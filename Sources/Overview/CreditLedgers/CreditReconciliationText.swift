import Reports

extension CreditReconciliation {
  /// Three equations, of charges, recorded and consumed credits, whose parts stay whole at the end of a line.
  ///
  /// `Consumed in credits/ 113,958 = charges 113,175.6 + 71.9 in 5 requests without a price`.
  package var equations: [String] {
    let parts = [(paid, "of paid tiers, the usage revenue"), (free, "of free tiers")]
    let tiers = parts.filter { $0.0 != 0 }.map { Self.whole(Figures.credits($0.0), $0.1) }
    return [
      Self.whole("Charges", Figures.credits(charges))
        + (tiers.isEmpty ? "" : " =\u{A0}" + tiers.joined(separator: " +\u{A0}")),
      recorded.map { equation("Recorded in the usage export", $0) },
      consumed.map { equation("Consumed in credits/", $0) },
    ].compactMap(\.self)
  }

  private func equation(_ name: String, _ count: Count) -> String {
    let parts = count.parts.map { part in
      (part.credits < 0 ? " -\u{A0}" : " +\u{A0}")
        + Self.whole(Figures.credits(abs(part.credits)), part.cause.words(part.requests))
    }
    return "\(name) \(Figures.credits(count.sum)) =\u{A0}"
      + Self.whole("charges", Figures.credits(charges)) + parts.joined()
  }

  private static func whole(_ parts: String...) -> String {
    String(parts.joined(separator: " ").map { $0 == " " ? "\u{A0}" : $0 })
  }
}

extension CreditReconciliation.Cause {
  /// `in 5 requests without a price`.
  fileprivate func words(_ requests: Int64) -> String {
    let count = "in \(Figures.count(requests, "request"))"
    return switch self {
    case .differing: "\(count) with different credits"
    case .unpriced: "\(count) without a price"
    case .notRecorded: "\(count) without recorded credits"
    case .notDeducted: "\(count) without a deduction"
    case .afterEvents: "\(count) after the last credit event"
    case .withoutRow: "\(count) without a usable row"
    case .otherPeriod: "\(count) of other days"
    case .withoutRequest: "in events without a request"
    }
  }
}
