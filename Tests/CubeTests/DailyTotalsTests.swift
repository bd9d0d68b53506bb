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

  /// Blocks in which every row has a figure, none has, and some have, in any order and over two workers.
  @Test(arguments: [[0, 1, 2], [1, 0, 2], [2, 1, 0], [1, 1, 0], [0, 0, 1], [1, 1, 1]])
  func `a row counts the requests that lack a recorded figure`(blocks: [Int]) throws {
    var dice = Dice(seed: 29)
    var workers = [Worker(), Worker()]
    var taken = Worker()
    var all: [CubeRow] = []
    for (number, kind) in blocks.enumerated() {
      let rows = (0..<60).map { _ in
        var row = dice.row()
        if kind == 0 { (row.recordedCost, row.recordedCredits) = (usd(1), credits(3)) }
        if kind == 1 { (row.recordedCost, row.recordedCredits) = (nil, nil) }
        row.isForeign = row.recordedCost == nil && kind == 2 && dice.pick([true, false])
        return row
      }
      workers[number % 2].add(rows)
      taken.add(Array(rows.prefix(7)), sign: -1)
      all += rows.dropFirst(7)
    }
    var merge = FactMerge(of: workers.map { ($0.table, $0.users) })
    let facts = try #require(
      Facts(merging: &merge, takingOut: (taken.table, taken.users)))
    for (index, daily) in facts.byDayAndDimensions.enumerated() {
      let rows = all.filter {
        $0.day == daily.day.number
          && $0.dimensions == facts.dimensions[Int(daily.dimensions)]
      }
      let gaps = facts.byDayAndDimensions.gaps(at: index)
      #expect(gaps.costs == rows.count { $0.recordedCost == nil && !$0.isForeign })
      #expect(gaps.unconverted == rows.count { $0.isForeign })
      #expect(gaps.credits == rows.count { $0.recordedCredits == nil })
    }
  }
}
