import Testing

/// Whom a scenario stops, by what and when.
struct ScenarioAffectedUserTests {
  /// A token costs 0.01 USD, which are 1.5 credits.
  ///
  /// Model `a` is not for the free tier, and a month has 8 credits: of `u1`
  /// 6 for `a` are not allowed, 6 for `b` are let through, and 3 more are too many.
  @Test func `users whom restrictions and limits stop are listed together, by user and month`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,per\np,a,input,0.01,1\np,b,input,0.01,1\n")
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\npro,false\n")
    let requests = [
      "u1,free,2026-08-12T09:00:00Z,a,4",
      "u1,free,2026-08-13T09:00:00Z,b,4", "u1,free,2026-08-14T08:00:00Z,b,2",
      "u2,free,2026-09-02T09:00:00Z,a,2", "u3,pro,2026-09-03T09:00:00Z,a,2",
    ]
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,provider,user_id,tier,request_started_at,model,input_tokens\n"
        + requests.enumerated().map { "r\($0),p,\($1)\n" }.joined())
    let run = try Program.assay(
      "simulate", folder.path("ws"), "--block", "free:a", "--budget", "free=8")
    #expect(run.status == 0, "\(run.errors)")
    let stopped = rows(ofCSV: try folder.text("ws/out/simulation/simulation-stopped.csv")).map {
      row in
      [
        "user", "month", "first_stopped_at", "first_request_id", "requests_stopped",
        "credits_stopped", "vendor_cost_saved_usd",
      ].map { row[$0] ?? "?" }
    }
    #expect(
      stopped == [
        ["u1", "2026-08", "2026-08-12", "", "2", "9", "0.06"],
        ["u2", "2026-09", "2026-09-02", "", "1", "3", "0.02"],
      ])
    let said = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      said.contains(
        "The limit stops 1 request of 1 user, the first at 2026-08-14T08:00:00Z. The model "
          + "restriction stops 2 requests of 2 users, the first on 2026-08-12."), "\(run.output)")
  }

  @Test func `users and months add up to all that a restriction stops`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "simulate", folder.path("ws"), "--block", "free:gpt-5.6-luna", "--output",
      folder.path("o"), "--quiet")
    let stopped = rows(ofCSV: try folder.text("o/simulation-stopped.csv"))
    let all = rows(ofCSV: try folder.text("o/simulation.csv")).first {
      $0["measure"] == "requests_stopped" && $0["key"] == ""
    }
    #expect(Set(stopped.map { $0["user"] }).count == 214)
    #expect(
      stopped.compactMap { Int($0["requests_stopped"] ?? "") }.reduce(0, +)
        == Int(all?["simulated"] ?? ""))
  }
}
