import Foundation
import Testing

/// `assay compare` where requests have no price: what is not known is said, and never 0.
struct UnpricedCompareTests {
  @Test func `without a price the change is not known, never 0`() throws {
    let folder = try Scratch()
    try CompareTests.shop(folder)
    try folder.write(
      "shop/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\np,m,input,1,2026-06-15\n")
    let compare = try Program.assay("compare", folder.path("shop"), "2026-05", "2026-06")
    #expect(
      compare.output.contains("The change is not known: no request of May 2026 has a price."))
    #expect(compare.output.contains(/\n  May +– +– +–\n  -+\n|\n  May +– +– +–\n/))
    #expect(!compare.output.contains(/\n  Usage without a price +/))
    // May has the two requests of the ledger, and one that stands there twice.
    #expect(compare.output.contains("Usage: 2 → 2 requests, "), "\(compare.output)")
    let lines = try folder.text("shop/out/comparison/comparison.csv").split(separator: "\n")
    // June: 1 request at 2 USD before the price begins has none; 3 USD of the other at 1.5.
    let known = lines.filter { $0.hasPrefix("revenue_usd,") && !$0.hasSuffix(",,") }
    #expect(known == ["revenue_usd,13,end,,4.5,4.50"])
    #expect(
      lines.suffix(4) == [
        "unpriced_requests,0,start,,2,2", "unpriced_requests,13,end,,1,1",
        "excluded_requests,0,start,,0,0", "excluded_requests,13,end,,0,0",
      ])
  }

  /// 2 requests of May and 2 of June, none with a price: the counts are known, and no amount is.
  @Test func `without any price all requests count, and every amount is blank in each medium`()
    throws
  {
    let folder = try Scratch()
    try CompareTests.shop(folder)
    try folder.write(
      "shop/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\n"
        + "p,other,input,1,2026-01-01\n")
    let words = ["compare", folder.path("shop"), "2026-05", "2026-06"]
    let compare = try Program.assay(words)
    #expect(compare.output.contains("\n  Usage: 2 → 2 requests, of which 0 → 0 are compared.\n"))
    #expect(
      compare.output.contains("No price, so not compared: 2 requests in May 2026, 2 in June 2026."))
    #expect(!compare.output.contains("0.00"), "\(compare.output)")
    let lines = try folder.text("shop/out/comparison/comparison.csv").split(separator: "\n")
    let amounts = lines.filter { $0.contains("_usd,") }
    // 3 measures of a start, 12 drivers, 13 details and an end.
    #expect(amounts.count == 3 * 27 && amounts.allSatisfy { $0.hasSuffix(",,") })
    let others = lines.dropFirst(amounts.count + 1)
    #expect(
      others.prefix(6) == [
        "requests,0,start,,2,2", "requests,13,end,,2,2", "accounts,0,start,,,",
        "accounts,13,end,,,", "days,0,start,,31,31", "days,13,end,,30,30",
      ])
    #expect(
      others.suffix(4) == [
        "unpriced_requests,0,start,,2,2", "unpriced_requests,13,end,,2,2",
        "excluded_requests,0,start,,2,2", "excluded_requests,13,end,,2,2",
      ])
    let json = try Program.assay(words + ["--json"]).output
    let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let compared = try #require(document?["comparison"] as? [[String: Any]])
    let ofMoney = compared.filter { ($0["measure"] as? String)?.hasSuffix("_usd") == true }
    #expect(ofMoney.count == 81 && ofMoney.allSatisfy { $0["value"] is NSNull })
    let run = try Program.assay("run", folder.path("shop"), "--period", "2026-06")
    #expect(!run.output.contains("0.00"), "\(run.output)")
    let page = try folder.text("shop/out/2026-06/report.html")
    let changes = try #require(page.firstMatch(of: #/(?s)id="t-changed".*?</table>/#)).output
    #expect(changes.contains("not known") && !changes.contains("0.00"))
  }

  /// In June one of two requests of u2 has a price, and that of u1 has none.
  @Test func `an account without a price in one period has no change, and comes last`() throws {
    let folder = try Scratch()
    try CompareTests.shop(folder)
    try folder.write(
      "shop/ledger/a.csv",
      """
      request_id,request_started_at,user_id,provider,model,tier,input_tokens
      r1,2026-05-01T00:00:00Z,u1,p,m,pro,1000000
      r2,2026-05-02T00:00:00Z,u2,p,m,pro,1000000
      r3,2026-06-01T00:00:00Z,u1,p,other,pro,1000000
      r4,2026-06-02T00:00:00Z,u2,p,m,pro,1000000
      r5,2026-06-03T00:00:00Z,u2,p,other,pro,1000000

      """)
    let compare = try Program.assay("compare", folder.path("shop"), "2026-05", "2026-06")
    #expect(
      compare.output.contains("\n  Usage: 2 → 3 requests, of which 2 → 1 are compared, "),
      "\(compare.output)")
    let movers = rows(ofCSV: try folder.text("shop/out/comparison/comparison-movers.csv"))
      .filter { $0["measure"] == "vendor_cost_usd" && $0["dimension"] == "account" }
    #expect(movers.map { $0["account"] } == ["u2", "u1"])
    #expect(movers.map { $0["a_usd"] } == ["2", "2"])
    #expect(movers.map { $0["b_usd"] } == ["2", ""])
    #expect(movers.map { $0["change_usd"] } == ["0", ""])
    #expect(movers.map { $0["lost_accounts_usd"] } == ["0", ""])
  }
}
