import Cube
import Ledger
import Tables

/// The facts of each row of a margin report.
enum MarginGrouping: Sendable {
  /// One row per text of their dimensions.
  case dimensions(@Sendable (FactDimensions) -> Name)
  /// One row per text of their user.
  case user(@Sendable (UserKey) -> Name)
  /// One row per day.
  case day

  /// Returns the money of the rows, in order.
  func groups(_ facts: Facts) -> [GroupedTotals] {
    switch self {
    case .dimensions(let name): facts.grouped(by: name)
    case .user(let name): facts.grouped(byUser: name)
    case .day: facts.groupedByDay()
    }
  }

  /// Returns the realised revenue of rows other than 0, in 10⁻¹⁸ USD, and the number of their requests with an unknown
  /// payment, by their key.
  func realised(
    _ realised: RealisedFacts, _ facts: Facts
  ) -> [Cell: (usd: Int128, unknown: Int64)] {
    realised.sums { line in
      switch self {
      case .dimensions(let name): .text(name(facts.dimensions[Int(line.dimensions)]))
      case .user(let name): .text(name(facts.users[Int(line.user)]))
      case .day: .day(line.day)
      }
    }
  }
}
