import Ledger
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

  @Test func `it splits the records of a block with marks found at once as it splits each alone`() {
    // Rows of 1 to 200 bytes, so that they begin at every place of 64 bytes, and end at the last of them.
    var text = ""
    for length in 1...200 {
      let cells = (0..<length).map { $0 % 7 == 3 ? "," : "x" }.joined()
      text += cells + (length % 5 == 0 ? "\r\n" : "\n")
      if length % 11 == 0 { text += "\"a,\(length)\",b\n" }
      if length % 13 == 0 { text += "tab\there\n" }
    }
    text += "cut"
    let marks = BlockMarks()
    withBlock(of: Array(text.utf8)) { bytes in
      let scanner = FastScanner(delimiter: 0x2C)
      scanner.find(marks, in: bytes)
      withUnsafeTemporaryAllocation(of: Bytes.self, capacity: 2 * (64 + FastScanner.slack)) {
        room in
        guard let base = bytes.baseAddress, let first = room.baseAddress else { return }
        let second = first + 64 + FastScanner.slack
        for start in 0..<bytes.count {
          let alone = scanner.split(
            base, from: start, to: bytes.count, fields: first, capacity: 64)
          let marked = scanner.split(
            base, marks, from: start, to: bytes.count, fields: second, capacity: 64)
          let fields = { (fields: UnsafeMutablePointer<Bytes>, count: Int) in
            (0..<count).map { Array(fields[$0]) }
          }
          #expect(alone.next == marked.next && alone.endsWithCRLF == marked.endsWithCRLF)
          #expect(fields(first, alone.fieldCount) == fields(second, marked.fieldCount))
        }
      }
    }
  }

  @Test(arguments: [0x2C, 0x09, 0x3B] as [UInt8])
  func `the marks of a block say of each byte what it is`(delimiter: UInt8) {
    let marks = BlockMarks()
    // A longer block before leaves nothing behind.
    for length in [1_000, 256 * 3, 129, 64, 63, 1] {
      let text = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 167 / 3 + length) }
      withBlock(of: text) { bytes in
        FastScanner(delimiter: delimiter).find(marks, in: bytes)
        for (place, byte) in bytes.enumerated() {
          let found = marks.start[place / 64]
          let bit = UInt64(1) << UInt64(place % 64)
          let isPlain = (0x20...0x7E).contains(byte) && byte != 0x22
          #expect((found.delimiters & bit != 0) == (byte == delimiter))
          #expect((found.others & bit != 0) == (!isPlain && byte != delimiter))
        }
      }
    }
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
