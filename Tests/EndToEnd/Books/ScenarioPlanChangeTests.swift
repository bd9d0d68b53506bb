import Testing

/// The effect of a scenario on users whose plan it makes free or paid.
struct ScenarioPlanChangeTests {
  /// The one request of each tier costs 1 USD: 150 credits, worth 1.5 USD at list.
  @Test(arguments: [
    ("false", #""is_free": true, "tier": "pro""#, "better", "-1.5", "-100", "true"),
    ("true", #""is_free": false, "tier": "pro""#, "worse", "1.5", "", "false"),
    // Credits of a plan that stays free are used up: twice as many are worse.
    ("true", #""multiplier": "3", "tier": "pro""#, "worse", "1.5", "100", "false"),
  ])
  func `users who need not pay any more pay less`(
    isFree: String, change: String, effect: String, amount: String, percent: String, turns: String
  ) throws {
    let (run, user) = try simulate(isFree: isFree, tiers: ["pro"], change)
    #expect(user?["effect"] == effect && user?["change_usd"] == amount, "\(user ?? [:])")
    #expect(user?["change_percent"] == percent && user?["turns_loss_making"] == turns)
    let who = "Paying " + (effect == "better" ? "less" : "more")
    // Credits of a plan that stays free are no payment.
    let isFreeOnly = isFree == "true" && change.contains("multiplier")
    #expect(
      run.output.contains(isFreeOnly ? "Free users       1 uses" : who + "      1 of 1 pro user: "),
      "\(run.output)")
  }

  /// Free until 15 August by the books of both sides, and the request is of the 5th: twice as many credits are worse.
  @Test func `a plan that is free for a time is not made so by a scenario`() throws {
    let (run, user) = try simulate(
      isFree: "true,2026-01-01\npro,false,2026-08-15", tiers: ["pro"],
      #""multiplier": "3", "tier": "pro""#)
    #expect(user?["effect"] == "worse" && user?["change_usd"] == "1.5", "\(user ?? [:])")
    #expect(run.output.contains("Free users       1 uses more credits"), "\(run.output)")
  }

  /// The other tier of the user is free before and after: its credits are worth 1.5 USD at list on both sides.
  @Test func `what a user of two tiers pays changes by the tier that is made free`() throws {
    let (run, user) = try simulate(
      isFree: "false", tiers: ["pro", "basic"], #""is_free": true, "tier": "pro""#)
    #expect(user?["effect"] == "better" && user?["change_usd"] == "-1.5", "\(user ?? [:])")
    #expect(run.output.contains("u  -1.50 USD (-50.0 %)"), "\(run.output)")
    let bands = rows(ofCSV: run.table).filter { $0["measure"] == "users_paying" }
    #expect(
      bands.filter { $0["simulated"] == "1" }.map { $0["key"] } == ["band:less by 20 % or more"])
  }

  private func simulate(
    isFree: String, tiers: [String], _ change: String
  ) throws -> (run: (output: String, table: String), user: [String: String]?) {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,effective_from\npro,\(isFree)\(isFree.contains(",") ? "" : ",")\nbasic,true,\n")
    let lines = tiers.map { "\($0),2026-08-05T08:00:00Z,u,\($0),a,m,1\n" }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n" + lines.joined())
    try folder.write("s.json", "{ \"changes\": [{ \(change) }] }")
    let run = try Program.assay("simulate", folder.path("ws"), folder.path("s.json"))
    try #require(run.status == 0, "\(run.errors)")
    let users = rows(ofCSV: try folder.text("ws/out/simulation/simulation-users.csv"))
    return ((run.output, try folder.text("ws/out/simulation/simulation.csv")), users.first)
  }
}
