import Testing

/// A simulation where a part of what users pay is not known: nothing is sold, or a plan states no price.
struct UnknownRevenueTests {
  /// One request of pro by u costs 1 USD.
  private func workspace(_ plans: String?) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,1\n")
    if let plans { try folder.write("ws/plans.csv", plans) }
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r,2026-08-05T08:00:00Z,u,pro,p,m,1\n")
    return folder
  }

  private func simulate(_ folder: Scratch, _ options: String...) throws -> Program {
    let run = try Program.assay(["simulate", folder.path("ws")] + options)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  private func table(_ folder: Scratch, _ name: String) throws -> [[String: String]] {
    rows(ofCSV: try folder.text("ws/out/simulation/\(name).csv"))
  }

  /// At a multiplier of 2 the request earns 2 USD less its cost; what it earns now is not known.
  @Test func `a user to whom nothing is sold has no baseline`() throws {
    let folder = try workspace(nil)
    let run = try simulate(folder, "--set", "default=2")
    let user = try #require(table(folder, "simulation-users").first)
    let values = [
      ("effect", "unknown"), ("requests", "1"), ("baseline_credits", ""),
      ("simulated_credits", "200"), ("baseline_list_revenue_usd", ""),
      ("simulated_list_revenue_usd", "2"), ("change_usd", ""), ("change_percent", ""),
      ("baseline_margin_usd", ""), ("simulated_margin_usd", "1"), ("turns_loss_making", ""),
    ]
    for (column, value) in values { #expect(user[column] == value, "\(column)") }
    let measures = try table(folder, "simulation").filter { $0["key"] == "" }
    for name in ["plan_fees_usd", "free_tier_loss_usd", "negative_margin_requests"] {
      #expect(measures.first { $0["measure"] == name }?["baseline"] == "", "\(name)")
    }
    #expect(measures.first { $0["measure"] == "users_unknown" }?["simulated"] == "1")
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("Users none has a known charge in both the baseline and the scenario"),
      "\(words)"
    )
    #expect(words.contains("To set customer prices, add rows to multipliers.csv"), "\(words)")
  }

  /// One request of two has no price: of the other the cost is 1 USD.
  @Test(arguments: [[], ["--set", "default=2"], ["--search", "default 1..2 step 1"]])
  func `the screen of a simulation says how many requests have no price`(
    options: [String]
  ) throws {
    let folder = try workspace("tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/b.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "s,2026-08-05T09:00:00Z,u,pro,p,unknown,1\n")
    let run = try Program.assay(["simulate", folder.path("ws")] + options)
    #expect(run.status == 2, "\(run.errors)")
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let note = "1 of 2 requests has no price: amounts exclude it."
    #expect(words.contains(note), "\(words)")
    let json = try Program.assay(["simulate", folder.path("ws"), "--json"] + options)
    #expect(json.output.contains(#""coverage": "\#(note)""#), "\(json.output)")
  }

  @Test func `where nothing is sold a simulation without a change says how to price customers`()
    throws
  {
    let folder = try workspace(nil)
    let run = try simulate(folder)
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("To set customer prices, add rows to multipliers.csv"), "\(words)")
    #expect(!words.contains("No loss"), "\(words)")
    let line = try #require(table(folder, "simulation-break-even").first)
    #expect(line["multiplier"] == "" && line["credit_step_usd"] == "")
  }

  /// Credits are worth 1.50 USD; the price of pro decides what the user pays, and no plan states it.
  @Test(arguments: ["tier,monthly_price_usd\npro,\nmax,5\n", "tier,monthly_price_usd\nmax,5\n"])
  func `a plan without a price has no fee`(plans: String) throws {
    let folder = try workspace(plans)
    _ = try simulate(folder, "--set", "default=2")
    let fees = try table(folder, "simulation").filter { $0["measure"] == "plan_fees_usd" }
    #expect(fees.map { $0["baseline"] } == ["", ""])
    let compared = try table(folder, "tiers-compare")
    let max = try #require(compared.first { $0["tier"] == "max" })
    #expect(max["plan_price_usd"] == "5" && max["paid_usd"] == "6.5" && max["paid_now_usd"] == "")
    #expect(max["change_usd"] == "" && max["would_save"] == "false")
    if let pro = compared.first(where: { $0["tier"] == "pro" }) {
      #expect(pro["plan_price_usd"] == "" && pro["paid_usd"] == "" && pro["credits"] == "150")
    }
    // The plan's price stays, so only the charge for credits changes: 2 USD instead of 1.50.
    #expect(try table(folder, "simulation-users").first?["change_usd"] == "0.5")
  }

  /// Of a price that no plan states nothing says how much more 25 USD are.
  @Test func `a change of a plan price that is not known is not known`() throws {
    let folder = try workspace("tier,monthly_price_usd\npro,\n")
    _ = try simulate(folder, "--plan-price", "pro=25")
    let user = try #require(table(folder, "simulation-users").first)
    #expect(user["effect"] == "unknown" && user["change_usd"] == "")
    #expect(user["plan_fees_change_usd"] == "")
    let fees = try table(folder, "simulation").first { $0["measure"] == "plan_fees_usd" }
    #expect(fees?["baseline"] == "" && fees?["simulated"] == "25" && fees?["change"] == "")
  }
}
