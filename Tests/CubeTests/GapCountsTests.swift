import Testing

@testable import Cube

/// Gaps that all, no, or some requests of two groups have.
struct GapCountsTests {
  @Test(
    arguments: [
      // Each step: gaps, requests, group. Then the requests and gaps of both groups.
      ([(0, 2, 0), (0, 1, 1)], [(2, 0), (1, 0)]),
      ([(2, 2, 0), (1, 1, 1)], [(2, 2), (1, 1)]),
      ([(0, 2, 0), (1, 3, 1), (0, 1, 0)], [(3, 0), (3, 1)]),
      // All at first: group 0 has 2 of 2, then 1 of 3 more; group 1 has none of 1.
      ([(2, 2, 0), (0, 1, 1), (1, 3, 0)], [(5, 3), (1, 0)]),
      ([(1, 2, 0), (2, 2, 1)], [(2, 1), (2, 2)]),
      // A reversal takes its gap along.
      ([(2, 2, 0), (0, 1, 1), (-1, -1, 0)], [(1, 1), (1, 0)]),
    ] as [([(Int64, Int64, Int)], [(Int64, Int64)])])
  func `each group keeps its own count`(steps: [(Int64, Int64, Int)], groups: [(Int64, Int64)]) {
    var counts = GapCounts()
    for (gaps, requests, group) in steps { counts.add(gaps, of: requests, at: group) }
    for (group, (requests, gaps)) in groups.enumerated() {
      #expect(counts.count(at: group, of: requests) == gaps)
    }
  }
}
