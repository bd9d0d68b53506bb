import Cube
import Ledger
import Testing

/// The table of use by quarter hour and rate; sums by hand.
struct UseTableTests {
  private func entry(_ quarterHour: Int32, rate: Int32 = 0, end: Int32? = nil) -> UseTable.Entry {
    UseTable.Entry(
      quarterHour: quarterHour, end: end ?? quarterHour, rate: rate, standing: .counted)
  }

  private func add(
    _ tokens: Int64, _ entry: UseTable.Entry, sign: Int64 = 1, _ request: LargestRequest,
    to table: inout UseTable
  ) {
    var record = UsageRecord()
    record.quantities.input = tokens
    withUnsafePointer(to: record) { table.add($0, entry, sign: sign, request) }
  }

  @Test func `requests of one quarter hour and rate are one row, with the place of the largest`() {
    var table = UseTable()
    for (position, tokens) in [5, 9, 9, 2].enumerated() {
      add(
        Int64(tokens), entry(7),
        LargestRequest(weight: Int64(tokens), position: Int64(position)), to: &table)
    }
    add(1, entry(7, end: 8), LargestRequest(weight: 1, position: 4), to: &table)
    add(9, entry(7), sign: -1, LargestRequest(weight: 99, position: 5), to: &table)
    let rows = table.rows
    // 5 + 9 + 9 + 2 − 9.
    #expect(rows.map(\.requests) == [3, 1])
    #expect(rows.map(\.quantities.input) == [16, 1])
    #expect(rows.map(\.largest.position) == [1, 4])
  }

  @Test func `tens of thousands of keys in any order are each found again`() {
    var table = UseTable()
    let keys = (0..<30_000).map { $0 * 7919 % 30_000 }
    for round in 0..<2 {
      for key in keys {
        add(
          Int64(key), entry(Int32(key / 100), rate: Int32(key % 100)),
          LargestRequest(weight: Int64(round), position: Int64(key)), to: &table)
      }
    }
    let rows = table.rows
    #expect(rows.count == 30_000)
    func isWhole(_ row: UseRow) -> Bool {
      let key = Int64(row.quarterHour) * 100 + Int64(row.rate)
      return row.requests == 2 && row.quantities.input == 2 * key
    }
    #expect(rows.allSatisfy(isWhole))
  }

  /// A place in the index has 8 bytes, and at least 3 of 8 places are taken.
  @Test func `a row with its place in the index takes less than 200 bytes`() {
    let place = 22
    #expect(MemoryLayout<UseRow>.stride + place < 200)
  }

  @Test func `of equal requests the earlier one in the ledger comes first`() {
    let some = LargestRequest(weight: 3, position: 10).located(in: 1)
    #expect(some.precedes(LargestRequest(weight: 3, position: 5, slice: 2)))
    #expect(LargestRequest(weight: 4, position: 20, slice: 2).precedes(some))
    #expect(some.precedes(.none) && some.isSome && !LargestRequest.none.isSome)
    #expect(some.located(in: 9).slice == 1)
  }
}
