import Ledger

/// Parts or groups of a bill that are differences of one and the same usage: only their sum is a difference.
///
/// The split keeps its parts; this says that none of them is to be paid, disputed or accrued alone.
package enum OffsettingParts: Hashable, Sendable {
  /// The bill is exactly of the requests without some of them, and without their reasoning.
  case leftOut(LeftOutUsage)
  /// The ledger has several prices, and the average of the bill is between them: another quantity has another average.
  case averagePrice
  /// One rule of prices is above the ledger, another below it.
  case oppositePrices
  /// The quantities of a model of the ledger were billed under another name.
  case otherName(OtherBilledName)

  /// Returns true if an amount of a part is not one of its own.
  package func holds(_ part: BillPart) -> Bool {
    switch self {
    case .leftOut, .averagePrice: part == .quantity || part.isOfPrice
    case .oppositePrices: part.isOfPrice
    case .otherName: [.notInLedger, .notInBill, .failed, .otherModel].contains(part)
    }
  }
}

/// Requests and reasoning that are together what a bill has less.
package struct LeftOutUsage: Hashable, Sendable {
  /// The code of the rule for the requests, as in `cause`.
  package let cause: String
  /// Of the rows by that rule: what they change, 0 or below for requests that were not billed.
  package let requests: Money
  /// The cost of the reasoning that was not billed.
  package let reasoning: Money
  /// Billed for the rest, less its cost; 0 where it is within the digits of the bill.
  package let rest: Money

  package init(cause: String, requests: Money, reasoning: Money, rest: Money = .zero) {
    (self.cause, self.requests, self.reasoning) = (cause, requests, reasoning)
    self.rest = rest
  }
}

/// A model on a bill whose quantities in a month are those of another model in the ledger.
package struct OtherBilledName: Hashable, Sendable {
  package let billedModel: Name
  package let ledgerModel: Name
  /// Most periods have the same quantities; otherwise only the sums of the month are alike, to 1 %.
  package let isExact: Bool
  /// The code of the rows of the ledger, as in `cause`; empty for those that the bill should be of.
  package let cause: String
  /// In all periods of the month.
  package let billed: Money
  package let ledger: Money
  /// The code of the factor that other groups of the month have, if it leads from `ledger` to `billed` as well.
  package let factor: String?

  package init(
    billedModel: Name, ledgerModel: Name, isExact: Bool, cause: String, billed: Money,
    ledger: Money, factor: String? = nil
  ) {
    self.factor = factor
    (self.billedModel, self.ledgerModel) = (billedModel, ledgerModel)
    (self.isExact, self.cause) = (isExact, cause)
    (self.billed, self.ledger) = (billed, ledger)
  }
}

extension BillPart {
  /// The bill has another price for the same quantity.
  package var isOfPrice: Bool {
    [.bandOrServiceTier, .region, .priceDate, .discountOrUplift, .price].contains(self)
  }
}

extension BillGroup {
  /// The usage whose difference an amount of a part is only a share of; nil for an amount of its own.
  package func oneUsage(of part: BillPart) -> OffsettingParts? {
    guard let usage = traits.oneUsage, parts[part.rawValue] != .zero, usage.holds(part) else {
      return nil
    }
    return usage
  }
}
