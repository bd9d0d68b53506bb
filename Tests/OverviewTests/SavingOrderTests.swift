import Ledger
import Testing

@testable import Overview

/// The order of possible savings among findings.
struct SavingOrderTests {
  private func finding(
    _ kind: Attention.Kind, cents: Int128?, marginChange: Int128? = nil
  ) -> Attention {
    var finding = Attention(
      kind: kind, key: .empty, count: 1,
      amount: cents.map { Money(attodollars: $0 * 10_000_000_000_000_000) }, sentence: "",
      detail: "")
    finding.marginChange = marginChange.map(Money.init(attodollars:))
    return finding
  }

  /// A saving of 9 USD that lowers margin is no reason to overlook a loss of 1.
  @Test func `losses precede savings, and those that lower margin are last`() {
    let found = [
      finding(.cheaperModel, cents: 900, marginChange: -1),
      finding(.batch, cents: 300, marginChange: 1), finding(.cheaperModel, cents: 200),
      finding(.immaterial, cents: nil), finding(.negativeMargin, cents: 100),
      finding(.unexplained, cents: 500), finding(.unpriced, cents: nil),
    ].sorted(by: Attention.precedes)
    #expect(
      found.map(\.kind) == [
        .unpriced, .unexplained, .negativeMargin, .batch, .cheaperModel, .cheaperModel, .immaterial,
      ])
    #expect(found[4].marginChange == nil && !found[5].isMissing)
    #expect(
      Attention.order(of: found) == "missing figures first, then largest amounts, savings last")
  }

  @Test(
    arguments: [
      ([.negativeMargin], "largest first"), ([.batch], "largest first"),
      ([.negativeMargin, .batch], "largest first, savings last"),
    ] as [([Attention.Kind], String)])
  func `the title names savings where there is something else`(
    kinds: [Attention.Kind], order: String
  ) {
    #expect(Attention.order(of: kinds.map { finding($0, cents: 100) }) == order)
  }
}
