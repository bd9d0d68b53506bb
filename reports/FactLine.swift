import Cube
import Ledger

/// One line of `facts.csv`: one fact, or a few that differ in their terms, and what they sum to.
///
/// One value is used for all lines.
package struct FactLine: ~Copyable {
  package private(set) var day = Day(number: 0)
  /// The first of its dimensions; the others have the same texts.
  package private(set) var dimensions: Int32 = 0
  package private(set) var user: Int32 = 0
  package private(set) var measures = FactMeasures()

  private init() {}

  /// Visits every line in the order of `facts.csv`.
  package static func forEach(
    in facts: Facts, _ body: (borrowing FactLine) throws -> Void
  ) rethrows {
    try facts.lineOfDimensions.withUnsafeBufferPointer { lines in
      try facts.moneyTerms.withUnsafeBufferPointer { terms in
        let rows = facts.rows
        let hasGaps = !rows.hasNoGaps
        var line = FactLine()
        var index = 0
        while index < rows.count {
          line.begin(rows[index])
          rows.withMeasures(of: rows[index]) {
            line.measures.set($0, terms[Int(line.dimensions)])
          }
          if hasGaps { line.measures.add(rows.gaps(at: index)) }
          index += 1
          while index < rows.count && line.includes(rows[index], lines) {
            line.measures.add(rows.measures(of: rows[index]), terms[Int(rows[index].dimensions)])
            if hasGaps { line.measures.add(rows.gaps(at: index)) }
            index += 1
          }
          try body(line)
        }
      }
    }
  }

  private mutating func begin(_ fact: borrowing Fact) {
    day = fact.day
    dimensions = fact.dimensions
    user = fact.user
  }

  /// True if a later fact is on the line, from which it can differ only in its terms.
  private func includes(_ fact: borrowing Fact, _ lines: UnsafeBufferPointer<Int32>) -> Bool {
    guard fact.user == user, fact.day == day else { return false }
    return lines[Int(fact.dimensions)] == lines[Int(dimensions)]
  }
}
