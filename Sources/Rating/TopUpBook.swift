import Ledger
import Pricing

/// A row of `topups.csv`: a package of credits and its price.
package struct TopUpTerms: Hashable, Sendable {
  package let package: Name
  package let credits: Credits
  package let price: Money
  /// Days of 24 hours until the credits expire; nil is never.
  package let validDays: Int?
  /// The plans of which accounts may buy it; empty is all.
  package let plans: [Name]

  package init(package: Name, credits: Credits, price: Money, validDays: Int?, plans: [Name] = []) {
    self.package = package
    self.credits = credits
    self.price = price
    self.validDays = validDays
    self.plans = plans
  }
}

/// The packages of credits by day: `topups.csv`.
package struct TopUpBook: Sendable {
  private let histories: [Name: History<TopUpTerms>]

  /// Makes the book of the rows recorded by `knownAt`, or of all when it is nil.
  package init(_ rows: [DatedRow<TopUpTerms>], knownAt: Instant?, faults: inout [BookProblem]) {
    histories = Pricing.histories(
      rows, knownAt: knownAt, key: \.package, what: { "package \($0.package)" }, faults: &faults)
  }

  /// A book without a row.
  package static let empty: TopUpBook = {
    var faults: [BookProblem] = []
    return TopUpBook([], knownAt: nil, faults: &faults)
  }()

  package var isEmpty: Bool { histories.isEmpty }

  /// Returns the package in force at `instant`; nil if the book has none of this name then.
  package func package(_ name: Name, at instant: Instant) -> TopUpTerms? {
    histories[name]?.entry(at: instant)?.value
  }
}
