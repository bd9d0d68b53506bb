import Ledger
import Testing

/// Numbers of distinct values.
struct NumberTableTests {
  @Test func `values are numbered in the order in which they are met, each once`() {
    var table = NumberTable()
    var values: [String] = []
    let numbers = ["b", "a", "b", "", "a", "c"].map { table.number(of: $0, in: &values) }
    #expect(numbers == [0, 1, 0, 2, 1, 3])
    #expect(values == ["b", "a", "", "c"])
  }

  @Test func `very many values keep their numbers as the table grows`() {
    var table = NumberTable()
    var values: [Int] = []
    for round in 0..<2 {
      for value in 0..<5_000 {
        #expect(table.number(of: value * 7, in: &values) == Int32(value), "round \(round)")
      }
    }
    #expect(values.count == 5_000)
  }
}
