import Bills
import Ledger
import Testing

/// Every message about bills, with its place and remedy.
struct BillMessageTests {
  private let costs = "start_time,end_time,amount_value,amount_currency,line_item,project_id\n"
  private let day = "1785715200,1785801600"

  private func expect(
    _ inputs: [BillInput], _ severity: Finding.Severity, _ place: String, _ code: String,
    _ message: String, _ help: String?, at location: SourceLocation = #_sourceLocation
  ) {
    expect(
      inputs, BillDesk.context(), severity, place, code, message, help, at: location)
  }

  private func expect(
    _ inputs: [BillInput], _ context: BillContext, _ severity: Finding.Severity, _ place: String,
    _ code: String, _ message: String, _ help: String?,
    at location: SourceLocation = #_sourceLocation
  ) {
    let findings = BillDesk.assemble(inputs, context).assembly.findings
    let finding = findings.first { $0.code == code }
    #expect(finding?.severity == severity, "\(findings)", sourceLocation: location)
    #expect(finding?.place.description == place, sourceLocation: location)
    #expect(finding?.message == message, sourceLocation: location)
    #expect(finding?.help == help, sourceLocation: location)
  }

  @Test func `an unknown format comes with a mapping to complete`() {
    expect(
      [BillDesk.input("x.csv", "Date,Item,Cost\n2026-08-03,Tokens,1.5\n")], .error,
      "bills/x.csv:1:1", "bill.format", "no bill format has these columns: Date, Item, Cost",
      "paste this mapping into \"mappings\" of assay.json and complete it: \"bills/x.csv\": {"
        + " \"columns\": { \"period\": \"Date\", \"amount\": \"Cost\", \"description\": \"Item\" },"
        + " \"constants\": { \"vendor\": \"FILL IN\", \"currency\": \"USD\" } }")
  }

  @Test func `a usage export is no bill`() {
    expect(
      [
        BillDesk.input(
          "u.csv",
          "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n2026-08-03,m,1,2\n"
        )
      ], .error, "bills/u.csv:1:1", "bill.usage",
      "this is a usage export without amounts, expected a vendor bill", "move it to ledger/")
  }

  @Test func `a bill is recognised in other folders`() {
    #expect(BillOpening.format(ofBeginning: Array(costs.utf8))?.name == "openai-costs")
    #expect(BillOpening.format(ofBeginning: Array("Date,Slug,Usage,Requests\n".utf8)) == nil)
    #expect(BillOpening.format(ofBeginning: Array("a,b\n".utf8)) == nil)
  }

  @Test func `a quantity whose unit its price contradicts is not used`() {
    let header =
      "Date,MeterName,UnitOfMeasure,Quantity,EffectivePrice,UnitPrice,CostInBillingCurrency,BillingCurrencyCode,ChargeType\n"
    expect(
      [
        BillDesk.input(
          "a.csv",
          header + "08/03/2026,5.6 luna Inp Std Gl 1M Tokens,1M,535,0.02,1,10.7,USD,Usage\n")
      ], .warning, "bills/a.csv:2", "bill.unit",
      "the unit of quantity 535 is unclear: neither tokens nor blocks of 1M agree with its price;"
        + " Assay ignores this quantity", nil)
  }

  @Test func `an unknown model comes with a row for aliases`() {
    let text = costs + "\(day),1.5,usd,\"gpt-9, input\",\n\(day),2.25,usd,\"gpt-9, output\",\n"
    expect(
      [BillDesk.input("a.csv", text)], .warning, "bills/a.csv:2", "bill.model",
      "model \"gpt-9\" is unknown: 2 lines, 3.75 USD",
      "add to aliases.csv: openai,gpt-9,MODEL,2026-01-01,")
  }

  @Test func `10,000 unknown models are one message`() {
    let rows = (0..<10_000).map { "\(day),0.01,usd,\"model \($0), input\",\n" }
    let outcome = BillDesk.assemble([BillDesk.input("a.csv", costs + rows.joined())])
    #expect(outcome.codes == ["bill.model"])
    #expect(
      outcome.assembly.findings[0].message
        == "10,000 models are unknown, the first \"model 0\": 10,000 lines, 100.00 USD")
    #expect(outcome.assembly.linesNotUsed == 10_000)
  }

  @Test func `an unknown class is named`() {
    expect(
      [BillDesk.input("a.csv", costs + "\(day),2.4,usd,Cache Storage,\n")], .warning,
      "bills/a.csv:2",
      "bill.class", "unit class \"Cache Storage\" is unknown: 1 line, 2.40 USD", nil)
  }

  @Test func `a currency without a rate refuses its lines`() {
    let text =
      costs + "\(day),1.5,cny,\"gpt-5.6-terra, input\",\n\(day),1,usd,\"gpt-5.6-terra, output\",\n"
    expect(
      [BillDesk.input("a.csv", text)], .error, "bills/a.csv:2", "bill.fx",
      "no exchange rate for CNY on 2026-08-03", "add the day to fx.csv")
    #expect(
      BillDesk.assemble("a.csv", text).lines.map(\.standing) == [.refused("bill.fx"), .counted])
    #expect(BillDesk.assemble("a.csv", text).lines[0].amount == nil)
  }

  @Test func `a period that ends before it starts refuses its line`() {
    let text =
      costs
      + "2026-08-02,2026-08-01,1.5,usd,\"gpt-5.6-terra, input\",\n\(day),1,usd,\"gpt-5.6-terra, output\",\n"
    expect(
      [BillDesk.input("a.csv", text)], .error, "bills/a.csv:2:12", "bill.period",
      "the period ends at 2026-08-01, before it starts at 2026-08-02", nil)
    #expect(
      BillDesk.assemble("a.csv", text).lines.map(\.standing) == [.refused("bill.period"), .counted])
  }

  @Test func `a period that cannot be read refuses its line`() {
    let text = costs + "soon,2026-08-01,1.5,usd,\"gpt-5.6-terra, input\",\n"
    expect(
      [BillDesk.input("a.csv", text)], .error, "bills/a.csv:2:1", "bill.period",
      "Assay cannot read the period \"soon\"", nil)
  }

  @Test func `days of a month that is billed already are refused`() {
    let month = costs + "2026-08,,3,usd,\"gpt-5.6-terra, input\",\n"
    let days = costs + "\(day),1.5,usd,\"gpt-5.6-terra, input\",\n"
    expect(
      [BillDesk.input("a.csv", month), BillDesk.input("b.csv", days)], .error, "bills/b.csv:2",
      "bill.overlap", "the vendor bills 2026-08-03 by day here, but by month at bills/a.csv:2",
      "keep one of the two, or set \"replaces\"")
    expect(
      [BillDesk.input("b.csv", month), BillDesk.input("a.csv", days)], .error, "bills/b.csv:2",
      "bill.overlap", "the vendor bills 2026-08 by month here, but by day at bills/a.csv:2",
      "keep one of the two, or set \"replaces\"")
  }

  @Test func `a repeated file counts once, a corrected one is a conflict unless it replaces`() {
    let old =
      costs
      + "\(day),1.5,usd,\"gpt-5.6-terra, input\",p\n\(day),2,usd,\"gpt-5.6-terra, output\",p\n"
    let new =
      costs
      + "\(day),1.6,usd,\"gpt-5.6-terra, input\",p\n\(day),2,usd,\"gpt-5.6-terra, output\",p\n"
    let both = [BillDesk.input("b.csv", new), BillDesk.input("a.csv", old)]
    expect(
      both, .error, "bills/b.csv:2", "bill.conflict",
      "this line differs from bills/a.csv:2; Assay does not count this line",
      "if the file is a correction, set \"replaces\"")
    expect(
      both, .note, "bills/b.csv", "dup.bill", "1 line repeats bills/a.csv and counts once", nil)
    #expect(
      BillDesk.assemble(both).lines.map(\.standing) == [.counted, .counted, .conflict, .duplicate])
    let replacing = BillDesk.assemble([
      BillDesk.input("b.csv", new) { $0.replaces = ["bills/a.csv"] }, BillDesk.input("a.csv", old),
    ])
    #expect(replacing.codes == [])
    #expect(replacing.lines.map(\.standing) == [.replaced, .replaced, .counted, .counted])
    #expect(replacing.bill.files == ["bills/b.csv"])
  }

  @Test func `alike lines of one file are added`() {
    let row = "\(day),1.5,usd,\"gpt-5.6-terra, input\",p\n"
    let cells = BillDesk.assemble("a.csv", costs + row + row).bill.cells
    #expect(cells.map(\.amount.attodollars) == [3_000_000_000_000_000_000])
  }

  @Test func `lines that add up to another total than the invoice's`() {
    let text = costs + "\(day),1234.5,usd,\"gpt-5.6-terra, input\",p\n"
    let set: (inout BillFileSettings) -> Void = {
      if case .success(let total) = PrintedDecimal.read("1234.56") { $0.invoiceTotal = total }
    }
    expect(
      [BillDesk.input("a.csv", text, set)], .warning, "bills/a.csv", "bill.total",
      "the lines sum to 1,234.50 USD, expected the invoice total 1,234.56 USD", nil)
    let exact = costs + "\(day),1234.5600,usd,\"gpt-5.6-terra, input\",p\n"
    #expect(BillDesk.assemble([BillDesk.input("a.csv", exact, set)]).codes == [])
  }

  @Test func `a bill outside the ledger's time`() {
    let text = costs + "\(day),1,usd,\"gpt-5.6-terra, input\",p\n"
    expect(
      [BillDesk.input("a.csv", text)],
      BillDesk.context(use: BillDesk.use(from: "2026-08-04T00:00:00Z", to: "2026-08-05T00:00:00Z")),
      .warning, "bills/a.csv:2", "bill.coverage",
      "the ledger starts at 2026-08-04, the bill at 2026-08-03; usage before 2026-08-04 appears as not_in_ledger",
      nil)
    expect(
      [BillDesk.input("a.csv", text)],
      BillDesk.context(use: BillDesk.use(from: "2026-08-01T00:00:00Z", to: "2026-08-02T23:45:00Z")),
      .warning, "bills/a.csv:2", "bill.coverage",
      "the ledger ends at 2026-08-02, the bill at 2026-08-03; usage after 2026-08-02 appears as not_in_ledger",
      nil)
  }

  @Test func `a scope without a line`() {
    let text =
      costs + "\(day),1,usd,\"gpt-5.6-terra, input\",p\n\(day),2,usd,\"gpt-5.6-terra, input\",q\n"
    expect(
      [BillDesk.input("a.csv", text) { $0.only = [.project: ["r"]] }], .warning, "bills/a.csv",
      "bill.scope", "\"only\" excludes every line of this file", nil)
    let some = BillDesk.assemble([BillDesk.input("a.csv", text) { $0.only = [.project: ["q"]] }])
    #expect(some.codes == [])
    #expect(some.lines.map(\.standing) == [.outOfScope, .counted])
  }

  @Test func `lines of other months are outside the period`() {
    let text = costs + "\(day),1,usd,\"gpt-5.6-terra, input\",p\n"
    let outcome = BillDesk.assemble(
      [BillDesk.input("a.csv", text)], BillDesk.context(period: "2026-07"))
    #expect(outcome.lines.map(\.standing.name) == ["outside_period"])
    let shown = BillDesk.groups(of: outcome, beside: .init(rates: [], rows: []), in: "2026-07")
    #expect(shown.isEmpty)
  }

  @Test func `Azure's lines are final 72 hours after the month`() {
    let text =
      "Date,MeterName,UnitOfMeasure,Quantity,EffectivePrice,UnitPrice,CostInBillingCurrency,BillingCurrencyCode,ChargeType\n"
      + "08/03/2026,5.6 luna Inp Std Gl 1M Tokens,1M,2.5,1,1,2.5,USD,Usage\n"
    expect(
      [BillDesk.input("a.csv", text)], BillDesk.context(asOf: "2026-09-03T23:59:59Z"), .note,
      "bills/a.csv:2", "bill.provisional",
      "the month is not final; the vendor may still change these lines", nil)
    #expect(
      BillDesk.assemble([BillDesk.input("a.csv", text)], BillDesk.context(asOf: "2026-09-04")).codes
        == [])
  }

  @Test(
    arguments: [
      ("\(1_785_715_200),1785801600,1.5x,usd,i,p\n", "num.form", "bills/a.csv:2:23"),
      ("\(1_785_715_200),1785801600,1,usd,i\n", "csv.fields", "bills/a.csv:2:1"),
      ("\(1_785_715_200),1785801600,1,usd,\"i\"x,p\n", "csv.quote", "bills/a.csv:2:1"),
      ("\(1_785_715_200),1785801600,1,usd,\"i,p\n", "csv.open", "bills/a.csv:2:29"),
      ("\(1_785_715_200),1785801600,1,usd,i,p\u{200B}\n", "id.hidden", "bills/a.csv:2:31"),
      (
        "start_time,end_time,amount_value,amount_currency,line_item,project_id\n", "csv.header2",
        "bills/a.csv:2:1"
      ),
    ])
  func `a cell that cannot be read refuses a small bill`(row: String, code: String, place: String) {
    let outcome = BillDesk.assemble("a.csv", costs + row)
    #expect(outcome.codes == [code])
    #expect(outcome.assembly.findings[0].place.description == place)
    #expect(outcome.assembly.refusedFiles == ["bills/a.csv"])
    #expect(outcome.lines.isEmpty)
  }

  @Test func `cut JSON is refused at its place`() {
    let outcome = BillDesk.assemble("a.json", "{\"data\":[\n{\"amount\":{\"value\":1,\"curr")
    #expect(outcome.codes == ["json.syntax"])
    #expect(outcome.assembly.findings[0].place.line == 2)
  }

  @Test func `an empty file and a ZIP are refused`() {
    #expect(BillDesk.assemble("a.csv", "\n").codes == ["file.empty"])
    #expect(BillDesk.assemble("a.csv", "PK\u{3}\u{4}abc").codes == ["file.kind"])
  }

  @Test func `a large bill is read line by line`() {
    let good = "\(day),1,usd,\"gpt-5.6-terra, input\",p\n"
    // 64 MiB and a little more.
    let filler = "\(day),0,usd,\"gpt-5.6-terra, input\",\(String(repeating: "p", count: 200))\n"
    let text =
      costs + good + "\(day),1x,usd,i,p\n"
      + String(repeating: filler, count: (64 << 20) / filler.utf8.count + 1)
    let outcome = BillDesk.assemble("a.csv", text)
    #expect(outcome.codes == ["num.form"])
    #expect(outcome.lines.prefix(2).map(\.standing) == [.counted, .refused("num.form")])
    #expect(outcome.assembly.linesNotUsed == 1)
  }
}
