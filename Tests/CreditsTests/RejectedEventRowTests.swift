import Credits
import Ledger
import Testing

/// Rows that are not events, and what is wrong with each.
struct RejectedEventRowTests {
  private static let header =
    "event_id,at,account_id,kind,credits,request_id,source,expires_at,paid_usd,reservation_id,"
    + "transfer_id,counterparty_account_id,reason,priority,balance_after,currency,payment_id,level"
  private static let t = "2026-08-01T10:00:00Z"

  /// A row by its cells, and the column and message of its fault.
  private static let faulty: [(row: String, column: String, message: String)] = [
    (",\(t),a,deduct,1,r", "event_id", "event_id is empty"),
    ("e,,a,deduct,1,r", "at", "at is empty"),
    ("e,\(t),,deduct,1,r", "account_id", "account_id is empty"),
    ("e,\(t),a,,1,r", "kind", "kind is empty"),
    ("e,\(t),a,charge,1,r", "kind", "kind is \"charge\", expected one of grant, reset, deduct"),
    ("e,\(t),a,deduct,,r", "credits", "credits is empty"),
    ("e,\(t),a,deduct,0,r", "credits", "credits is 0, expected an amount above 0"),
    ("e,\(t),a,deduct,-1,r", "credits", "credits is -1, expected 0 or more"),
    ("e,\(t),a,deduct,1e3,r", "credits", "credits is \"1e3\", expected credits with at most 6"),
    ("e,\(t),a,deduct,0.0000001,r", "credits", "expected credits with at most 6 decimals"),
    ("e,\(t),a,deduct,1000000000000.1,r", "credits", "at most 1000000000000"),
    ("e,\(t),a,deduct,1", "request_id", "request_id is empty"),
    ("e,\(t),a,grant,1,,refund", "source", "source is \"refund\", expected one of monthly, bonus"),
    ("e,\(t),a,grant,1", "source", "source is empty"),
    ("e,\(t),a,adjust,0,,,,,,,,why", "credits", "credits is 0, expected an amount other than 0"),
    ("e,\(t),a,adjust,-1", "reason", "reason is empty"),
    ("e,\(t),a,reserve,1,,,,,v", "expires_at", "expires_at is empty"),
    (
      "e,\(t),a,reserve,1,,,\(t),,v", "expires_at",
      "expires_at is \"\(t)\", expected an instant after at"
    ),
    ("e,2026-08-01,a,deduct,1,r", "at", "at is \"2026-08-01\", expected RFC 3339 with Z or"),
    ("e,2026-02-30T00:00:00Z,a,deduct,1,r", "at", "expected an existing date"),
    ("e,2014-01-01T00:00:00Z,a,deduct,1,r", "at", "expected 2015-01-01 … 2099-12-31"),
    ("e,\(t),a,grant,1,,bonus,,-1", "paid_usd", "paid_usd is -1, expected 0 or more"),
    ("e,\(t),a,grant,1,,bonus,,1000000001", "paid_usd", "at most 1000000000"),
    ("e,\(t),a,transfer_out,1,,,,,,,b", "transfer_id", "transfer_id is empty"),
    (
      "e,\(t),a,transfer_in,1,,,,,,x", "counterparty_account_id", "counterparty_account_id is empty"
    ),
    ("e,\(t),a,deduct,1,r,,,,,,,,-1", "priority", "priority is -1, expected 0 or more"),
    ("e,\(t),a,deduct,1,r,,,,,,,,1.5", "priority", "expected a whole number from 0"),
    ("e,\(t),a,deduct,1,r,,,,,,,,,,EUR", "currency", "currency is \"EUR\", expected USD"),
    ("e,\(t),a,payment_refund,,,,,,,,,,,,,p", "paid_usd", "paid_usd is empty"),
    ("e,\(t),a,notice", "level", "level is empty"),
    ("e,\(t),a ,deduct,1,r", "account_id", "account_id begins or ends with a blank"),
    ("1.2E+18,\(t),a,deduct,1,r", "event_id", "a number that has lost digits"),
    ("e,\(t),NULL,deduct,1,r", "account_id", "a placeholder for an unknown value"),
  ]

  private static func padded(_ row: String) -> String {
    let columns = header.count { $0 == "," }
    return row + String(repeating: ",", count: columns - row.count { $0 == "," })
  }

  @Test func `a cell that is wrong rejects its row with the column and what was expected`() {
    for (row, column, message) in Self.faulty {
      let reading = EventFile.read(Self.header + "\n" + Self.padded(row) + "\n")
      let reject = reading.rejects.first
      #expect(reading.ledger.events.isEmpty && reading.rejects.count == 1, "\(row)")
      #expect(
        reject?.column == column && reject?.code == "credit.form", "\(row): \(reject?.column ?? "")"
      )
      #expect(reject?.message.contains(message) == true, "\(row): \(reject?.message ?? "")")
      #expect(reject?.line == 2)
      #expect(reject.map { String(decoding: $0.text, as: UTF8.self) } == Self.padded(row))
    }
  }

  /// Every kind with the cells that it needs, and no more.
  private static let complete = [
    "grant,1,,monthly", "reset,0", "deduct,0.000001,r", "reserve,1,,,2026-08-02T00:00:00Z,,v",
    "settle,0,r,,,,v", "release,,,,,,v", "refund,1,r", "adjust,-1,,,,,,,,why",
    "transfer_out,1,,,,,,x,b",
    "transfer_in,1,,allocation,,,,x,b", "payment_refund,,,,,5,,,,,,,,p", "rollover,0",
    "balance,-0.5",
    "notice,,,,,,,,,,,,,,20",
  ]

  @Test func `a row with the cells that its kind needs is an event`() {
    let rows = Self.complete.enumerated().map { Self.padded("e\($0),\(Self.t),a,\($1)") }
    let reading = EventFile.read(([Self.header] + rows).joined(separator: "\n"))
    #expect(reading.rejects.isEmpty, "\(reading.rejects.map(\.message))")
    #expect(reading.ledger.events.count == rows.count)
    let adjust = reading.ledger.events[7]
    #expect(adjust.kind == .adjust && adjust.credits == -1_000_000)
    let transfer = reading.ledger.events[9]
    #expect(transfer.source == CreditEvent.otherSource)
    let names = reading.ledger.names
    #expect(names.name(reading.ledger.terms(of: transfer).otherSource) == "allocation")
    #expect(names.name(transfer.subject) == "x")
  }

  @Test func `recorded balances keep 18 decimals, amounts at the limits fit`() throws {
    let reading = EventFile.read(
      """
      event_id,at,account_id,kind,credits,source,paid_usd,balance_after
      e1,\(Self.t),a,grant,1000000000000,topup,1000000000,8.000000000000005
      e2,\(Self.t),a,balance,-8.000000000000005,,,
      """)
    #expect(reading.rejects.isEmpty)
    let ledger = reading.ledger
    #expect(ledger.events[0].credits == 1_000_000_000_000_000_000)
    #expect(ledger.events[0].stated == 8_000_000_000_000_005_000)
    #expect(ledger.terms(of: ledger.events[0]).paid == powerOfTen(27))
    // -8.000000000000005: -8000000 microcredits, and -5000 of 10⁻¹⁸ credit.
    #expect(ledger.events[1].credits == -8_000_000)
    #expect(ledger.terms(of: ledger.events[1]).creditsRest == -5_000)
  }

  @Test func `what can be read of a rejected row is kept`() {
    let reading = EventFile.read(
      "event_id,at,account_id,kind,credits,request_id\ne1,\(Self.t),acc,deduct,x,req\n"
        + "e2,yesterday,acc,deduct,1,req\n")
    let rejected = reading.ledger.rejected
    let names = reading.ledger.names
    #expect(rejected.map { names.name($0.eventID) } == ["e1", "e2"])
    #expect(rejected.map { names.name($0.account) } == ["acc", "acc"])
    #expect(rejected.map { names.name($0.request) } == ["req", "req"])
    #expect(rejected[0].at != .min && rejected[1].at == .min)
    #expect(
      reading.findings.map { "\($0.place) \($0.code)" }
        == ["credits/a.csv:2:36 credit.form", "credits/a.csv:3:4 credit.form"])
  }

  @Test func `only the first 20 rejected rows of a file are listed`() {
    let rows = (1...60).map { "e\($0),\(Self.t),a,deduct,\($0 <= 29 ? "x" : "1"),r" }
    let reading = EventFile.read(
      (["event_id,at,account_id,kind,credits,request_id"] + rows).joined(separator: "\n"))
    #expect(reading.findings.count == 20 && reading.rejects.count == 29)
    #expect(reading.unlisted.map(\.count) == [9])
    #expect(reading.refusedFiles.isEmpty && reading.rowsRead == 60)
  }
}
