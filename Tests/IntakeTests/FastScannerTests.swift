import CScan
import Ledger
import Support
import Testing

@testable import Intake

@Suite struct FastScannerTests {
  @Test(arguments: [0x2C, 0x3B, 0x09, 0x7C] as [UInt8])
  func `what it splits, the careful scanner splits alike`(delimiter: UInt8) {
    var dice = Dice(seed: UInt64(delimiter))
    let plain = Array(" !#+,-./09:;<AZ[`az{|}~".utf8) + [delimiter, delimiter, 0x0A]
    let nasty: [UInt8] = [0x22, 0x0D, 0x00, 0x01, 0x1F, 0x09, 0x7F, 0x80, 0xA2, 0xAC, 0xC3, 0xFF]
    for round in 0..<1_500 {
      let rate = [2, 8, 40][round % 3]
      let text = (0..<Int.random(in: 0...60, using: &dice)).map { _ in
        dice.hits(oneIn: rate) ? dice.pick(nasty) : dice.pick(plain)
      }
      expectAgreement(on: text, delimiter: delimiter)
    }
  }

  @Test func `it splits every plain record, whatever its length and wherever it ends`() throws {
    for length in 0...40 {
      for end in [[0x0A], [0x0D, 0x0A]] as [[UInt8]] {
        let text = Array(repeating: UInt8(ascii: "x"), count: length) + Array(",~ y".utf8) + end
        let split = split(text, delimiter: 0x2C)
        #expect(split.next == text.count && split.fields.count == 2, "\(length)")
        #expect(split.fields.first?.count == length && split.isCRLF == (end.count == 2))
      }
    }
  }

  @Test(
    arguments: [
      ("\"a\",b\n", ["a", "b"]), ("\"\",\"\"\r\n", ["", ""]), ("a,\"b,c\"\n", ["a", "b,c"]),
      (
        "\"longer than a word\",\"and,so,on and on\"\n", ["longer than a word", "and,so,on and on"]
      ),
    ])
  func `it takes the quotes off a field`(text: String, fields: [String]) {
    let split = split(Array(text.utf8), delimiter: 0x2C)
    #expect(split.next == text.utf8.count)
    #expect(split.fields == fields.map { Array($0.utf8) })
  }

  @Test(
    arguments: [
      "a,b", "a,b\r", "", "\"a\"b,c\n", "\"a\" ,b\n", "\"a\"\"b\",c\n", "\"a,b\n", "\"a\nb\",c\n",
      "\"\u{E9}\"\n",
      "a\"b\n", "a,\"b\"", "a,\"b\"\r", "a\rb\n", "a\tb\n", "a\u{7F}\n", "\u{E9}\n",
      "a\0\n", "a,b,c,d,e\n",
    ])
  func `it refuses what is not plain, not whole or has too many fields`(text: String) {
    #expect(split(Array(text.utf8), delimiter: 0x2C, capacity: 4).next < 0)
  }

  /// A stretch of 256 bytes has a row or two, and cuts what the next one begins with.
  @Test(arguments: [16, 32, 64] as [Int32], [256, 1 << 16])
  func `it splits the rows of a block as it splits each alone`(width: Int32, stretch: Int) {
    guard width <= assay_marks_width() else { return }
    // Rows of 1 to 200 bytes, so that they begin at every place of 64 bytes, and end at the last of them.
    var lines = ""
    for length in 1...200 {
      let cells = (0..<length).map { $0 % 7 == 3 ? "," : "x" }.joined()
      lines += cells + (length % 5 == 0 ? "\r\n" : "\n")
      if length % 11 == 0 { lines += "\"a,\(length)\",\"b\nc\"\n" }
      if length % 19 == 0 { lines += "\"\(cells)\",plain,\"\",\"b\"\r\n" }
      if length % 13 == 0 { lines += "tab\there\n" }
      if length % 17 == 0 { lines += String(repeating: ",", count: length) + "\n\n" }
    }
    lines += "cut"
    let marks = BlockMarks(width: width, stretch: stretch)
    let text = Array(lines.utf8)
    withBlock(of: text) { bytes in
      let scanner = FastScanner(delimiter: 0x2C)
      withUnsafeTemporaryAllocation(of: Bytes.self, capacity: 300 + FastScanner.slack) { room in
        guard let quoted = room.baseAddress else { return }
        let starts = [0] + bytes.indices.filter { bytes[$0] == 0x0A }.map { $0 + 1 }
        // Every row, and some only, so that others are left out.
        for step in [1, 3, 50] {
          guard var rows = BlockRows(bytes, marks, scanner) else {
            Issue.record("there are bytes")
            return
          }
          for (number, start) in starts.enumerated() where number % step == 0 {
            let line = bytes[start...].prefix { $0 != 0x0A }
            let isPlain = line.endIndex < bytes.count && !line.contains { $0 == 0x22 || $0 == 0x09 }
            let alone = split(text, from: start, delimiter: 0x2C, capacity: 300)
            let likely = [alone.fields.count, 1, 400][number % 3]
            let row = rows.split(at: start, likely: likely)
            #expect((row.next >= 0) == isPlain, "\(start)")
            if isPlain {
              #expect(row.next == alone.next && row.endsWithCRLF == alone.isCRLF)
              #expect((0..<row.fieldCount).map { Array(rows.fields.text($0)) } == alone.fields)
            } else if !row.isCut {
              let row = rows.splitQuoted(at: start, fields: quoted, capacity: 300)
              // The end of a quoted record may lie after a short stretch.
              #expect((row.next >= 0) == (alone.next >= 0) || stretch == 256 && row.next < 0)
              guard row.next >= 0 else { continue }
              #expect(row.next == alone.next && row.endsWithCRLF == alone.isCRLF)
              #expect((0..<row.fieldCount).map { Array(quoted[$0]) } == alone.fields)
            }
          }
        }
      }
    }
  }

  @Test(arguments: [0x2C, 0x09, 0x3B] as [UInt8])
  func `the marks of a block are listed, whatever the processor takes at once`(delimiter: UInt8) {
    for width in [16, 32, 64] as [Int32] where width <= assay_marks_width() {
      for length in [1_000, 256 * 3, 129, 64, 63, 1] {
        let bytes = (0..<(length + 127)).map { UInt8(truncatingIfNeeded: $0 * 167 / 3 + length) }
        let count = (length + 63) / 64
        expect(bytes, delimiter, width, count: count)
        // As many marks as there are bytes.
        expect(Array(repeating: delimiter, count: 64 * count), delimiter, width, count: count)
        expect(Array(repeating: 0x22, count: 64 * count), delimiter, width, count: count)
      }
    }
  }

  /// Lists the marks of the first so many times 64 bytes, and asks each byte what it is.
  private func expect(
    _ bytes: [UInt8], _ delimiter: UInt8, _ width: Int32, count: Int,
    at location: SourceLocation = #_sourceLocation
  ) {
    let room = 64 * count
    var all = [Int32](repeating: -1, count: room)
    var others = all
    let found = all.withUnsafeMutableBufferPointer { all in
      others.withUnsafeMutableBufferPointer { others in
        var places = assay_places(
          all: all.baseAddress, others: others.baseAddress, all_count: 0, other_count: 0)
        assay_list_marks(bytes, count, delimiter, width, &places)
        return places
      }
    }
    let strange = bytes.prefix(64 * count).indices.filter {
      !(0x20...0x7E).contains(bytes[$0]) || bytes[$0] == 0x22
    }
    let delimiters = bytes.prefix(64 * count).indices.filter { bytes[$0] == delimiter }
    #expect(
      all.prefix(found.all_count).map(Int.init) == Set(strange + delimiters).sorted(),
      sourceLocation: location)
    #expect(
      others.prefix(found.other_count).map(Int.init) == strange.filter { bytes[$0] != delimiter },
      sourceLocation: location)
  }

  private struct Result {
    let next: Int
    let fields: [[UInt8]]
    let isCRLF: Bool
  }

  private func split(
    _ text: [UInt8], from start: Int = 0, delimiter: UInt8, capacity: Int = 64
  ) -> Result {
    withBlock(of: text) { bytes in
      withUnsafeTemporaryAllocation(of: Bytes.self, capacity: capacity + FastScanner.slack) {
        fields in
        guard let base = bytes.baseAddress, let room = fields.baseAddress else {
          return Result(next: -1, fields: [], isCRLF: false)
        }
        let split = FastScanner(delimiter: delimiter).split(
          base, from: start, to: bytes.count, fields: room, capacity: capacity)
        return Result(
          next: split.next, fields: (0..<split.fieldCount).map { Array(fields[$0]) },
          isCRLF: split.endsWithCRLF)
      }
    }
  }

  /// Goes through all records of `text`, and asks both scanners for each.
  private func expectAgreement(on text: [UInt8], delimiter: UInt8) {
    var at = 0
    while at < text.count {
      let fast = split(text, from: at, delimiter: delimiter)
      let scan = withBlock(of: text) {
        CarefulScanner(delimiter: delimiter).scan($0, from: at, isEnd: false)
      }
      guard case .record(let careful) = scan else {
        #expect(fast.next < 0, "\(text.shown) at \(at)")
        return
      }
      if fast.next >= 0 {
        let isSame =
          careful.fault == nil && fast.next == careful.next && careful.lines == 1
          && fast.fields == careful.fields.map(\.text) && fast.isCRLF == (careful.lineEnd == .both)
        #expect(isSame, "\(text.shown) at \(at)")
      } else {
        let record = text[at..<careful.next]
        let isPlain =
          record.last == 0x0A
          && record.dropLast(careful.lineEnd == .both ? 2 : 1).allSatisfy {
            $0 == delimiter || ($0 >= 0x20 && $0 < 0x7F && $0 != 0x22)
          }
        #expect(!isPlain, "\(text.shown) at \(at) is plain")
      }
      at = careful.next
    }
  }
}
