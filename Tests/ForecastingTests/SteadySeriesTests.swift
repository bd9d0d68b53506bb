import Testing

@testable import Forecasting

/// Anomalies in series that are otherwise constant.
struct SteadySeriesTests {
  /// Values that never differ but for what is odd, and the score of it: the distance on the scale ln(1 + 10 × value ÷
  /// median), or on the own scale where values are below 0, in units of 0.02, or of 2 % of the median.
  private static let steady: [(values: [Double], kind: Anomalies.Kind, score: Double)] = [
    // ln(21 ÷ 11) ÷ 0.02
    (Array(repeating: 100, count: 30) + [200] + Array(repeating: 100, count: 30), .spike, 32.3314),
    // ln(1 ÷ 11) ÷ 0.02
    (Array(repeating: 3, count: 30) + [0] + Array(repeating: 3, count: 30), .spike, -119.8948),
    // The median is 150: ln((1 + 2000 ÷ 150) ÷ (1 + 1000 ÷ 150)) ÷ 0.02
    (Array(repeating: 100, count: 30) + Array(repeating: 200, count: 30), .shift, 31.2853),
    (Array(repeating: 200, count: 30) + Array(repeating: 100, count: 30), .shift, -31.2853),
    // (5 − −5) ÷ 0.1
    (Array(repeating: -5, count: 30) + [5] + Array(repeating: -5, count: 30), .spike, 100),
    // However far.
    (Array(repeating: -5, count: 30) + [1e20] + Array(repeating: -5, count: 30), .spike, 1_000),
    (Array(repeating: -5, count: 30) + Array(repeating: 1e20, count: 31), .shift, 50),
  ]

  @Test(arguments: steady.indices)
  func `what is odd in a steady series has a bounded score`(index: Int) throws {
    let (values, kind, score) = Self.steady[index]
    let found = Anomalies.found(in: values, season: 7)
    #expect(found.map(\.kind) == [kind], "\(found)")
    #expect((try #require(found.first).score - score).magnitude < 0.001, "\(found)")
  }

  /// Of the scale a step of 2 % is 0.0180, less than 1.5 × 0.02; one of 5 % is 0.0445.
  @Test(arguments: [(1.000001, false), (1.02, false), (1.05, true), (0.95, true)])
  func `a small step of a steady series is none`(factor: Double, isShift: Bool) {
    let values = (0..<60).map { $0 < 30 ? 100.0 : 100 * factor }
    #expect(Anomalies.found(in: values, season: 7).map(\.kind) == (isShift ? [.shift] : []))
  }
}
