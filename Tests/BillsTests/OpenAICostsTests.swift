import Bills
import Ledger
import Testing

/// OpenAI's costs: all expected values were worked out by hand.
struct OpenAICostsTests {
  private let page = """
    {"object":"page","data":[
     {"object":"bucket","start_time":1785715200,"end_time":1785801600,"results":[
      {"object":"organization.costs.result","amount":{"value":0.06,"currency":"usd"},
       "line_item":"gpt-5.6-terra, input","project_id":"proj_a","quantity":20000,"quantity_unit":"tokens"},
      {"object":"organization.costs.result","amount":{"value":"12.50","currency":"usd"},
       "line_item":"gpt-5.6-terra, cached input batch","project_id":"proj_b","quantity":12,"quantity_unit":"1000_tokens"},
      {"object":"organization.costs.result","amount":{"value":"-0.10","currency":"usd"},
       "line_item":"web search tool calls","project_id":null,"quantity":3,"quantity_unit":null}]}],
     "has_more":false,"next_page":null}
    """

  @Test func `the API states amounts as numbers and as texts`() {
    let outcome = BillDesk.assemble("a.json", page)
    #expect(outcome.codes == [])
    #expect(
      outcome.texts == [
        "usage | gpt-5.6-terra | input | 20000 | 0.06 USD | yes",
        "usage | gpt-5.6-terra | cache_read | 12000 | 12.5 USD | yes",
        "usage | - | search | 3 | -0.1 USD | yes",
      ])
    #expect(outcome.lines.map(\.serviceTier) == ["standard", "batch", "standard"])
    #expect(outcome.lines.map { $0.place.line } == [3, 5, 7])
    // 1785715200 is 3 August 2026, 00:00 UTC.
    #expect(
      outcome.lines[0].period
        == Validity(from: BillDesk.instant("2026-08-03"), to: BillDesk.instant("2026-08-04")))
    #expect(outcome.bill.cells.count == 3)
  }

  @Test func `more pages are missing`() {
    let outcome = BillDesk.assemble(
      "a.json", page.replacing("\"has_more\":false", with: "\"has_more\":true"))
    #expect(outcome.codes == ["bill.pages"])
    #expect(outcome.assembly.findings[0].help == "download all pages")
  }

  private let header =
    "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,"
    + "quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,"
    + "organization_name,user_email,api_source\n"

  private func row(_ amount: String, _ item: String, project: String = "") -> String {
    "1785715200,1785801600,2026-08-03T00:00:00,2026-08-04T00:00:00,\(amount),usd,,,\"\(item)\",,,\(project),org,,,,\n"
  }

  @Test func `totals beside items that they equal are duplicates`() {
    let text =
      header + row("1.5000000000000000000000000000", "")
      + row("1.0000000000000000000000000000", "gpt-5.6-terra, input")
      + row("0.5000000000000000000000000000", "gpt-5.6-terra, output")
      + "1785801600,1785888000,2026-08-04T00:00:00+00:00,2026-08-05T00:00:00+00:00,,,,,,,,,,,,,\n"
    let outcome = BillDesk.assemble("a.csv", text)
    #expect(outcome.codes == [])
    #expect(outcome.lines.map(\.standing) == [.duplicate, .counted, .counted])
    #expect(
      outcome.bill.cells.reduce(Money.zero) { $0 + $1.amount }.attodollars
        == 1_500_000_000_000_000_000)
  }

  @Test func `totals that differ from the items are a conflict`() {
    let text = header + row("1.60", "") + row("1.00", "gpt-5.6-terra, input")
    let outcome = BillDesk.assemble("a.csv", text)
    #expect(outcome.codes == ["bill.conflict"])
    #expect(outcome.lines.map(\.standing) == [.conflict, .counted])
    #expect(outcome.assembly.linesNotUsed == 1)
  }

  @Test func `totals of projects are lines`() {
    let outcome = BillDesk.assemble(
      "a.csv", header + row("1.60", "", project: "p") + row("1.00", ""))
    #expect(outcome.lines.map(\.standing) == [.counted, .counted])
    #expect(outcome.lines.map(\.modelText) == ["-", "-"])
  }

  @Test func `an item without a known kind has an unknown class`() {
    let outcome = BillDesk.assemble(
      "a.csv",
      header + row("1.00", "code interpreter sessions") + row("2.00", "gpt-5.6-luna, cache write")
        + row("0", "gpt-5.6-luna, input"))
    #expect(
      outcome.texts == [
        "usage | ?code interpreter sessions | unknown | - | 1 USD | yes",
        "usage | gpt-5.6-luna | cache_write | - | 2 USD | yes",
        "usage | gpt-5.6-luna | input | - | 0 USD | yes",
      ])
    #expect(outcome.codes == ["bill.class"])
    #expect(outcome.lines.map(\.serviceTier) == [nil, nil, nil])
  }
}
