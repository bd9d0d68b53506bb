import Foundation
import Testing

/// `assay run --json`: what the terminal shows, with every digit.
struct RunJSONTests {
  /// Every figure follows from two requests; of findings below 1 USD those stand for themselves that are a part of the whole.
  ///
  /// 100,000 tokens at 2 USD a million cost 0.2 USD and, at 1.5 ÷ 0.01, 30 credits: 0.3 USD, a margin of 33.3333 %, 6.6667
  /// points under 40; 0.2 ÷ 0.6 − 0.3 is missing. Charged were 34, 4 too many. Tier free costs 0.002 and earns nothing, so
  /// that all margin is 0.098: 32.6667 %.
  @Test func `the document of a small ledger is as worked by hand`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,gpt,input,2\n")
    try folder.write(
      "ws/plans.csv", "tier,is_free,target_margin_percent\npro,false,40\nfree,true,\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,credits_deducted\n"
        + "a,2026-08-01T10:00:00Z,u1,pro,openai,gpt,100000,34\n"
        + "b,2026-08-02T10:00:00Z,u2,free,openai,gpt,1000,\n")
    let document = try document(folder)
    #expect(
      ["first_day", "last_day", "time_zone", "target_margin_percent", "variance_points"].map {
        document[$0] as? String
      } == ["2026-08-01", "2026-08-02", "UTC", "40", "-7.3333"])
    #expect(document["paid_credits"] as? String == "30")
    #expect(document["free_tier_users"] as? Int == 1)
    #expect(document["ledger_files"] as? Int == 1)
    let attention = try list(document, "attention").map { finding in
      ["kind", "tier", "count", "amount_usd", "amount_is", "file"].map {
        finding[$0].map { "\($0)" } ?? "none"
      }.joined(separator: " ")
    }
    #expect(
      attention == [
        "unrecorded <null> 1 <null> not known reconciliation.csv",
        "plan_price <null> 1 <null> not known revenue.csv",
        // All revenue is of one request, and multipliers.csv has no row.
        "default_multiplier <null> 1 0.3 assumed revenue margin-by-tier.csv",
        "unexplained <null> 1 0.04 differs diagnosis.csv",
        // 0.6 ÷ 18 is short of the target: a ninth of the revenue, of which 0.04 is a part as large.
        "overcharged <null> 1 0.04 cause not known corrections.csv",
        "shortfall pro 1 0.033333333333333333 extra revenue needed margin-by-tier.csv",
        // 1 % of the cost, but it is the only small one.
        "free_use <null> 1 0.002 cost without revenue free-tier-loss-by-user.csv",
      ])
    let causes = try list(document, "causes")
    #expect(causes.count == 1)
    #expect(causes[0]["code"] as? String == "unexplained")
    #expect(causes[0]["requests"] as? Int == 1)
    #expect(causes[0]["credits_difference"] as? String == "4")
    #expect(causes[0]["amount_usd"] as? String == "0.04")
    #expect(causes[0]["amount_of"] as? String == "charges")
    let forecast = try #require(document["forecast"] as? [String: Any])
    #expect(forecast["history_days"] as? Int == 2)
    #expect(
      forecast["too_short"] as? String
        == "No forecast: Assay needs 28 days of usage, the ledger has 2.")
    #expect((forecast["sums"] as? [Any])?.isEmpty == true)
  }

  /// A member of the document, and the file whose rows it repeats in order.
  @Test(arguments: [
    ("margin_by_tier", "margin-by-tier"), ("reconciliation", "reconciliation"),
    ("causes", "diagnosis"),
  ])
  func `what the document has in common with a file is the same there`(
    member: String, file: String
  ) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let objects = try list(try document(folder), member)
    let rows = rows(ofCSV: try folder.text("ws/out/\(file).csv"))
    #expect(objects.count == rows.count && !rows.isEmpty)
    for (object, row) in zip(objects, rows) {
      // The sentence of a file has its detail, too.
      let common = object.keys.filter { row[$0] != nil && $0 != "sentence" }
      #expect(common.count >= 5)
      for name in common {
        // Without a credit ledger no number of unknown payments is known.
        let isCount =
          row[name] != "" && (["requests", "users"].contains(name) || name.hasSuffix("_requests"))
        #expect((object[name] is Int) == isCount, "\(name)")
        let text = object[name].flatMap { $0 is NSNull ? nil : "\($0)" } ?? ""
        #expect(text == row[name], "\(name)")
      }
    }
  }

  @Test func `the figures of the document are those of the screen and of the forecast`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let document = try document(folder)
    // 17.2 %, 6.6 points under the 23.8 % target; 26,291.6 credits of paid tiers; 240 users.
    let target = try #require(Double(document["target_margin_percent"] as? String ?? ""))
    let points = try #require(Double(document["variance_points"] as? String ?? ""))
    #expect(abs(target - 23.8) < 0.05 && abs(points + 6.6) < 0.05)
    #expect(document["paid_credits"] as? String == "26291.6")
    #expect(document["free_tier_users"] as? Int == 240)
    let found = try list(document, "attention")
    // Two tiers, free use, own keys and what has no price; the others, below 1 USD, are one.
    #expect(found.count == 6)
    #expect(
      found[0]["sentence"] as? String
        == "10 requests have no price; sums exclude them.")
    #expect(
      found[1]["sentence"] as? String
        == "Tier enterprise is 7.2 points under its 25 % margin target.")
    let forecast = try #require(document["forecast"] as? [String: Any])
    let sums = try list(forecast, "sums")
    let sum = try #require(
      sums.first { $0["series"] as? String == "total" && $0["measure"] as? String == "revenue_usd" }
    )
    let days = rows(ofCSV: try folder.text("ws/out/forecast.csv")).filter {
      $0["series"] == "total" && $0["measure"] == "revenue_usd"
    }
    #expect(forecast["horizon"] as? Int == days.count)
    let mean = try days.reduce(Decimal(0)) { sum, day in
      sum + (try #require(Decimal(string: day["mean"] ?? "")))
    }
    #expect(Decimal(string: sum["mean"] as? String ?? "") == mean)
    for end in ["lo80", "hi80", "lo95", "hi95"] { #expect(sum[end] is String) }
  }

  private func document(_ folder: Scratch) throws -> [String: Any] {
    let run = try Program.assay("run", folder.path("ws"), "--json")
    return try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
  }

  private func list(_ document: [String: Any], _ member: String) throws -> [[String: Any]] {
    try #require(document[member] as? [[String: Any]])
  }
}
