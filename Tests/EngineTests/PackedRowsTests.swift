import Ledger
import Reconciliation
import Support
import Testing

@testable import Engine

/// Listed rows that a worker hands on as a value.
struct PackedRowsTests {
  /// A row with a text of 1,000 bytes: 400 are six full chunks, of which four stay in memory, and ten rows more.
  private struct Line: PackedRow {
    struct Shared: SharedByRows {
      var withoutIndex: Shared { self }
    }

    let order: UInt8
    var location: RowLocation
    let text: Name

    init(_ number: Int, _ letter: String) {
      order = 0
      location = RowLocation(slice: -1, piece: 0, offset: Int64(number), line: Int32(number))
      text = Name(String(repeating: letter, count: 1_000))
    }

    init(order: UInt8, location: RowLocation, _ bytes: inout PackedReader, _ shared: Shared) {
      (self.order, self.location, text) = (order, location, bytes.name())
    }

    func pack(into bytes: inout PackedBytes, _ shared: inout Shared) { bytes.put(text) }
  }

  @Test(arguments: [false, true])
  func `rows are read and replaced after their worker is gone`(isSpilled: Bool) throws {
    let folder = try Scratch()
    let spill = isSpilled ? SpillRoom([folder.path("")]) : nil
    var worker = SliceRowStore<Line>(spill: spill)
    let places = (0..<400).map { worker.append(Line($0, "a")) }
    var rows = worker.rows
    rows.slice = 7
    var pile = SliceRowStore(rows, spill: spill)
    for number in [0, 399] { pile.replace(places[number], by: Line(number, "b")) }

    #expect(pile.count == 400)
    for (number, letter) in [(0, "b"), (1, "a"), (350, "a"), (398, "a"), (399, "b")] {
      let row = pile.row(at: places[number])
      #expect(row.text == Line(number, letter).text, "row \(number)")
      #expect(row.location.slice == 7 && row.location.line == Int32(number))
    }
    var lines: [Int32] = []
    pile.forEachHead { _, location, _ in lines.append(location.line) }
    #expect(lines == (0..<400).map { Int32($0) }, "replaced rows are passed once, in order")
    let spilled = rows.chunks.count { if case .file = $0 { true } else { false } }
    #expect(spilled == (isSpilled ? 2 : 0))
  }
}
