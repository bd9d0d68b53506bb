import Foundation
import Testing

/// The guards of the free tiers: requests that a budget, a daily cap or a list of models would have stopped.
struct FreeTierGuardTests {
  private static let scripts = Program.repository.appending(path: "Tests/Oracle")

  /// Rows near a budget are kept while a ledger is mapped, as far as that is in the order of time, and the others read
  /// once more.
  @Test(
    arguments: [
      #""budget_credits": "2.5""#, #""budget_credits": "2", "daily_cap_credits": "0.8""#,
      #""budget_credits": "4", "allowed_models": ["gpt-5.6-luna", "claude-4.5-haiku"]"#,
    ], [true, false])
  func `guards are those of a replay row by row`(settings: String, isInOrder: Bool) throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    if !isInOrder {
      for (name, bytes) in try folder.files(in: "ws/ledger") {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        try folder.write(
          "ws/ledger/\(name)", (lines[..<1] + lines[1...].reversed()).joined(separator: "\n") + "\n"
        )
      }
    }
    try folder.write(
      "ws/assay.json", "{ \"time_zone\": \"Asia/Tokyo\", \"free_tier\": { \(settings) } }")
    for options in [["--threads", "1"], ["--threads", "5", "--block-bytes", "999"]] {
      _ = try Program.assay(
        ["run", folder.path("ws"), "--rated", folder.path("rated.csv"), "--quiet"] + options)
      let oracle = try Program.python(
        Self.scripts.appending(path: "guards.py"), [folder.path("ws"), folder.path("rated.csv")])
      try #require(oracle.status == 0, "\(oracle.errors)")
      let parts = oracle.output.components(separatedBy: "\n\n")
      #expect(try folder.text("ws/out/free-tier-guards.csv") == parts[0] + "\n")
      let users = rows(ofCSV: try folder.text("ws/out/free-tier-guard-users.csv")).map { row in
        [
          "guard", "user", "month", "first_request_id", "requests_stopped", "credits_stopped",
          "vendor_cost_saved_usd",
        ].map { row[$0] ?? "" }.joined(separator: ",")
      }
      #expect(users.joined(separator: "\n") + "\n" == parts[1])
      #expect(users.count > 50)
    }
  }

  /// 1,000 of output cost 0.01 USD, which times 1.5 are 1.5 credits: the budget of one.
  @Test func `of requests that start together, the first of the ledger is let through`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{ "free_tier": { "budget_credits": "1.5" } }"#)
    try folder.write("ws/plans.csv", "tier,is_free,effective_from\nfree,true,2026-01-01\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,m,output,10,2026-01-01\n")
    let lines = ["z", "a"].map { "\($0),2026-08-01T00:00:00Z,u,free,openai,m,1000\n" }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,output_tokens\n" + lines.joined())
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let stopped = rows(ofCSV: try folder.text("ws/out/free-tier-guard-users.csv"))
    #expect(stopped.map { $0["first_request_id"] } == ["a"])
    #expect(stopped.map { $0["vendor_cost_saved_usd"] } == ["0.01"])
  }

  /// Two requests of a day cost 1.5 credits each, the cap: the second is stopped, also in a month beside another.
  @Test func `a daily cap is replayed in a month that is compared with the one before`() throws {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{ "free_tier": { "daily_cap_credits": "1.5" } }"#)
    try folder.write("ws/plans.csv", "tier,is_free,effective_from\nfree,true,2026-01-01\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,m,output,10,2026-01-01\n")
    let lines = ["7,a", "8,b", "9,c", "9,d"].map { line in
      let parts = line.split(separator: ",")
      return "\(parts[1]),2026-0\(parts[0])-01T00:00:00Z,u,free,openai,m,1000\n"
    }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,output_tokens\n" + lines.joined())
    _ = try Program.assay("run", folder.path("ws"), "--period", "2026-09", "--quiet")
    let users = rows(ofCSV: try folder.text("ws/out/2026-09/free-tier-guard-users.csv"))
    let stopped = users.filter { $0["guard"] == "daily_cap" }
    #expect(stopped.map { $0["first_request_id"] } == ["d"])
    #expect(stopped.map { $0["vendor_cost_saved_usd"] } == ["0.01"])
  }
}
