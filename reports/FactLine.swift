import Cube
import Ledger

/// One line of `facts.csv`: one fact, or a few that differ in their terms.
///
/// Sums have 128 bits, which no sum of facts leaves.
package struct FactLine {
  /// At least one; of one day, one user and the same texts.
  ///
  /// Valid only while the line is visited.
  package let facts: UnsafeBufferPointer<Fact>
  /// Per dimensions, what makes money of their measures.
  private let terms: UnsafeBufferPointer<MoneyTerms>

  /// Visits every line in the order of `facts.csv`.
  package static func forEach(
    in facts: Facts, _ body: (FactLine) throws -> Void
  ) rethrows {
    let lines = facts.lineOfDimensions
    try facts.rows.withUnsafeBufferPointer { rows in
      try facts.moneyTerms.withUnsafeBufferPointer { terms in
        var start = 0
        while start < rows.count {
          let end = endOfLine(from: start, in: rows, lines: lines)
          try body(
            FactLine(facts: UnsafeBufferPointer(rebasing: rows[start..<end]), terms: terms))
          start = end
        }
      }
    }
  }

  /// The end of the facts that share the line of the one at `start`: they differ in their terms.
  private static func endOfLine(
    from start: Int, in rows: UnsafeBufferPointer<Fact>, lines: [Int32]
  ) -> Int {
    let line = lines[Int(rows[start].dimensions)]
    var end = start + 1
    while end < rows.count, rows[end].user == rows[start].user, rows[end].day == rows[start].day,
      lines[Int(rows[end].dimensions)] == line
    {
      end += 1
    }
    return end
  }

  /// Appends the measures, each with a comma before it.
  func append(to bytes: inout [UInt8]) {
    forEachMeasure { append($0, scale: $1, to: &bytes) }
  }

  /// Passes each measure in the order of the columns, as a number × 10⁻ˢᶜᵃˡᵉ; counts have scale 0.
  @inline(__always)
  package func forEachMeasure(_ body: (_ value: Int128, _ scale: Int) -> Void) {
    body(sum { fact, _ in Int128(fact.measures.requests) }, 0)
    for unitClass in UnitClass.quantities {
      let quantity = sum { fact, _ in Int128(fact.measures.quantities[unitClass]) }
      body(quantity, unitClass == .second ? 9 : 0)
    }
    body(sum { fact, terms in terms.isBYOK ? 0 : fact.measures.notionalCost }, Money.decimals)
    body(sum { fact, _ in fact.measures.notionalCost }, Money.decimals)
    body(sum { fact, _ in Int128(fact.measures.credits) }, Credits.decimals)
    body(sum { fact, terms in terms.worth(of: fact) }, Money.decimals)
    body(sum { fact, terms in terms.terms.isFree ? 0 : terms.worth(of: fact) }, Money.decimals)
    body(sum { fact, _ in fact.measures.recordedCost }, Money.decimals)
    body(sum { fact, _ in Int128(fact.measures.recordedCredits) }, Credits.decimals)
    body(sum { fact, _ in Int128(fact.measures.matched) }, 0)
    body(sum { fact, _ in Int128(fact.measures.rounding) }, 0)
    body(sum { fact, _ in Int128(fact.measures.mismatched) }, 0)
    body(sum { fact, _ in Int128(fact.measures.unpriced) }, 0)
    body(sum { fact, _ in Int128(fact.measures.negativeMargin) }, 0)
  }

  /// The money that no column of `facts.csv` has, because it follows from the plans.
  package var planMoney: MoneyTotals {
    var totals = MoneyTotals()
    for fact in facts { totals.add(fact.measures, terms[Int(fact.dimensions)]) }
    return totals
  }

  /// What the requests of free plans cost us, in attodollars.
  package var freeTierLoss: Int128 {
    sum { fact, terms in
      terms.terms.isFree && !terms.isBYOK ? fact.measures.notionalCost : 0
    }
  }

  @inline(__always)
  private func sum(_ value: (borrowing Fact, MoneyTerms) -> Int128) -> Int128 {
    var sum: Int128 = 0
    for index in facts.indices { sum += value(facts[index], terms[Int(facts[index].dimensions)]) }
    return sum
  }

  /// Appends a comma and the number; most are zero.
  @inline(__always)
  private func append(_ value: Int128, scale: Int, to bytes: inout [UInt8]) {
    bytes.append(0x2C)
    if value == 0 {
      bytes.append(0x30)
    } else if scale == 0, let small = Int64(exactly: value) {
      DecimalText.append(small, to: &bytes)
    } else {
      DecimalText.append(value, scale: scale, to: &bytes)
    }
  }
}

extension MoneyTerms {
  /// What the credits of a fact are worth, in attodollars.
  @inline(__always)
  fileprivate func worth(of fact: borrowing Fact) -> Int128 {
    worth(ofMicrocredits: fact.measures.credits).attodollars
  }
}
