import Forecasting
import Testing

@Suite struct ApportionmentTests {
  private static let cases: [(whole: Int64, weights: [Int128], parts: [Int64])] = [
    // 10 × 1/6, 2/6, 3/6 = 1.67, 3.33, 5: whole 1, 3, 5, and the one left goes to .67.
    (10, [1, 2, 3], [2, 3, 5]),
    // Equal fractions: the first takes it.
    (1, [1, 1], [1, 0]),
    (0, [1, 2], [0, 0]),
    (5, [0, 0], [0, 0]),
    (7, [0, 4], [0, 7]),
  ]

  @Test(arguments: cases)
  func `whole units go by largest remainders`(whole: Int64, weights: [Int128], parts: [Int64]) {
    #expect(Apportionment.parts(of: whole, weights: weights) == parts)
  }

  @Test func `parts add up whatever the size of the weights`() {
    let weights: [Int128] = [1 << 90, 3 << 88, 7, 1 << 100]
    #expect(Apportionment.parts(of: .max, weights: weights).reduce(0, +) == .max)
  }

  @Test func `what is due on one day counts on the next`() {
    // One request a day, shares ¾ and ¼: the second gets one of four.
    var sharing = RunningApportionment(places: 2)
    let days = (0..<8).map { _ in sharing.parts(of: 1, weights: [3, 1]) }
    #expect(days.allSatisfy { $0.reduce(0, +) == 1 })
    #expect(days.reduce(0) { $0 + $1[1] } == 2)
  }

  @Test func `each time adds up when the weights change`() {
    var sharing = RunningApportionment(places: 3)
    let weights: [[Int128]] = [[5, 1, 1], [0, 1, 1], [1, 0, 0], [1, 1, 1]]
    for (number, whole) in [7, 1, 3, 0, 2, 11, 5, 1].enumerated() {
      let parts = sharing.parts(of: Int64(whole), weights: weights[number % 4])
      #expect(parts.reduce(0, +) == Int64(whole))
      #expect(parts.allSatisfy { $0 >= 0 })
    }
  }
}
