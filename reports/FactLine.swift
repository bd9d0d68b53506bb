import Cube
import Ledger

/// The measures of one line of `facts.csv`: of one fact, or of a few that differ in their terms.
///
/// Sums have 128 bits, which no sum of facts leaves.
struct FactLine {
  /// At least one; of one day, one user and the same texts.
  ///
  /// Valid only while the line is written.
  let facts: UnsafeBufferPointer<Fact>
  /// Per dimensions, what makes money of their measures.
  let terms: UnsafeBufferPointer<MoneyTerms>

  /// Appends the measures, each with a comma before it.
  func append(to bytes: inout [UInt8]) {
    append(sum { fact, _ in Int128(fact.measures.requests) }, to: &bytes)
    appendQuantities(to: &bytes)
    appendMoney(to: &bytes)
    append(sum { fact, _ in Int128(fact.measures.matched) }, to: &bytes)
    append(sum { fact, _ in Int128(fact.measures.rounding) }, to: &bytes)
    append(sum { fact, _ in Int128(fact.measures.mismatched) }, to: &bytes)
    append(sum { fact, _ in Int128(fact.measures.unpriced) }, to: &bytes)
    append(sum { fact, _ in Int128(fact.measures.negativeMargin) }, to: &bytes)
  }

  private func appendQuantities(to bytes: inout [UInt8]) {
    for unitClass in UnitClass.quantities {
      let quantity = sum { fact, _ in Int128(fact.measures.quantities[unitClass]) }
      append(quantity, scale: unitClass == .second ? 9 : 0, to: &bytes)
    }
  }

  private func appendMoney(to bytes: inout [UInt8]) {
    let vendorCost = sum { fact, terms in terms.isBYOK ? 0 : fact.measures.notionalCost }
    let listRevenue = sum { fact, terms in terms.worth(of: fact) }
    let revenue = sum { fact, terms in terms.terms.isFree ? 0 : terms.worth(of: fact) }
    append(vendorCost, scale: Money.decimals, to: &bytes)
    append(sum { fact, _ in fact.measures.notionalCost }, scale: Money.decimals, to: &bytes)
    append(sum { fact, _ in Int128(fact.measures.credits) }, scale: Credits.decimals, to: &bytes)
    append(listRevenue, scale: Money.decimals, to: &bytes)
    append(revenue, scale: Money.decimals, to: &bytes)
    append(sum { fact, _ in fact.measures.recordedCost }, scale: Money.decimals, to: &bytes)
    append(
      sum { fact, _ in Int128(fact.measures.recordedCredits) }, scale: Credits.decimals,
      to: &bytes)
  }

  @inline(__always)
  private func sum(_ value: (borrowing Fact, MoneyTerms) -> Int128) -> Int128 {
    var sum: Int128 = 0
    for index in facts.indices { sum += value(facts[index], terms[Int(facts[index].dimensions)]) }
    return sum
  }

  /// Appends a comma and the number; most are zero.
  @inline(__always)
  private func append(_ value: Int128, scale: Int = 0, to bytes: inout [UInt8]) {
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
