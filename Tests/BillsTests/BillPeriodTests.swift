import Bills
import Ledger
import Testing

/// Days, vendors and standings of lines: all expected values were worked out by hand.
struct BillPeriodTests {
  private let google =
    "sku.description,usage_start_time,usage_end_time,cost,currency,usage.amount,usage.unit,invoice.month,cost_type\n"

  private func row(_ start: String, _ end: String, month: String = "202611") -> String {
    "Gemini 2.5 Pro Text Input - Predictions,\(start),\(end),1,USD,1,count,\(month),regular\n"
  }

  @Test func `25 hours of the day on which summer time ends are one cell, 23 in spring`() {
    // 1 November 2026 in Los Angeles: 07:00 UTC to 08:00 UTC of the 2nd. 8 March: 08:00 UTC to 07:00 UTC.
    func hours(_ first: String, _ count: Int) -> String {
      let start = BillDesk.instant(first).nanoseconds
      return (0..<count).map { hour in
        let from = Instant(nanoseconds: start + Int64(hour) * 3_600_000_000_000)
        let to = Instant(nanoseconds: from.nanoseconds + 3_600_000_000_000)
        return row(from.rfc3339, to.rfc3339)
      }.joined()
    }
    let autumn = BillDesk.assemble("a.csv", google + hours("2026-11-01T07:00:00Z", 26))
    #expect(autumn.bill.cells.map(\.lines) == [25, 1])
    let spring = BillDesk.assemble("a.csv", google + hours("2026-03-08T08:00:00Z", 24))
    #expect(spring.bill.cells.map(\.lines) == [23, 1])
  }

  /// Days of Berlin in a bill whose zone is not set: 28, 29 (of 23 hours) and 30 March 2026.
  @Test func `a day of 23 hours that begins in another zone is a period of its own`() {
    let days = ["2026-03-27T23:00", "2026-03-28T23:00", "2026-03-29T22:00", "2026-03-30T22:00"]
    let lines = zip(days, days.dropFirst()).map { from, to in
      "OpenAI,\(from)Z,\(to)Z,Usage,1,USD,gpt-5.6-terra\n"
    }
    let outcome = BillDesk.assemble(
      "a.csv",
      "ProviderName,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,BilledCost,BillingCurrency,SkuId\n"
        + lines.joined())
    #expect(!outcome.codes.contains("bill.overlap"))
    #expect(
      outcome.bill.cells.map { $0.period.billPeriod(in: .utc) } == [
        "2026-03-27T23:00:00Z/2026-03-28T23:00:00Z", "2026-03-28T23:00:00Z/2026-03-29T22:00:00Z",
        "2026-03-29T22:00:00Z/2026-03-30T22:00:00Z",
      ])
  }

  /// 100 tokens a day for 0.0002 USD; the bill has no line for 1 November, but lines of the day before and after.
  @Test
  func `a month that begins with a day without a line is covered by lines of the month before`() {
    func day(_ date: String) -> Int64 { BillDesk.instant(date).nanoseconds / 1_000_000_000 }
    let lines = ["2026-10-31", "2026-11-02"].map { date in
      "\(day(date)),\(day(date) + 86_400),0.0002,usd,100,tokens,\"gpt-5.6-terra, input\"\n"
    }
    let use = BillDesk.use(on: ["2026-10-31", "2026-11-01", "2026-11-02"])
    let outcome = BillDesk.assemble(
      [
        BillDesk.input(
          "a.csv",
          "start_time,end_time,amount_value,amount_currency,quantity,quantity_unit,line_item\n"
            + lines.joined())
      ], BillDesk.context(period: "2026-11", use: use))
    #expect(outcome.lines.map(\.standing.name) == ["outside_period", "yes"])
    #expect(
      BillDesk.groups(of: outcome, beside: use, in: "2026-11") == [
        "01 gpt-5.6-terra input: 200 not_in_bill -200 = 0",
        "02 gpt-5.6-terra input: 200 = 200",
      ])
  }

  @Test func `Google's lines without an invoice month are provisional`() {
    let text = google + row("2026-11-02T08:00:00Z", "2026-11-02T09:00:00Z", month: "")
    let findings = BillDesk.assemble("a.csv", text).assembly.findings
    #expect(findings.map(\.code) == ["bill.provisional"])
    #expect(findings[0].place.description == "bills/a.csv:2")
  }

  @Test func `each vendor of a FOCUS file is a bill of its own, in the order of vendors`() {
    let text =
      "ProviderName,ChargePeriodStart,ChargePeriodEnd,ChargeCategory,BilledCost,BillingCurrency,SkuId\n"
      + "OpenAI,2026-08-03T00:00Z,2026-08-04T00:00Z,Usage,1,USD,gpt-5.6-terra\n"
      + "Google Cloud,2026-08-03T00:00Z,2026-08-04T00:00Z,Usage,2,USD,gemini-2.5-pro\n"
      + "Vertex AI,2026-08-03T00:00Z,2026-08-04T00:00Z,Usage,3,USD,gemini-2.5-pro\n"
    let bills = BillDesk.assemble("a.csv", text).assembly.bills
    #expect(bills.map(\.vendor) == ["google", "openai"])
    #expect(bills[0].cells.map(\.lines) == [2])
    #expect(bills.map(\.zone.name) == ["UTC", "UTC"])
  }

  @Test func `bytes do not depend on the order of files`() {
    let header = "start_time,end_time,amount_value,amount_currency,line_item,project_id\n"
    let inputs = (0..<4).map { index in
      BillDesk.input(
        "f\(index).csv",
        header + "1785715200,1785801600,\(index / 2),usd,\"gpt-5.6-terra, input\",p\n")
    }
    let first = BillDesk.assemble(inputs)
    let other = BillDesk.assemble(inputs.reversed())
    #expect(first.texts == other.texts)
    #expect(first.assembly.findings == other.assembly.findings)
    // The first counts; the second has its figures, the third and fourth have others.
    #expect(first.lines.map(\.standing) == [.counted, .duplicate, .conflict, .conflict])
  }

  @Test func `a second look at all lines gives the same`() {
    let text = google + row("2026-11-02T08:00:00Z", "2026-11-02T09:00:00Z")
    let outcome = BillDesk.assemble("a.csv", text)
    for areNumbered in [false, true] {
      var lines = BillLines()
      let problem = outcome.assembly.visit(numbersLines: areNumbered) { lines.add($0) }
      #expect(problem == nil)
      #expect(lines.all.map(\.amount) == outcome.lines.map(\.amount))
      #expect(lines.all.map(\.standing) == outcome.lines.map(\.standing))
    }
  }
}
