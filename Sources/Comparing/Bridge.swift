/// A measure in the base period and in the reported one, and the effect of each driver between them.
package struct Bridge: Equatable, Sendable {
  /// In 10⁻¹⁸ USD, as all amounts of it.
  package var start: Int128 = 0
  package var end: Int128 = 0
  package var effects = Effects()

  package var change: Int128 { end - start }

  package static func += (left: inout Bridge, right: Bridge) {
    left.start += right.start
    left.end += right.end
    left.effects += right.effects
  }

  package static func - (left: Bridge, right: Bridge) -> Bridge {
    Bridge(
      start: left.start - right.start, end: left.end - right.end,
      effects: left.effects - right.effects)
  }
}

/// The bridges of all measures; they add up driver by driver.
package struct Bridges: Equatable, Sendable {
  package var revenue = Bridge()
  package var cost = Bridge()

  package init() {}

  package var margin: Bridge { revenue - cost }

  package subscript(measure: BridgeMeasure) -> Bridge {
    switch measure {
    case .revenue: revenue
    case .cost: cost
    case .margin: margin
    }
  }

  package static func += (left: inout Bridges, right: Bridges) {
    left.revenue += right.revenue
    left.cost += right.cost
  }
}

/// A figure that is compared, in the order of the files.
package enum BridgeMeasure: CaseIterable, Sendable {
  case revenue, cost, margin

  /// The word in the column `measure`.
  package var name: String {
    switch self {
    case .revenue: "revenue_usd"
    case .cost: "vendor_cost_usd"
    case .margin: "margin_usd"
    }
  }
}
