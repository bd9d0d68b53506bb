import Testing

/// The effects of a scenario on single users, at the limits between their groups.
struct UserEffectTests {
  /// One request of each tier, by a user of its name, costs 1 USD; it is charged twice that.
  private func workspace(_ tiers: [String], plans: String = "") throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{ "default_multiplier": "2" }"#)
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,1\n")
    try folder.write(
      "ws/plans.csv",
      plans.isEmpty
        ? "tier,monthly_price_usd\n" + tiers.map { $0 + ",0\n" }.joined() : plans)
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + tiers.map { "r-\($0),2026-08-05T08:00:00Z,\($0),\($0),p,m,1\n" }.joined())
    return folder
  }

  private func simulate(
    _ folder: Scratch, _ options: [String], table: String = "simulation"
  ) throws -> [[String: String]] {
    let run = try Program.assay(["simulate", folder.path("ws"), "--quiet"] + options)
    #expect(run.status == 0, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/simulation/\(table).csv"))
  }

  /// 2.4 is 20 % more than 2, 2.2 is 10 and 2.1 is 5; likewise less.
  @Test
  func `users are distinguished by how much more or less they pay, an edge with those above it`()
    throws
  {
    let multipliers = [
      "2.4", "2.39", "2.2", "2.19", "2.1", "2.09", "2", "1.91", "1.9", "1.81", "1.8", "1.61", "1.6",
    ]
    let tiers = multipliers.indices.map { "t\($0)" }
    let options = zip(tiers, multipliers).flatMap { ["--set", "tier:\($0)=\($1)"] }
    let bands = try simulate(workspace(tiers), options).filter { $0["measure"] == "users_paying" }
    #expect(
      bands.map { "\($0["key"]?.dropFirst(5) ?? "") \($0["simulated"] ?? "")" } == [
        "less by 20 % or more 1", "less by 10 to 20 % 2", "less by 5 to 10 % 2",
        "less by under 5 % 1", "the same 1", "more by under 5 % 1", "more by 5 to 10 % 2",
        "more by 10 to 20 % 2", "more by 20 % or more 1", "something instead of nothing 0",
      ])
  }

  /// At 1 a request earns what it costs.
  @Test(arguments: [("1", "0.9", "true"), ("2", "1", "false"), ("0.9", "0.8", "false")])
  func `a user turns loss-making who made no loss before`(
    before: String, after: String, turns: String
  ) throws {
    let folder = try workspace(["pro"])
    try folder.write("ws/assay.json", #"{ "default_multiplier": "\#(before)" }"#)
    let users = try simulate(folder, ["--set", "tier:pro=\(after)"], table: "simulation-users")
    #expect(users.map { $0["turns_loss_making"] } == [turns])
  }

  /// 1 USD more a month: of 2 for credits and 8 for the plan.
  @Test func `a change of a plan's price is a share of all that the user paid`() throws {
    let folder = try workspace(["pro"], plans: "tier,monthly_price_usd\npro,8\n")
    let users = try simulate(folder, ["--plan-price", "pro=9"], table: "simulation-users")
    #expect(users.map { $0["change_usd"] } == ["1"] && users.map { $0["change_percent"] } == ["10"])
  }

  /// 200 credits of 0.01 USD are 2 USD, 166.7 of 0.012 USD are 2.0004; the plan costs 8 USD either way.
  @Test func `the largest change is reported without plans whose price stays`() throws {
    let folder = try workspace(["pro"], plans: "tier,monthly_price_usd\npro,8\n")
    let run = try Program.assay("simulate", folder.path("ws"), "--credit-value", "pro=0.012")
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("Largest pro +0.0004 USD (0.0 %)") && !words.contains("10.00"), "\(words)")
  }

  /// At 0.5 both requests are charged below their cost; one of them is not let through.
  @Test func `a request that is stopped is not charged below its cost`() throws {
    let options = ["--set", "default=0.5", "--block", "free:m"]
    let table = try simulate(workspace(["free", "pro"]), options)
    func counts(_ measure: String) -> [String] {
      let row = table.first { $0["measure"] == measure && $0["key"] == "" }
      return [row?["baseline"], row?["simulated"]].map { $0 ?? "?" }
    }
    #expect(counts("requests_stopped") == ["0", "1"])
    #expect(counts("requests_below_cost") == ["0", "1"])
  }

  /// A stopped request is not paid for either: 2 USD less each, and no user pays less for the same use.
  @Test func `users with a stopped request pay more, and equal changes stand by user`() throws {
    let users = try simulate(
      workspace(["b", "c", "a"]), ["--block", "b:m", "--block", "a:m", "--set", "tier:c=0"],
      table: "simulation-users")
    #expect(
      users.map { "\($0["user"] ?? "") \($0["change_usd"] ?? "") \($0["effect"] ?? "")" } == [
        "a -2 worse", "b -2 worse", "c -2 better",
      ])
  }

  @Test func `all that is blocked is stopped, in whatever order it is requested`() throws {
    let table = try simulate(
      workspace(["free", "pro", "team"]), ["--block", "pro:m", "--block", "free:m"])
    let stopped = table.filter { $0["measure"] == "requests_stopped" && $0["key"] == "" }
    #expect(stopped.map { $0["simulated"] } == ["2"])
  }

  /// Of 2 USD for 200 credits; a free plan without an allowance holds any use, and takes nothing for it.
  @Test func `the cheapest tier is the least that a user would pay, and less than now`() throws {
    let plans =
      "tier,is_free,monthly_price_usd,monthly_credits\npro,false,0,\nflat,false,1,200\n"
    func compared(_ plans: String) throws -> [String] {
      try simulate(workspace(["pro"], plans: plans), [], table: "tiers-compare").map { row in
        ["tier", "paid_usd", "would_save", "cheapest"].map { row[$0] ?? "?" }.joined(separator: " ")
      }
    }
    #expect(try compared(plans) == ["flat 1 true true", "pro 2 false false"])
    #expect(
      try compared(plans + "gift,true,,\n")
        == ["flat 1 true false", "gift 0 true true", "pro 2 false false"])
    // What costs as much as now saves nothing.
    let even = "pro,false,0,\neven,false,2,200\n"
    #expect(
      try compared("tier,is_free,monthly_price_usd,monthly_credits\n" + even)
        == ["even 2 false false", "pro 2 false false"])
    #expect(
      try compared(plans + "gift,true,,199\n")
        == ["flat 1 true true", "gift  false false", "pro 2 false false"])
  }
}
