import Intake
import Support
import Testing

/// However a ledger is read, its rows, rejects, counts and warnings are the same.
@Suite struct ReadingAgreementTests {
  @Test(arguments: 0..<8)
  func `the fast and the careful path give the same records and rejects`(batch: Int) throws {
    var rows = 0
    var rejects = 0
    var inPlace = 0
    for round in 0..<10 {
      let seed = UInt64(batch * 10 + round)
      var ledger = RandomLedger(seed: seed)
      let text = ledger.text(rows: 30, isDamaged: round % 2 == 1)
      let fast = try LedgerReading(of: text)
      let careful = try LedgerReading(of: text, ReadingPlan(isCarefulOnly: true))
      #expect(fast == careful, "seed \(seed)")
      #expect(careful.rowsInPlace == 0)
      rows += fast.rows.count
      rejects += fast.rejects.count
      inPlace += fast.rowsInPlace
    }
    // The ledgers are worth reading: rows of all three kinds are among them.
    #expect(rows > 30 && rejects > 10 && inPlace > 30)
  }

  /// `"a,",b` and `a,",b"` are the same but for the quotes around them all.
  @Test(arguments: 0..<20)
  func `texts with delimiters and quotes around them are distinguished`(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    let rows = (0..<60).map { number in
      let texts = (0..<4).map { _ in
        let text = dice.pick(["a", "a", "a,", ",a"])
        return text != "a" || dice.hits(oneIn: 3) ? "\"\(text)\"" : text
      }
      return "r\(number),2026-07-29T10:00:00Z,1,p," + texts.joined(separator: ",")
    }
    let header =
      "request_id,request_started_at,input_tokens,provider,model,tier,user_id,account_id"
    let text = Array(([header] + rows).joined(separator: "\n").utf8) + [0x0A]
    let fast = try LedgerReading(of: text)
    #expect(fast == (try LedgerReading(of: text, ReadingPlan(isCarefulOnly: true))))
    #expect(fast.rows.count == 60)
  }

  @Test func `nearly every row of a plain ledger takes the fast path`() throws {
    let lines = (0..<50).map { LedgerLine([.requestID: "r\($0)", .userID: "u\($0 % 5)"]) }
    let reading = try LedgerReading(of: LedgerLine.ledger(lines))
    // The first row of its kind is read carefully, those of users who were not met before are not.
    #expect(reading.rows.count == 50 && reading.rowsInPlace == 49)
  }

  @Test(arguments: [true, false])
  func `the size of a block does not matter`(isDamaged: Bool) throws {
    var ledger = RandomLedger(seed: isDamaged ? 101 : 102)
    let text = ledger.text(rows: 12, isDamaged: isDamaged)
    let whole = try LedgerReading(of: text)
    #expect(whole.rowCount > 5)
    for size in [1, 2, 3, 5, 7, 8, 13, 64] + Array(stride(from: 90, through: 400, by: 9)) {
      #expect(try LedgerReading(of: text, ReadingPlan(blockBytes: size)) == whole, "\(size)")
    }
    for chunk in 1...9 {
      let plan = ReadingPlan(blockBytes: 100, chunk: chunk)
      #expect(try LedgerReading(of: text, plan) == whole, "\(chunk) at once")
    }
  }

  @Test(arguments: 0..<4)
  func `wherever a file is cut in two, its pieces hold what it holds`(number: Int) throws {
    let text = cutText(number)
    let whole = try LedgerReading(of: text)
    #expect(whole.failure == nil && whole.rowCount > 3)
    for cut in 0...text.count {
      #expect(
        try LedgerReading(of: text, ReadingPlan(blockBytes: 256, cut: cut)) == whole, "at \(cut)")
    }
    for cut in stride(from: 0, through: text.count, by: 23) {
      let plan = ReadingPlan(isCarefulOnly: true, blockBytes: 1, cut: cut)
      #expect(try LedgerReading(of: text, plan) == whole, "at \(cut), byte by byte")
    }
  }

  /// Four short ledgers of the same rows: LF, CRLF, CR, and all of them with quotes over lines.
  private func cutText(_ number: Int) -> [UInt8] {
    let end = ["\n", "\r\n", "\r", "\n"][number]
    let note = number == 3 ? "\"two\r\nlines, \"\"one\"\"\r\"" : "n"
    let rows = [
      "a,2026-07-29T10:00:00Z,p,m,u,1,", "b,2026-07-29T10:00:00Z,p,m,u,2,\(note)", "",
      "c,bad,p,m,u,3,", "d,2026-07-29T10:00:00Z,p,m,v,4,\(note)", "e,2026-07-29T10:00:00Z,p,m,u,5,",
    ]
    let header = "request_id,request_started_at,provider,model,user_id,images,note"
    return Array(([header] + rows).joined(separator: end).utf8)
  }
}
