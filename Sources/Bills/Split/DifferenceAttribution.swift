import Ledger

/// An amount that a step of the split gives to a part of a difference, with its arithmetic.
package struct DifferenceAttribution: Hashable, Sendable {
  package let part: BillPart
  /// The code in the column `cause`; empty for parts without one.
  package let cause: String
  package let amount: Money
  /// The cost by the ledger as earlier steps left it.
  package let cost: Money
  package let arithmetic: Arithmetic

  package init(
    part: BillPart, cause: String, amount: Money, cost: Money, arithmetic: Arithmetic
  ) {
    self.part = part
    self.cause = cause
    self.amount = amount
    self.cost = cost
    self.arithmetic = arithmetic
  }

  /// The way in which the amount follows from the bill and the ledger.
  package enum Arithmetic: Hashable, Sendable {
    /// The cost of another set of rows − `cost`.
    case otherRows
    /// The sum of quantities × prices.
    case quantities([Term])
    /// The billed quantity × another price − `cost`.
    case price(BilledQuantity, perUnit: Money)
    /// `cost` × a factor − `cost`.
    case factor(String)
    /// The cost of the ledger's reasoning, which the bill leaves out.
    case withoutReasoning
    /// The billed amount − `cost`.
    case rest
  }

  /// A quantity by which the bill differs, and its price.
  package struct Term: Hashable, Sendable {
    /// The conditions of the price, such as `batch`; empty where there are none.
    package let label: String
    /// Billed − ledger.
    package let quantity: BilledQuantity
    package let price: BillAveragePrice

    package init(label: String, quantity: BilledQuantity, price: BillAveragePrice) {
      self.label = label
      self.quantity = quantity
      self.price = price
    }
  }
}

/// A price at which a step values a quantity.
package enum BillAveragePrice: Hashable, Sendable {
  /// The cost by the ledger ÷ its quantity, which is not 0.
  case average(cost: Money, quantity: BilledQuantity)
  /// A price of the book.
  case book(perUnit: Money)

  /// The same in attodollars for 10⁻¹⁸ units.
  var ratio: Ratio {
    switch self {
    case .average(let cost, let quantity): Ratio(cost.attodollars, over: quantity.attounits)
    case .book(let perUnit): Ratio(perUnit.attodollars, over: BilledQuantity.attounitsPerUnit)
    }
  }

  /// Makes the average of attodollars and 10⁻¹⁸ units.
  static func average(_ cost: Int128, over quantity: Int128) -> BillAveragePrice {
    .average(
      cost: Money(attodollars: cost), quantity: BilledQuantity(attounits: quantity))
  }
}
