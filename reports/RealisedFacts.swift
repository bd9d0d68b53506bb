import Credits
import Cube
import Ledger

/// Realised revenue beside the facts: of their lines, and by month and tier.
///
/// It exists only with a credit ledger, so that facts without one need no room for it.
package struct RealisedFacts: Sendable {
  /// The realised revenue of one line of `facts.csv`.
  package struct Line: Hashable, Sendable {
    package let day: Day
    /// An index of the facts' dimensions: the first of those on the line.
    package let dimensions: Int32
    /// An index of the facts' users.
    package let user: Int32
    /// 10⁻¹⁸ USD.
    package fileprivate(set) var usd: Int128
    /// The number of requests that used credits whose payment is not known: the amount may lack it.
    package fileprivate(set) var unknown: Int64 = 0
  }

  /// One per line of `facts.csv` with an amount other than 0, in its order.
  package let lines: [Line]
  /// One per line of `facts.csv` with such requests, in its order.
  private let unknownLines: [Line]
  /// Realised revenue and breakage by month and tier, with those of rows outside the period and of events without a row.
  package let tiers: [RealisedRevenue.TierRevenue]

  /// - Parameters:
  ///   - revenue: of the months of the period.
  ///   - requests: those of which the revenue is; nil without a usage ledger.
  package init(_ revenue: RealisedRevenue, _ requests: RequestCharges?, beside facts: Facts) {
    tiers = revenue.byTier
    let all = requests.map { RealisedFacts.lines(revenue, $0, facts) } ?? []
    lines = all.filter { $0.usd != 0 }
    unknownLines = all.filter { $0.unknown > 0 }
  }

  private static func lines(
    _ revenue: RealisedRevenue, _ requests: RequestCharges, _ facts: Facts
  ) -> [Line] {
    var lineOf: [FactDimensions: Int32] = [:]
    for (index, dimensions) in facts.dimensions.enumerated() {
      lineOf[dimensions] = facts.lineOfDimensions[index]
    }
    let lines = requests.dimensions.map { lineOf[$0] }
    let users = requests.users.map { user -> Int32? in
      let place = facts.users.indices.partitionPoint { facts.users[$0] < user }
      return place < facts.users.count && facts.users[place] == user ? Int32(place) : nil
    }
    var found: [Line] = []
    for (place, usd) in revenue.ofRequests.enumerated() {
      let (request, isUnknown) = (requests.named[place], revenue.isUnknown[place])
      if usd == 0 && !isUnknown { continue }
      let fact = request.fact
      guard let line = lines[Int(fact.dimensions)], let user = users[Int(fact.user)] else {
        continue
      }
      found.append(
        Line(day: fact.day, dimensions: line, user: user, usd: usd, unknown: isUnknown ? 1 : 0))
    }
    found.sort { $0.precedes($1) }
    return summed(found, onlyThoseOf: facts)
  }

  /// Returns one line for each place that has a fact: requests outside the period have none.
  private static func summed(_ lines: [Line], onlyThoseOf facts: Facts) -> [Line] {
    var sums: [Line] = []
    var rows = facts.rows.startIndex
    for line in lines {
      if let last = sums.indices.last, sums[last].isAt(line) {
        sums[last].usd += line.usd
        sums[last].unknown += line.unknown
        continue
      }
      while rows < facts.rows.endIndex, facts.line(at: rows).precedes(line) { rows += 1 }
      if rows < facts.rows.endIndex, facts.line(at: rows).isAt(line) { sums.append(line) }
    }
    return sums
  }

  /// Sums amounts, and requests with an unknown payment, by a value of their days, dimensions or users.
  func sums<Key: Hashable>(by key: (Line) -> Key) -> [Key: (usd: Int128, unknown: Int64)] {
    var sums: [Key: (usd: Int128, unknown: Int64)] = [:]
    for line in lines { sums[key(line), default: (0, 0)].usd += line.usd }
    for line in unknownLines { sums[key(line), default: (0, 0)].unknown += line.unknown }
    return sums
  }

  /// The sum of all lines, in 10⁻¹⁸ USD.
  package var total: Int128 { lines.reduce(0) { $0 + $1.usd } }
}

extension RealisedFacts {
  /// Gives the amounts of the lines of `facts.csv` in their order.
  struct Cursor {
    private let lines: [Line]
    private let lineOfDimensions: [Int32]
    private var next = 0

    /// - Parameter realised: nil without a credit ledger: every amount is 0.
    init(_ realised: RealisedFacts?, _ facts: Facts) {
      lines = realised?.lines ?? []
      lineOfDimensions = facts.lineOfDimensions
    }

    /// Returns the amount of the next line of `facts.csv`, in 10⁻¹⁸ USD.
    @inline(__always)
    mutating func amount(of line: borrowing FactLine) -> Int128 {
      guard next < lines.count else { return 0 }
      let amount = lines[next]
      guard amount.user == line.user, amount.day == line.day,
        amount.dimensions == lineOfDimensions[Int(line.dimensions)]
      else { return 0 }
      next += 1
      return amount.usd
    }
  }
}

extension RealisedFacts.Line {
  fileprivate func precedes(_ other: Self) -> Bool {
    if day != other.day { return day < other.day }
    if dimensions != other.dimensions { return dimensions < other.dimensions }
    return user < other.user
  }

  /// True of the same line of `facts.csv`.
  fileprivate func isAt(_ other: Self) -> Bool {
    day == other.day && dimensions == other.dimensions && user == other.user
  }
}

extension Facts {
  /// Returns the place of a fact among the lines of `facts.csv`, without an amount.
  fileprivate func line(at index: Int) -> RealisedFacts.Line {
    let fact = rows[index]
    return RealisedFacts.Line(
      day: fact.day, dimensions: lineOfDimensions[Int(fact.dimensions)], user: fact.user, usd: 0)
  }
}
