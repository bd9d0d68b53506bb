import Bills
import Ledger
import Testing

/// Tolerances: half a unit of the last digit that a bill prints, added up exactly.
struct ToleranceTests {
  @Test func `two tolerances of half an attodollar cover one`() {
    let half = Tolerance(attodollars: 0, parts: Tolerance.partsPerAttodollar / 2)
    #expect(!half.covers(Money(attodollars: 1)))
    #expect((half + half).covers(Money(attodollars: -1)))
    #expect(!(half + half).covers(Money(attodollars: 2)))
  }
}
