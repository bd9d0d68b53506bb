import Cube
import Ledger

/// Requests of the ledger that show the difference of a group, by their places.
package struct BillEvidence: Sendable {
  package let group: BillGroup
  package let kind: Kind
  /// One for each quarter hour, rate and standing: the largest; those of the largest cost first.
  package let requests: [LargestRequest]
  /// Those of the group's model and period that state no quantity at all, in the order of the ledger.
  package let blanks: [LargestRequest]
  /// True if the requests are some that repeat others.
  package let areRepeated: Bool
  /// Returns the quantity and the cost of a row that belong to the model and class of the group; nil without any.
  package let share: @Sendable (UseRow, QuarterHourUse) -> (quantity: BilledQuantity, cost: Money)?

  /// The choice of the requests.
  package enum Kind: Hashable, Sendable {
    /// Step 1 added them to the group, or took them from it.
    case moved
    /// They have another service tier, context or region than the bill.
    case conditions
    /// They have reasoning, which the vendor did not bill.
    case reasoning
    /// They have no price.
    case unpriced
    /// They have the largest costs in the group.
    case largest
  }

  /// The most groups of one bill, and requests of one group.
  package static let (groupLimit, requestLimit) = (10, 10)
  /// The most groups of all bills.
  package static let limit = 50
}

extension BillGroup {
  /// True if the digits that the bill prints do not explain all of the difference.
  package var differsByMoreThanRounding: Bool {
    BillPart.allCases.contains { $0 != .rounding && parts[$0.rawValue] != .zero }
  }

  /// The part with the largest amount; rounding only where there is no other.
  package var largestPart: BillPart {
    let others = BillPart.allCases.filter { $0 != .rounding && parts[$0.rawValue] != .zero }
    return others.max { parts[$0.rawValue].magnitude < parts[$1.rawValue].magnitude } ?? .rounding
  }
}
