import Testing

/// Sentences of a report that say what would help, or whom a mistake hit most, worked by hand.
///
/// A million tokens cost 3 USD; a credit is worth a cent and the multiplier 1.5 unless a test says otherwise.
struct RemedyTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,status,input_tokens,"
    + "vendor_cost_usd,credits_deducted\n"
  private static let multipliers =
    "level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,"
    + "approved_by\n"

  private func workspace(
    plans: String = "pro,false,30,2026-01-01", _ rows: String..., files: [String: String] = [:]
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "provider,model,unit_class,price_usd,effective_from\np,m,input,3,2026-01-01\n",
      to: "ws/prices/p.csv")
    try folder.write(
      "tier,is_free,target_margin_percent,effective_from\n\(plans)\n", to: "ws/plans.csv")
    try folder.write(
      Self.header + rows.map { $0 + "\n" }.joined(), to: "ws/ledger/a.csv")
    for (name, text) in files { try folder.write(text, to: "ws/" + name) }
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    return folder
  }

  /// 6 USD need 6 ÷ 0.7 = 8.571… of revenue, 1.4286 times the cost; both had 1.2, or one had 1 before.
  @Test(arguments: [
    ("1.2", "A multiplier of about 1.43 instead of 1.2 would reach the target."),
    ("1", "A multiplier of about 1.43 on all its requests would reach the target."),
  ])
  func `a multiplier is reported instead of another only where all requests had that one`(
    first: String, sentence: String
  ) throws {
    let folder = try workspace(
      "a,2026-08-10T12:00:00Z,u,pro,p,m,,1000000,,", "b,2026-08-20T12:00:00Z,u,pro,p,m,,1000000,,",
      files: [
        "multipliers.csv": Self.multipliers
          + "tier,pro,,,\(first),,2026-08-15,approved,a,b\n"
          + "tier,pro,,,1.2,2026-08-15,,approved,a,b\n"
      ])
    #expect(try folder.text("ws/out/report.html").contains(sentence))
  }

  /// As above at 1.2; model n has 2, but no request of it counts: it is of July, or repeats the id of one of m.
  @Test(arguments: [
    "b,2026-07-10T12:00:00Z,u,pro,p,n,,1000000,,", "a,2026-08-11T12:00:00Z,u,pro,p,n,,1000000,,",
  ])
  func `a multiplier is none that requests had where none of them counts`(row: String) throws {
    // What 1 USD and less are short of is told together.
    let folder = try workspace(
      "a,2026-08-10T12:00:00Z,u,pro,p,m,,2000000,,", row,
      files: [
        "prices/p.csv": "provider,model,unit_class,price_usd,effective_from\n"
          + "p,m,input,3,2026-01-01\np,n,input,3,2026-01-01\n",
        "multipliers.csv": Self.multipliers
          + "tier,pro,,,1.2,,,approved,a,b\nmodel,,,n,2,,,approved,a,b\n",
      ])
    _ = try Program.assay("run", folder.path("ws"), "--period", "2026-08", "--quiet")
    #expect(
      try folder.text("ws/out/2026-08/report.html").contains(
        "A multiplier of about 1.43 instead of 1.2 would reach the target."))
  }

  /// 6.003 USD, of which 0.003 is charged: 6.003 ÷ 0.7 is 2,858 times that, and no book holds more than 1,000.
  @Test func `a multiplier that no book may hold is not proposed`() throws {
    let folder = try workspace(
      "a,2026-08-10T12:00:00Z,u,pro,p,m,,1000,,",
      "b,2026-08-20T12:00:00Z,u,pro,p,m,failed,2000000,,")
    let page = try folder.text("ws/out/report.html")
    #expect(page.contains("No allowed multiplier would reach the target."))
    #expect(!page.contains("A multiplier of about"))
  }

  @Test(arguments: [
    ("gold,false,30,2026-09-01", "Tier gold is rated as paid: it had no plan at the time."),
    ("pro,false,30,2026-01-01", "Tier gold is rated as paid: plans.csv does not list it."),
  ])
  func `a tier whose plan came later has one in the book`(plans: String, sentence: String) throws {
    let folder = try workspace(plans: plans, "a,2026-08-10T12:00:00Z,u,gold,p,m,,1000000,,")
    #expect(try folder.text("ws/out/report.html").contains(sentence))
  }

  /// Nothing was charged: alice lacks 450 credits of a cent, 4.50 USD, and bob, at 1.4, 4,200 of a tenth of one, 4.20 USD.
  @Test func `the user whom a mistake affects most is named by the reported credits`() throws {
    let folder = try workspace(
      plans: "pro,false,30,2026-01-01\ncheap,false,30,2026-01-01",
      "a,2026-08-10T12:00:00Z,alice,pro,p,m,,1000000,,0",
      "b,2026-08-20T12:00:00Z,bob,cheap,p,m,,1000000,,0",
      files: [
        "assay.json":
          "{\"credit_value_usd\":[{\"value\":\"0.01\"},{\"tier\":\"cheap\",\"value\":\"0.001\"}]}",
        "multipliers.csv": Self.multipliers + "tier,cheap,,,1.4,,,approved,a,b\n",
      ])
    let line = try #require(rows(ofCSV: try folder.text("ws/out/diagnosis.csv")).first)
    #expect(
      [line["worst_user"], line["worst_user_credits"], line["worst_user_usd"]]
        == ["bob", "-4200", "-4.2"])
    #expect(line["sentence"]?.contains("; largest: bob, 4,200 credits.") == true)
  }

  /// 566.7 credits are right for the 3.77777777 USD recorded, which nothing gives: 116.7 more than the 450 of 3 USD.
  @Test func `credits that follow an unexplained cost are unexplained`() throws {
    let folder = try workspace("a,2026-08-10T12:00:00Z,u,pro,p,m,,1000000,3.77777777,566.7")
    #expect(
      try folder.text("ws/out/exceptions.csv").contains("unexplained follows_cost"))
    #expect(
      try folder.text("ws/out/corrections.csv").split(separator: "\n").dropFirst() == [
        "u,refund,-116.7,-1.167,-1.167,1,116.7,0,1,pro,unexplained"
      ])
  }
}
