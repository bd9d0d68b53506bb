import Intake
import Parsing
import Support
import Testing

struct RecordSkimmerTests {
  /// Bytes that matter to the grammar, drawn often enough to meet in every order.
  private static let letters: [UInt8] = Array("ab,;\"\"\"\r\n\n".utf8)

  @Test func `records end where the careful scanner says, on random bytes`() {
    var dice = Dice(seed: 6)
    for _ in 0..<20_000 {
      let text = (0..<Int.random(in: 0...14, using: &dice)).map { _ in
        Self.letters[Int.random(in: 0..<Self.letters.count, using: &dice)]
      }
      for isEnd in [false, true] {
        text.withUnsafeBufferPointer { bytes in
          var at = 0
          while at < bytes.count {
            let scan = CarefulScanner(delimiter: 0x2C).scan(bytes, from: at, isEnd: isEnd)
            let end = RecordSkimmer(delimiter: 0x2C).end(of: bytes, from: at, isEnd: isEnd)
            switch scan {
            case .incomplete:
              #expect(end == .incomplete, "\(text) from \(at)")
              return
            case .openQuote(let quote):
              #expect(end == .openQuote(quote: quote), "\(text) from \(at)")
              return
            case .brokenDocument: Issue.record("\(text): this is no JSON")
            case .record(let record):
              #expect(end == .next(record.next), "\(text) from \(at)")
              at = record.next
            }
          }
        }
      }
    }
  }
}
