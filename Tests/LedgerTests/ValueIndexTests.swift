import Ledger
import Testing

/// Numbers of distinct values.
struct ValueIndexTests {
  @Test func `values are numbered in the order in which they are met, each once`() {
    var index = ValueIndex()
    var values: [String] = []
    let numbers = ["b", "a", "b", "", "a", "c"].map { index.number(of: $0, in: &values) }
    #expect(numbers == [0, 1, 0, 2, 1, 3])
    #expect(values == ["b", "a", "", "c"])
  }

  @Test func `very many values keep their numbers as the index grows`() {
    var index = ValueIndex()
    var values: [Int] = []
    for round in 0..<2 {
      for value in 0..<5_000 {
        #expect(index.number(of: value * 7, in: &values) == Int32(value), "round \(round)")
      }
    }
    #expect(values.count == 5_000)
  }
}
