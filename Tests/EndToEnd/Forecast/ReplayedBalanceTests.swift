import Testing

/// Forecasts that start from the balances of a credit ledger.
struct ReplayedBalanceTests {
  /// One request a day of 0.0045 USD, which costs 0.7 credits: 0.45 × 1.5, rounded up to 0.1.
  ///
  /// e1 grants 500 credits, of which 20 are deducted at noon of 5 August. Member m has 5 credits of its own.
  private func workspace() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,4.5\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/accounts.csv", "account_id,plan,organisation_id\na,pro,\nm,pro,org\n")
    let rows = (1...9).flatMap { day in
      ["a", "m"].map { "\($0)\(day),2026-08-0\(day)T10:00:00Z,u-\($0),\($0),pro,p,m,1000\n" }
    }
    try folder.write(
      "ws/ledger/u.csv",
      "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
        + rows.joined())
    try folder.write(
      "ws/credits/c.csv",
      """
      event_id,at,account_id,kind,credits,source,request_id
      e1,2026-08-01T00:00:00Z,a,grant,500,bonus,
      e2,2026-08-05T11:00:00Z,m,grant,5,bonus,
      e3,2026-08-05T12:00:00Z,a,deduct,20,,a5

      """)
    return folder
  }

  private func runOut(_ folder: Scratch) throws -> [String] {
    let run = try Program.assay("forecast", folder.path("ws"))
    #expect(run.status == 0, "\(run.errors)")
    return try folder.text("ws/out/forecast/run-out.csv").split(separator: "\n").dropFirst()
      .map {
        $0.split(separator: ",", omittingEmptySubsequences: false)[..<3].joined(separator: ",")
      }
  }

  @Test func `the balance that the events prove is the start; that of a pool's member is not`()
    throws
  {
    let folder = try workspace()
    #expect(try runOut(folder) == ["a,480,2026-08-05T12:00:00.000000001Z"])
  }

  /// Account m shares the pool of org; b has neither events nor a row.
  @Test func `the screen names the pool as the reason for a balance that is not known`() throws {
    let folder = try workspace()
    try folder.write(
      "ws/ledger/v.csv",
      "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens\n"
        + "b1,2026-08-09T10:00:00Z,u-b,b,pro,p,m,1000\n")
    let run = try Program.assay("forecast", folder.path("ws"))
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "1 account without a known balance: no balance_after in the ledger and no row in balances.csv. "
          + "1 account without a known balance: it shares the credits of a pool, and balances.csv has "
          + "no row for it."), "\(run.output)")
    let json = try Program.assay("forecast", folder.path("ws"), "--json").output
    #expect(json.contains("\"accounts_without_balance\": 2"), "\(json)")
    #expect(json.contains("\"accounts_in_pools\": 1"), "\(json)")
  }

  @Test func `a row of balances.csv is the balance of its account, whatever the events say`()
    throws
  {
    let folder = try workspace()
    try folder.write("ws/balances.csv", "account_id,at,credits\na,2026-08-02,77\n")
    #expect(try runOut(folder) == ["a,77,2026-08-02"])
  }
}
