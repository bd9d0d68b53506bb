import Foundation
import Testing

/// Parts of a simulation for a decision: who pays more, the assumption, the target and the bearable loss.
struct DecisionFigureTests {
  /// One request of each user costs 1 USD and is charged twice that; tier pro aims at 60 %, max at 40 %.
  private func workspace(_ users: [(user: String, tier: String)]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{ "default_multiplier": "2" }"#)
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\np,m,input,1,1\n")
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,target_margin_percent\npro,false,60\nmax,false,40\nfree,true,\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + users.map { "r-\($0.user),2026-08-05T08:00:00Z,\($0.user),\($0.tier),p,m,1\n" }.joined())
    return folder
  }

  private func simulate(_ folder: Scratch, _ options: String...) throws -> String {
    let run = try Program.assay(["simulate", folder.path("ws")] + options)
    #expect(run.status == 0, "\(run.errors)")
    return run.output
  }

  private func words(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// At 2.2 each pays 0.20 more, 10 % of 2.
  ///
  /// The margin rises by 0.4 of 2.4: 0.4 ÷ 2.4 = 16.66 %, rounded down.
  @Test func `a rise of one tier states the loss of its usage that it bears`() throws {
    let folder = try workspace([("a", "pro"), ("b", "pro"), ("c", "max")])
    let screen = try simulate(folder, "--set", "tier:pro=2.2")
    for line in [
      "  Usage revenue  6.00      6.40   +0.40   +6.7 %\n",
      "  Margin         3.00      3.40   +0.40  +13.3 %\n",
      "  pro margin %   50.0      54.5    +4.5  points; target 60.0, missed ▼\n",
      "\n  Paying more      2 of 2 pro users: 0 under 5 %, 2 from 5 to 10 %, 0 over 10 %\n",
      "  Largest          a  +0.20 USD (+10.0 %)\n", "  Assumption       usage stays the same\n",
      "  Break-even loss  margin still rises if less than 16.6 % of pro usage is lost\n",
      "Wrote \(folder.path("ws"))/out/simulation/: simulation",
    ] { #expect(screen.contains(line), "\(line)\n\(screen)") }
    let rows = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv"))
    let loss = rows.first { $0["measure"] == "break_even_loss_percent" }
    #expect(loss?["simulated"] == "16.6" && loss?["baseline"] == "", "\(loss ?? [:])")
    let json = try simulate(folder, "--set", "tier:pro=2.2", "--json")
    #expect(json.contains("\"break_even_loss_percent\": \"16.6\""))
    #expect(json.contains("\"assumption\": \"usage stays the same\""))
  }

  /// Pro at 2.5 gains 0.5 of its 1.5, max at 1.8 loses 0.2 of 1: 0.3 ÷ (1.5 + 0.8) = 13.04 %.
  @Test func `of several tiers the loss is of the usage of their changed users`() throws {
    let folder = try workspace([("a", "pro"), ("b", "max"), ("c", "free")])
    let screen = words(try simulate(folder, "--set", "tier:pro=2.5", "--set", "tier:max=1.8"))
    for line in [
      "Paying more 1 of 3 users: 0 under 5 %, 0 from 5 to 10 %, 1 over 10 %",
      "Paying less 1 of 3 users: 0 under 5 %, 1 from 5 to 10 %, 0 over 10 %",
      "By tier max 1 of 1 less; pro 1 of 1 more",
      "if less than 13.0 % of the usage of these 2 paying users is lost",
      "max margin % 50.0 44.4 -5.6 points; target 40.0, met ▲",
    ] { #expect(screen.contains(line), "\(line)\n\(screen)") }
  }

  /// Each of two payers earns 2 instead of 1, and the free user costs 2 instead of 1: 1 ÷ 4.
  @Test func `free users are part of the gain, and not of the usage that may be lost`() throws {
    let folder = try workspace([("a", "pro"), ("b", "max"), ("c", "free")])
    let screen = words(try simulate(folder, "--price", "p/m/* +100%"))
    #expect(
      screen.contains("if less than 25.0 % of the usage of these 2 paying users is lost"),
      "\(screen)")
  }

  /// A loss of margin, no change, and users who earn nothing: 0.9 is less than the cost of 1.
  @Test func `a scenario that does not gain, or earns nothing, states no loss`() throws {
    let folder = try workspace([("a", "pro")])
    for options in [["--set", "tier:pro=1.9"], ["--plan-price", "pro=9"]] {
      let run = try Program.assay(["simulate", folder.path("ws")] + options)
      #expect(!run.output.contains("Break-even loss"), "\(run.output)")
    }
    try folder.write("ws/assay.json", #"{ "default_multiplier": "0.8" }"#)
    #expect(try !simulate(folder, "--set", "tier:pro=0.9").contains("Break-even loss"))
    // A margin of -0.2 becomes 0.2: the gain is more than all that is left.
    #expect(
      try words(simulate(folder, "--set", "tier:pro=1.2")).contains(
        "margin rises even if all of pro usage is lost"))
  }

  /// Vendor cost doubles to 2 USD, and customers pay 4 instead of 2.
  @Test func `a vendor's rise that earns more is explained`() throws {
    let folder = try workspace([("a", "pro")])
    let screen = words(try simulate(folder, "--price", "p/m/* +100%"))
    #expect(
      screen.contains(
        "Price rise customers pay 2.00 USD more for a rise of 1.00 USD, because credits follow cost"
      ), "\(screen)")
  }

  @Test func `a price without a class is of every class, and one without a provider is requested`()
    throws
  {
    let folder = try workspace([("a", "pro")])
    #expect(
      try words(simulate(folder, "--price", "p/m +100%")).contains("for a rise of 1.00 USD"))
    let run = try Program.assay("simulate", folder.path("ws"), "--price", "m +100%")
    #expect(run.status == 64 && run.errors.contains("; did you mean 'p/m +100%'?"), "\(run.errors)")
  }

  /// Credits of a free plan cost no money: 300 instead of 200.
  @Test func `users of free plans are said to pay in credits`() throws {
    let folder = try workspace([("a", "free")])
    let screen = words(try simulate(folder, "--set", "tier:free=3"))
    #expect(
      screen.contains(
        "Paying more none of 1 free user Free users 1 uses more credits Largest a +100 credits (+50.0 %)"
      ), "\(screen)")
  }

  /// Each of three requests costs 2 USD instead of 1, for which two users pay 4 instead of 2.
  @Test func `a price says what free users and paid plans add to the change of margin`() throws {
    let folder = try workspace([("a", "free"), ("b", "pro"), ("c", "max")])
    let screen = words(try simulate(folder, "--price", "p/m/* +100%"))
    for line in [
      "Paying more 2 of 3 users: 0 under 5 %, 0 from 5 to 10 %, 2 over 10 % By tier max 1 of 1 more; pro 1 of 1 more Free users 1 uses more credits Largest b +2.00 USD (+100.0 %)",
      "Margin change free users cost 1.00 USD more and pay nothing; paid plans earn 2.00 USD more",
    ] { #expect(screen.contains(line), "\(line)\n\(screen)") }
  }

  @Test func `scenarios beside each other have their margins against the targets`() throws {
    let folder = try workspace([("a", "pro"), ("b", "max")])
    try folder.write(
      "s.json",
      #"[{"name":"A","changes":[{"multiplier":"2.5","tier":"pro"}]},"#
        + #"{"name":"B","changes":[{"multiplier":"2.2","tier":"pro"}]}]"#)
    let screen = try simulate(folder, folder.path("s.json"))
    #expect(
      screen.contains("  pro margin %   50.0 ▼  60.0 ▲  54.5 ▼  target 60.0\n"), "\(screen)")
  }

  /// Pro needs 1 ÷ 0.4 = 2.5 USD for 60 %, so 0.50 USD more than now; max at 2 is over 1 ÷ 0.6 = 1.666667, rounded up.
  @Test func `without a scenario the table is the multiplier that each tier needs`() throws {
    let folder = try workspace([("a", "max"), ("b", "pro"), ("c", "free")])
    let screen = try simulate(folder)
    #expect(
      screen.hasPrefix(
        """
        Multiplier that each tier needs, 2026-08-05 to 2026-08-05, 3 requests
          Tier  Now  No loss  Target  Short USD
          pro     2     1.00    2.50       0.50  ▼ under 60 %
          max     2     1.00    1.67       0.00  ▲ target 40 %

        """), "\(screen)")
    #expect(screen.contains("\n  pro m             2     1.00    2.50       0.50  ▼ under 60 %\n"))
    let json = try simulate(folder, "--json")
    // Charges are rounded up to 0.1 credits: more than 249.9 are 250.
    #expect(json.contains("\"target_multiplier\": \"2.499001\""), "\(json)")
    #expect(json.contains("\"short_usd\": \"0.5\""))
  }

  /// Pro pays 2 for the first request and 3 for the second: 5 for a cost of 2, which 60 % exactly needs.
  @Test func `a multiplier that changes within the period is a range`() throws {
    let folder = try workspace([("a", "pro")])
    try folder.write(
      "ws/multipliers.csv",
      "level,tier,multiplier,status,effective_from\ntier,pro,2,approved,2026-01-01\n"
        + "tier,pro,3,approved,2026-08-06\n")
    try folder.write(
      "ws/ledger/b.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "later,2026-08-07T08:00:00Z,a,pro,p,m,1\n")
    #expect(try words(simulate(folder)).contains("pro 2 to 3 1.00 2.50 0.00 ▲ target 60 %"))
    let json = try simulate(folder, "--json")
    #expect(
      json.contains("\"multiplier_lowest\": \"2\"")
        && json.contains("\"multiplier_highest\": \"3\""))
  }

  @Test func `a simulation of a month replaces that of another in the one folder`() throws {
    let folder = try workspace([("a", "pro")])
    _ = try simulate(folder, "--set", "tier:pro=2.2", "--period", "2026-08", "--quiet")
    #expect(try words(simulate(folder)).contains("/simulation/, replacing the simulation there: "))
    let files = try folder.files(in: "ws/out").keys
    #expect(files.allSatisfy { $0.hasPrefix("simulation/") }, "\(files)")
  }
}
