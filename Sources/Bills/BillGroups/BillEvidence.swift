import Cube
import Ledger

/// Requests of the ledger that show a part of the difference of a group, by their places.
package struct BillEvidence: Sendable {
  package let group: BillGroup
  /// The part of the difference that the requests show.
  package let part: BillPart
  package let kind: Kind
  /// One for each quarter hour, rate and standing: the largest; those of the largest amount first.
  package let requests: [LargestRequest]
  /// Those of the group's model and period that state no quantity at all, in the order of the ledger.
  package let blanks: [LargestRequest]
  /// True if the requests are some that repeat others.
  package let areRepeated: Bool
  /// Returns what a row has of the part; nil where it does not show it.
  package let share: @Sendable (UseRow, QuarterHourUse) -> Share?

  /// The figures of a request in a part of a difference.
  package struct Share: Hashable, Sendable {
    /// In the class that shows the part.
    package let quantity: BilledQuantity
    /// By the price book.
    package let cost: Money
    /// In the part; nil where no request proves it.
    package let amount: Money?

    package init(quantity: BilledQuantity, cost: Money, amount: Money?) {
      self.quantity = quantity
      self.cost = cost
      self.amount = amount
    }
  }

  /// The amount of the part in the group.
  package var amount: Money { group.parts[part.rawValue] }

  /// The way in which requests show a part.
  package enum Kind: Hashable, Sendable {
    /// Step 1 added them to the group, or took them from it.
    case moved
    /// They have another service tier, context or region than the bill.
    case conditions
    /// The bill has another price for them.
    case otherPrice
    /// They have reasoning, which the vendor did not bill.
    case reasoning
    /// Their reasoning was billed once more as output.
    case reasoningTwice
    /// Their cached tokens were billed once more as input.
    case cachedTwice
    /// They have no price.
    case unpriced
    /// The vendor has not billed any request of the group.
    case notBilled
    /// The vendor billed them under another name.
    case otherName
    /// No request shows the part: they have the largest costs in the group.
    case largest
  }

  /// The most groups of one bill with something to dispute, the most others, and the most requests of one part of a group.
  package static let (groupLimit, requestLimit) = (20, 10)
  /// The most groups of all bills.
  package static let limit = 100
}

extension BillGroup {
  /// True if the digits that the bill prints do not explain all of the difference.
  package var differsByMoreThanRounding: Bool {
    BillPart.allCases.contains { $0 != .rounding && parts[$0.rawValue] != .zero }
  }

  /// The parts with an amount, those to dispute first, then the largest; not those of rounding.
  package var shownParts: [BillPart] {
    BillPart.allCases.filter { $0 != .rounding && parts[$0.rawValue] != .zero }.sorted {
      if isDisputed($0) != isDisputed($1) { return isDisputed($0) }
      let (one, other) = (parts[$0.rawValue].magnitude, parts[$1.rawValue].magnitude)
      return one == other ? $0.rawValue < $1.rawValue : one > other
    }
  }
}
