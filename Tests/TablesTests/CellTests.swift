import Ledger
import Tables
import Testing

struct CellTests {
  @Test func `the largest number of cells does not depend on their decimals`() throws {
    // 6.3 · 10²³ with 8 decimals is 6.3 · 10⁴¹ with 18, which no Int128 holds.
    let end = Cell.decimal(63 * powerOfTen(22 + 8), scale: 8)
    let cells: [Cell] = [.money(Money(attodollars: 3 * powerOfTen(18))), end, .blank, .count(7)]
    let largest = try #require(cells.largest)
    #expect(largest.value == 63 * powerOfTen(30))
    #expect(largest.scale == 8)
  }

  @Test(arguments: [
    ([Cell.decimal(-15, scale: 1), .count(-2)], -15), ([.count(-1), .decimal(-15, scale: 1)], -1),
    ([.decimal(15, scale: 1), .count(1), .decimal(149, scale: 2)], 15), ([.text("7")], nil),
  ])
  func `fractions decide where wholes are equal`(cells: [Cell], value: Int?) {
    #expect(cells.largest?.value == value.map { Int128($0) })
  }
}
