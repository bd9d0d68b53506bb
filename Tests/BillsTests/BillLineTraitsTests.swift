import Bills
import Ledger
import Testing

/// Facts about the lines of a bill that say what to do about a difference; figures by hand.
///
/// The ledger has 100 tokens of 3 August at 2 millionths of a dollar: 0.0002 USD.
struct BillLineTraitsTests {
  private func json(_ lines: [(amount: String, item: String, project: String)]) -> String {
    let results = lines.map { line in
      "{\"object\":\"organization.costs.result\",\"amount\":{\"value\":\"\(line.amount)\",\"currency\":\"usd\"},"
        + "\n\"line_item\":\"gpt-5.6-terra, \(line.item)\",\"project_id\":\"\(line.project)\"}"
    }
    return "{\"object\":\"page\",\"data\":[{\"object\":\"bucket\",\"start_time\":1785715200,"
      + "\"end_time\":1785801600,\"results\":[\n\(results.joined(separator: ",\n"))]}],\"has_more\":false}"
  }

  private func groups(_ path: String, _ text: String) -> BillReconciliation {
    DifferenceSplit.reconciliation(
      of: BillDesk.assemble(path, text).assembly.bills, use: BillDesk.use(on: ["2026-08-03"]),
      books: BillDesk.books, reportingZone: .utc, zones: { _ in [] })
  }

  @Test func `an equal line of one file is found where it is all that the bill has more`() throws {
    let bills = groups(
      "a.json", json([("0.0002", "input", "p"), ("0.0002", "input", "p"), ("0.1", "output", "p")]))
    let group = try #require(bills.groups.first { $0.unitClass == .one(.input) })
    #expect(
      group.traits.repeated
        == RepeatedBillLines(
          first: Place(file: "bills/a.json", line: 2), second: Place(file: "bills/a.json", line: 4),
          amount: SplitScene.micro(200)))
    #expect(group.isDisputed(.unexplained) && group.disputed == SplitScene.micro(200))
  }

  @Test(
    arguments: [
      [("0.0002", "input", "p"), ("0.0002", "input", "q")],
      [("0.0002", "input", "p"), ("0.0001", "input", "p")],
      [("0.0001", "input", "p"), ("0.0001", "input", "p")],
    ])
  func `another project, another amount, or a sum that agrees is no line twice`(
    lines: [(String, String, String)]
  ) {
    let bills = groups("a.json", json(lines.map { (amount: $0.0, item: $0.1, project: $0.2) }))
    #expect(bills.groups.map(\.traits.repeated) == [nil])
  }

  /// 200 tokens are billed, 100 of them by a line that is there twice; records of CSV that recur are summed at once.
  @Test func `an equal line of a CSV is found by its quantity`() {
    let header =
      "start_time,end_time,start_time_iso,end_time_iso,amount_value,amount_currency,quantity,"
      + "quantity_unit,line_item,user_id,api_key_id,project_id,organization_id,project_name,"
      + "organization_name,user_email,api_source\n"
    let row =
      "1785715200,1785801600,2026-08-03T00:00:00,2026-08-04T00:00:00,0.0002,usd,100,tokens,"
      + "\"gpt-5.6-terra, input\",,,p,org,,,,\n"
    let found = groups("a.csv", header + row + row).groups.map(\.traits.repeated)
    #expect(found.map { $0?.first.line } == [2])
    #expect(found.map { $0?.second.line } == [3])
    #expect(found.map { $0?.lines } == [1])
  }

  /// 0.0003 for priority, where the one request of 0.0002 is standard: it has all of the 0.0001 more.
  @Test func `a stated tier that no request has is told, and its requests prove it`() throws {
    let bills = groups("a.json", json([("0.0003", "input priority", "p")]))
    let group = try #require(bills.groups.first)
    #expect(group.traits.otherTiers == ["priority"])
    #expect(group.disputed == SplitScene.micro(100))
    let evidence = try #require(bills.evidence.first)
    let use = BillDesk.use(on: ["2026-08-03"])
    #expect(use.rows.compactMap { evidence.share($0, use)?.amount } == [SplitScene.micro(100)])
  }

  @Test func `a project whose lines are all that the bill has more is told`() {
    let lines = [("0.0002", "input", ""), ("0.0005", "input", "proj_b")]
    let bills = groups("a.json", json(lines.map { (amount: $0.0, item: $0.1, project: $0.2) }))
    #expect(bills.groups.map(\.traits.project) == ["proj_b"])
    #expect(groups("a.json", json([("0.0007", "input", "p")])).groups[0].traits.project == nil)
  }
}
