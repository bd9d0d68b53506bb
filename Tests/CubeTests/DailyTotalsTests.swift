import Cube
import Ledger
import Support
import Testing

@Suite struct DailyTotalsTests {
  /// The database has these of each day, beside the facts.
  @Test func `the counts of a day and its dimensions are those of its facts`() {
    struct Group: Hashable {
      let day: Int32
      let dimensions: FactDimensions
    }
    let counts: [KeyPath<Measures, Int64>] = [
      \.requests, \.matched, \.rounding, \.mismatched, \.unpriced, \.negativeMargin,
    ]
    let sums: [KeyPath<Measures, Int128>] = [
      \.notionalCost, \.credits, \.recordedCost, \.recordedCredits,
    ]
    var dice = Dice(seed: 17)
    let facts = Facts(of: (0..<300).map { _ in dice.row() })
    let groups = Dictionary(grouping: facts.plain) { Group(day: $0.day, dimensions: $0.dimensions) }
    #expect(facts.byDayAndDimensions.count == groups.count)
    for daily in facts.byDayAndDimensions {
      let dimensions = facts.dimensions[Int(daily.dimensions)]
      let group = groups[Group(day: daily.day.number, dimensions: dimensions)] ?? []
      for count in counts {
        let sum = group.reduce(0) { $0 + $1.measures[keyPath: count] }
        #expect(daily.measures[keyPath: count] == sum)
      }
      for amount in sums {
        let sum = group.reduce(0) { $0 + $1.measures[keyPath: amount] }
        #expect(daily.measures[keyPath: amount] == sum)
      }
    }
  }
}
