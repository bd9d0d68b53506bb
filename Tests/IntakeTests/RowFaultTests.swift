import Intake
import Ledger
import Testing

/// Reasons to reject a row: a case for every code, with the column and the byte of the reject.
@Suite struct RowFaultTests {
  /// The good row of `LedgerLine` is 72 letters: `r1` at byte 1, the start at 4, completion at 25, the
  /// user at 26, the account at 29, the provider at 30, the model at 37, the tier at 43, the status at
  /// 44, byok at 45, input tokens at 46, output tokens at 50, seconds at 51, the cost at 52, the
  /// multiplier at 53, credits at 54, the balance at 55, the capability at 56.
  @Test(
    arguments: [
      ([.requestID: ""], ["id.empty"], "request_id", 1),
      ([.requestID: "TOTAL"], ["csv.total"], "request_id", 1),
      ([.requestID: "Gesamt"], ["csv.total"], "request_id", 1),
      ([.requestID: "1.58E+18"], ["id.exponent"], "request_id", 1),
      ([.requestID: "#N/A"], ["id.none"], "request_id", 1),
      ([.userID: "1.58292E+18"], ["id.exponent"], "user_id", 26),
      ([.accountID: "None"], ["id.none"], "account_id", 29),
      ([.requestID: " r1"], ["id.space"], "request_id", 1),
      ([.requestID: "r1 "], ["id.space"], "request_id", 1),
      ([.requestID: String(repeating: "r", count: 257)], ["id.long"], "request_id", 1),
      ([.requestID: "r\u{0}1"], ["text.control"], "request_id", 1),
      ([.requestID: "\"r\n1\""], ["text.control"], "request_id", 1),
      ([.requestID: "r\u{7F}1"], ["text.control"], "request_id", 1),
      ([.userID: "u\u{85}"], ["text.control"], "user_id", 26),
      ([.model: "gpt\t5"], ["text.control"], "model", 37),
      ([.userID: "u\u{200B}1"], ["id.hidden"], "user_id", 26),
      ([.userID: "\u{202E}u1"], ["id.hidden"], "user_id", 26),
      ([.provider: "open\u{2066}ai"], ["id.hidden"], "provider", 30),
      ([.requestID: "\u{FEFF}r1"], ["enc.bom"], "request_id", 1),
      ([.inputTokens: "1\u{FEFF}"], ["enc.bom", "num.form"], "input_tokens", 46),
      ([.provider: ""], ["id.empty"], "provider", 30),
      ([.model: ""], ["id.empty"], "model", 37),
      ([.tier: " pro"], ["id.space"], "tier", 43),
      ([.userID: ""], ["id.empty"], "user_id", 26),
      ([.startedAt: ""], ["time.empty"], "request_started_at", 4),
      ([.startedAt: "2026-07-29T10:00:00"], ["time.zone"], "request_started_at", 4),
      ([.startedAt: "2026-07-29T24:00:00Z"], ["time.range"], "request_started_at", 4),
      ([.startedAt: "2014-12-31T23:59:59Z"], ["time.window"], "request_started_at", 4),
      ([.startedAt: "1767225600"], ["time.epoch"], "request_started_at", 4),
      ([.startedAt: "46235.5"], ["time.serial"], "request_started_at", 4),
      ([.completedAt: "2026-07-29"], ["time.zone"], "request_completed_at", 25),
      ([.completedAt: "2026-07-29T09:59:59Z"], ["time.order"], "request_completed_at", 25),
      ([.inputTokens: "1e3"], ["num.form"], "input_tokens", 46),
      ([.inputTokens: "10.5"], ["num.fraction"], "input_tokens", 46),
      ([.inputTokens: "-1"], ["num.sign"], "input_tokens", 46),
      ([.inputTokens: "1000000000001"], ["num.range"], "input_tokens", 46),
      ([.outputTokens: "\"1,234\""], ["num.comma"], "output_tokens", 50),
      ([.outputTokens: "12.000"], ["num.comma"], "output_tokens", 50),
      ([.outputTokens: "1 234"], ["num.comma"], "output_tokens", 50),
      ([.seconds: "0.0000000001"], ["num.scale"], "seconds", 51),
      ([.seconds: "1000000000.1"], ["num.range"], "seconds", 51),
      ([.seconds: "-0.5"], ["num.sign"], "seconds", 51),
      ([.vendorCostUSD: "$10"], ["num.currency"], "vendor_cost_usd", 52),
      ([.vendorCostUSD: "0.0000000000000000001"], ["num.scale"], "vendor_cost_usd", 52),
      ([.vendorCostUSD: "1000000000.01"], ["num.range"], "vendor_cost_usd", 52),
      ([.vendorCostUSD: "NaN"], ["num.form"], "vendor_cost_usd", 52),
      ([.multiplier: "-1"], ["num.sign"], "multiplier", 53),
      ([.multiplier: "1.0000001"], ["num.scale"], "multiplier", 53),
      ([.multiplier: "1000.1"], ["num.range"], "multiplier", 53),
      ([.creditsDeducted: "0.0000001"], ["num.scale"], "credits_deducted", 54),
      ([.creditsDeducted: "1000000000000.1"], ["num.range"], "credits_deducted", 54),
      ([.balanceAfter: "many"], ["num.form"], "balance_after", 55),
      ([.capability: "a "], ["id.space"], "capability", 56),
      ([.status: "done"], ["value.status"], "status", 44),
      ([.status: "Completed"], ["value.status"], "status", 44),
      ([.byok: "yes"], ["value.byok"], "byok", 45),
      ([.inputTokens: ""], ["qty.none"], "", 1),
      (
        [.inputTokens: "-1", .requestID: "", .status: "x"],
        ["id.empty", "value.status", "num.sign"], "request_id", 1
      ),
      ([.userID: "", .startedAt: "x"], ["time.zone", "id.empty"], "request_started_at", 4),
    ] as [([LedgerColumn: String], [String], String, Int)])
  func `a cell that cannot be used rejects its row, every reason reported in the order of columns`(
    changes: [LedgerColumn: String], codes: [String], column: String, byte: Int
  ) throws {
    let line = LedgerLine(changes)
    let reading = try LedgerReading(of: LedgerLine.ledger([LedgerLine(), line, LedgerLine()]))
    #expect(reading.rows.count == 2 && reading.rowCount == 3)
    let reject = try #require(reading.rejects.first)
    #expect(reject.codes == codes)
    #expect(reject.column == column)
    // Cells changed to the left move the byte; then only the first column's place is known.
    if changes.count == 1 { #expect(reject.byteColumn == byte) }
    #expect(reject.line == 3 && reject.text == Array(line.text.utf8))
  }

  @Test(
    arguments: [
      ("r1,2026", .fieldCount(found: 2, expected: 18)),
      (LedgerLine().text + ",", .fieldCount(found: 19, expected: 18)),
      ("   ", .fieldCount(found: 1, expected: 18)),
      ("total,,,,9", .fieldCount(found: 5, expected: 18)),
      (LedgerLine.header, .repeatedHeader),
    ] as [(String, RowFault)])
  func `a record of the wrong shape rejects its row as a whole`(text: String, fault: RowFault)
    throws
  {
    let whole = LedgerLine.header + "\n\(text)\n" + LedgerLine().text + "\n"
    let reading = try LedgerReading(of: Array(whole.utf8))
    #expect(reading.rows.count == 1)
    let reject = try #require(reading.rejects.first)
    #expect(reject.faults == [fault])
    #expect(reject.column == "" && reject.byteColumn == 1 && reject.estimable == nil)
    #expect(reject.text == Array(text.utf8))
  }

  @Test(
    arguments: [
      ("g\"pt", .quoteInsideField), ("\"g\"pt", .textAfterQuote),
    ] as [(String, RowFault)])
  func `a quote that is no CSV is reported with its column`(model: String, fault: RowFault) throws {
    let line = LedgerLine([.model: model])
    let reading = try LedgerReading(of: LedgerLine.ledger([line]))
    let reject = try #require(reading.rejects.first)
    #expect(reject.faults == [fault] && reject.column == "model" && reject.byteColumn == 37)
  }

  /// RFC 3629 §3 and §4: what is no UTF-8 begins with the byte named.
  @Test(
    arguments: [
      ([0xFF], 0xFF), ([0x61, 0xC3, 0x28], 0xC3), ([0xC0, 0x80], 0xC0), ([0xED, 0xA0, 0x80], 0xED),
      ([0xE2, 0x82], 0xE2), ([0x80], 0x80), ([0xF4, 0x90, 0x80, 0x80], 0xF4), ([0xC3], 0xC3),
      ([0xC3, 0xA9, 0xF0, 0x9F, 0x98], 0xF0), ([0xE0, 0x80, 0x80], 0xE0),
    ] as [([UInt8], UInt8)])
  func `bytes that are not UTF-8 reject the row, in an unknown column too`(
    bytes: [UInt8], wrong: UInt8
  ) throws {
    let row = Array("2026-07-29T10:00:00Z,p,m,u,1,".utf8)
    let header = Array(
      "request_id,request_started_at,provider,model,user_id,images,Note\n".utf8)
    let inID = try LedgerReading(of: header + bytes + [0x2C] + row + [0x0A])
    #expect(inID.rejects.map(\.faults) == [[.notUTF8(byte: wrong)]])
    #expect(inID.rejects.first?.column == "request_id" && inID.rejects.first?.byteColumn == 1)
    let inNote = try LedgerReading(of: header + [0x61, 0x2C] + row + bytes + [0x0A])
    #expect(inNote.rejects.map(\.faults) == [[.notUTF8(byte: wrong)]])
    // `a,` and the 29 bytes of the row stand before.
    #expect(inNote.rejects.first?.column == "Note" && inNote.rejects.first?.byteColumn == 32)
  }

  @Test(arguments: [true, false])
  func `a field over 1 MiB or a record over 2 MiB is refused, whatever column it is in`(
    isCarefulOnly: Bool
  ) throws {
    let header = "request_id,request_started_at,provider,model,user_id,images,note,more"
    let row = "r1,2026-07-29T10:00:00Z,p,m,u,1,"
    func fill(_ count: Int) -> String { String(repeating: "x", count: count) }
    let limit = RowFault.fieldLimit
    let text = [
      header, row + ",", row + fill(limit) + ",", row + fill(limit + 1) + ",",
      row + fill(limit) + "," + fill(limit), "",
    ].joined(separator: "\n")
    let reading = try LedgerReading(
      of: Array(text.utf8), ReadingPlan(isCarefulOnly: isCarefulOnly))
    #expect(reading.rows.map(\.line) == [2, 3])
    // The row has 32 letters, and a comma before the last field.
    #expect(
      reading.rejects.map(\.faults) == [
        [.longField(bytes: 1_048_577)], [.longRecord(bytes: 2_097_152 + 33)],
      ])
  }

  /// The row has `r2` and so many commas; the element 4,200,001 bytes for its list and 8 around it.
  @Test(arguments: [true, false])
  func `a record far over 2 MiB of the smallest parts is refused alone`(
    isCarefulOnly: Bool
  ) throws {
    let plan = ReadingPlan(isCarefulOnly: isCarefulOnly)
    let commas = "r2" + String(repeating: ",", count: 3_000_000) + "\n"
    let lines = LedgerLine.ledger([LedgerLine()]) + Array((commas + LedgerLine().text).utf8)
    let rows = try LedgerReading(of: lines, plan)
    #expect(rows.rows.map(\.line) == [2, 4])
    #expect(rows.rejects.map(\.faults) == [[.longRecord(bytes: 3_000_002)]])
    let good =
      #"{"request_id":"r","request_started_at":"2026-07-29T10:00:00Z","user_id":"u","provider":"p","#
      + #""model":"m","input_tokens":1}"#
    let zeros = #"{"x":["# + String(repeating: "0,", count: 2_100_000) + "0]}"
    let elements = try LedgerReading(of: Array("[\(good),\(zeros),\(good)]".utf8), plan)
    #expect(elements.rows.count == 2)
    #expect(elements.rejects.map(\.faults) == [[.longRecord(bytes: 4_200_001 + 8)]])
  }

  @Test(arguments: [",,,,\"never closed\n1,2\n3\n", "x,\"\n\n\n"])
  func `a quote that is never closed refuses the file, with the place where it was opened`(
    tail: String
  ) throws {
    let text = LedgerLine.ledger([LedgerLine(), LedgerLine()]) + Array(tail.utf8)
    let failure = try #require(try LedgerReading(of: text).failure)
    #expect(failure.line == 4)
    #expect(failure.column == (tail.first == "x" ? 3 : 5))
    #expect(failure.fault.code == "csv.open")
  }

  @Test func `an open quote is named by its own line and its byte in that line`() throws {
    let text = LedgerLine.ledger([LedgerLine()]) + Array("\"a\nb\",\"c\nd\n".utf8)
    let failure = try #require(try LedgerReading(of: text).failure)
    // The record begins in line 3; `b","c` is line 4, and its second quote mark pair opens at byte 4.
    #expect(failure.line == 4)
    #expect(failure.column == 4)
  }

  @Test func `a rejected row is estimable when what decides its cost could be read`() throws {
    let lines = [
      LedgerLine([.vendorCostUSD: "x"]), LedgerLine([.creditsDeducted: "x"]),
      LedgerLine([.startedAt: "x"]), LedgerLine([.outputTokens: "x"]), LedgerLine([.model: ""]),
      LedgerLine([.inputTokens: ""]), LedgerLine([.status: "x"]),
      LedgerLine([.tier: " x"]),
    ]
    let reading = try LedgerReading(of: LedgerLine.ledger(lines))
    #expect(
      reading.rejects.map { $0.estimable != nil } == [
        true, true, false, false, false, false, true, true,
      ])
    let estimable = try #require(reading.rejects.first?.estimable)
    #expect(estimable.quantities.input == 100 && estimable.kind.model == "gpt-5")
  }

  /// `~` stands for a byte that is not UTF-8, `^` for 1 MiB and one byte.
  @Test(arguments: [
    ("r1,2026-07-29T10:00:00Z,p,m,u~,100,", true), ("r~,2026-07-29T10:00:00Z,p,m,u,100,", true),
    ("r1,2026-07-29T10:00:00Z,p,m,u,100,~", true), ("r1,2026-07-29T10:00:00Z,p,m,^,100,~", true),
    ("r1,2026-07-29T10:00:00Z,p,m,u,100,^", true), ("r1,2026-07-29T10:00:00Z,p,m~,u,100,", false),
    ("r1,2026-07-29T10:00:00Z,^,m,u,100,", false), ("r1,2026-07-29T10:00:00Z,p,m,u,100~,", false),
    ("r1,2026-07-29T10:00:00Z~,p,m,u,100,", false), ("r1,2026-07-29T10:00:00Z,p,m,~,x,", false),
    ("r1,2026-07-29T10:00:00Z,p,m,u~,100,,", false),
  ])
  func `a row with a cell that is no text or too long is estimable by its other cells`(
    row: String, isEstimable: Bool
  ) throws {
    let header = "request_id,request_started_at,provider,model,user_id,input_tokens,note\n"
    let long = [UInt8](repeating: 0x78, count: 1_048_577)
    let bytes = row.utf8.flatMap { $0 == 0x7E ? [0xFF] : $0 == 0x5E ? long : [$0] }
    let reject = try #require(try LedgerReading(of: Array(header.utf8) + bytes).rejects.first)
    #expect(reject.faults.count == 1)
    #expect(reject.estimable?.quantities.input == (isEstimable ? 100 : nil))
    #expect(reject.estimable?.kind.model == (isEstimable ? "m" : nil))
  }

  /// `9999-12-31` and `0001-01-01` are what other systems write for no time.
  @Test(arguments: ["9999-12-31", "2263-01-01", "0001-01-01", "1600-01-01"])
  func `a time that no instant can hold rejects its row like any out of the window`(
    date: String
  ) async {
    await #expect(processExitsWith: .success) { [date] in
      let lines = [LedgerLine(), LedgerLine([.startedAt: date + "T00:00:00Z"]), LedgerLine()]
      let reading = try LedgerReading(of: LedgerLine.ledger(lines))
      #expect(reading.rejects.map(\.codes) == [["time.window"]])
    }
  }
}
