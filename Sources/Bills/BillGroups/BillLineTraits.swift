import Ledger

/// Lines of a file that are equal to another of it in every text and figure: one use may be billed twice.
package struct RepeatedBillLines: Hashable, Sendable {
  /// The first line that another repeats, and that other one.
  package let first: Place
  package let second: Place
  /// The lines that repeat another.
  package private(set) var lines: Int
  /// The sum of those lines.
  package private(set) var amount: Money

  package init(first: Place, second: Place, lines: Int = 1, amount: Money) {
    (self.first, self.second, self.lines, self.amount) = (first, second, lines, amount)
  }

  mutating func add(_ other: RepeatedBillLines) {
    lines += other.lines
    amount = amount + other.amount
  }
}

/// The lines of one project in a cell.
struct ProjectLines: Hashable, Sendable {
  var lines = 0
  var amount = Money.zero
  /// Nil if a line states none.
  var quantity: BilledQuantity? = .zero
}

/// Facts about the lines and requests of a group that change no figure: they say what to do about a difference.
package struct BillLineTraits: Hashable, Sendable {
  /// The bill is as much above the ledger as the lines that repeat others come to.
  package let repeated: RepeatedBillLines?
  /// The service tiers that the lines state, if no request of the group has any of them.
  package let otherTiers: [Name]
  /// The project whose lines are exactly what the bill has more; nil where no single one is.
  package let project: Name?
  /// By service tier of the group's requests, what another price of the book has more or less for them; without zeros.
  package var amountsByTier: [Name: Money] = [:]
  /// The amount of `price` is one of whole cents, like others of the bill and month, whatever the quantity.
  package var isFixedAmount = false
  /// The lines are of days of another zone, and the setting `zone` would make the bill agree better.
  package var takesZone = false
  /// The usage of which the amounts of the group are shares; nil where each is one of its own.
  package var oneUsage: OffsettingParts?

  package static let none = BillLineTraits()

  package init(
    repeated: RepeatedBillLines? = nil, otherTiers: [Name] = [], project: Name? = nil,
    oneUsage: OffsettingParts? = nil
  ) {
    (self.repeated, self.otherTiers, self.project) = (repeated, otherTiers, project)
    self.oneUsage = oneUsage
  }
}

extension BillPart {
  /// The vendor has charged too much where the bill is above the ledger: an amount to dispute.
  package var isOverchargeIfMore: Bool {
    switch self {
    case .otherModel, .byok, .duplicate, .cacheClass, .reasoning, .bandOrServiceTier, .region,
      .priceDate, .discountOrUplift, .price:
      true
    case .notInLedger, .notInBill, .unmapped, .failed, .timeBoundary, .quantity, .unpriced,
      .rounding, .unexplained:
      false
    }
  }

  /// The bill is above the ledger by use that the comparison lacks, if the amount is above 0.
  package var isGapIfMore: Bool {
    [.notInLedger, .unmapped, .quantity, .unexplained].contains(self)
  }
}

extension BillGroup {
  /// Returns true if the amount of a part is to dispute: an overcharge, lines that are there twice, or another tier.
  package func isDisputed(_ part: BillPart) -> Bool {
    guard parts[part.rawValue] > .zero, oneUsage(of: part) == nil else { return false }
    if part.isOverchargeIfMore {
      guard part == .otherModel, case .unmapped = model else { return true }
      // An unknown name is an alias first.
      return false
    }
    return (part == .unexplained || part == .quantity) && traits.repeated != nil
      || part == .unexplained && !traits.otherTiers.isEmpty && rejectedRows.isEmpty
  }

  /// The sum of what is to dispute.
  package var disputed: Money {
    BillPart.allCases.filter(isDisputed).reduce(.zero) { $0 + parts[$1.rawValue] }
  }
}
