import Foundation
import Testing

/// `assay simulate` against ordinary runs with changed books, which a second program changes.
struct SimulateTests {
  private static let scripts = Program.repository.appending(path: "Tests/Oracle")

  @Test(arguments: 1...7)
  func `facts and totals are those of a run with the changed books`(seed: Int) throws {
    let folder = try Scratch()
    let made = try Program.python(
      Self.scripts.appending(path: "make_workspace.py"), ["\(seed)", folder.path("ws")])
    try #require(made.status == 0, "\(made.errors)")
    for number in 1...1 {
      let changed = try Program.python(
        Self.scripts.appending(path: "changed_books.py"),
        [
          folder.path("ws"), "\(seed * 10 + number)", folder.path("changed\(number)"),
          folder.path("scenario\(number).json"),
        ])
      try #require(changed.status == 0, "\(changed.errors)")
      let simulated = try Program.assay(
        "simulate", folder.path("ws"), folder.path("scenario\(number).json"), "--facts",
        "--output", folder.path("simulated\(number)"), "--quiet")
      // A change for which the books have no place, such as a plan that a tier does not have.
      if simulated.errors.contains("[sim.change]") { continue }
      try #require([0, 2].contains(simulated.status), "\(simulated.errors)")
      _ = try Program.assay(
        "run", folder.path("changed\(number)"), "--output", folder.path("run\(number)"),
        "--quiet")
      let scenario = try folder.text("scenario\(number).json")
      #expect(
        try folder.text("simulated\(number)/simulation-facts-1.csv")
          == folder.text("run\(number)/facts.csv"), "\(scenario)")
      try compareTotals(
        folder.text("simulated\(number)/simulation.csv"),
        with: folder.text("run\(number)/summary.csv"), scenario)
    }
  }

  private static let totals = [
    "vendor_cost_usd", "credits", "list_revenue_usd", "revenue_usd", "margin_usd",
    "margin_percent", "free_tier_loss_usd", "negative_margin_requests",
  ]

  private func compareTotals(
    _ simulation: String, with summary: String, _ label: String
  ) throws {
    let expected = Dictionary(
      uniqueKeysWithValues: rows(ofCSV: summary).map { ($0["measure"] ?? "", $0["value"] ?? "") })
    let found = rows(ofCSV: simulation).filter { $0["key"] == "" }
    for measure in Self.totals {
      let row = try #require(found.first { $0["measure"] == measure })
      #expect(row["simulated"] == expected[measure], "\(measure) \(label)")
    }
  }

  @Test func `several scenarios in one pass give what each gives alone`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let scenarios = [
      #"{ "changes": [{ "multiplier": "1.4", "tier": "pro" }] }"#,
      #"{ "changes": [{ "swap_to": "gpt-5.6-luna", "model": "gpt-5.6-terra", "from": "2026-08-15" }] }"#,
      #"{ "changes": [{ "budget_credits": "3", "tier": "free" }] }"#,
      #"{ "changes": [{ "price_usd": "+20%", "model": "claude-sonnet-5", "unit_class": "output" }] }"#,
    ]
    for (index, text) in scenarios.enumerated() { try folder.write("s\(index).json", text) }
    let files = scenarios.indices.map { folder.path("s\($0).json") }
    for threads in ["1", "7"] {
      let all = try Program.assay(
        ["simulate", folder.path("ws"), "--facts", "--output", folder.path("all"), "--quiet"]
          + ["--threads", threads] + files)
      #expect(all.status == 2, "\(all.errors)")
      for (index, file) in files.enumerated() {
        let one = try Program.assay(
          "simulate", folder.path("ws"), file, "--facts", "--output", folder.path("one"),
          "--quiet")
        #expect(one.status == 2, "\(one.errors)")
        #expect(
          try folder.text("all/simulation-facts-\(index + 1).csv")
            == folder.text("one/simulation-facts-1.csv"))
      }
    }
  }

  /// The figures of the screen that the product manager was promised, from an exact calculation made apart
  /// from this program.
  @Test func `the sample's scenario has the stated figures`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay("simulate", folder.path("ws"), "--set", "tier:pro=1.4")
    #expect(run.status == 2)
    for stated in [
      "Scenario: tier pro multiplier 1.5 → 1.4, 2026-07-01 to 2026-09-30, 19,980\n  requests\n",
      "260.71", "43.04", "-4.9 %",
      "pro margin %     39.9      35.9    -4.0  points; target 30.0, met ▲",
      "Paying more      none of 120 pro users\n", "Paying less      119 of 120 pro users: ",
      "Assumption       usage stays the same\n",
      "The multiplier falls 6.7 %, credits 6.4 %: Assay rounds each charge up to 0.1.",
      "u_0250  -0.06 USD (-6.6 %)", "Assay changed no book.",
    ] {
      #expect(run.output.contains(stated), "\(stated)")
    }
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 || $0.contains("/") })
  }

  @Test func `multipliers that break even give no loss and the target when they are run`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay("simulate", folder.path("ws"), "--output", folder.path("o"), "--quiet")
    let rows = rows(ofCSV: try folder.text("o/simulation-break-even.csv"))
    #expect(rows.count > 20)
    for (column, margin) in [
      ("zero_margin_multiplier", "zero_margin_usd"),
      ("target_multiplier", "target_multiplier_margin_percent"),
    ] {
      var book = "level,tier,provider,model,multiplier,status\n"
      for row in rows where row[column] != "" {
        book +=
          ["combination", row["tier"], row["provider"], row["model"], row[column], "approved"]
          .map { $0 ?? "" }.joined(separator: ",") + "\n"
      }
      try folder.write("ws/multipliers.csv", book)
      _ = try Program.assay("run", folder.path("ws"), "--output", folder.path("r"), "--quiet")
      let margins = try Self.margins(folder.text("r/facts.csv"))
      for row in rows where row[column] != "" {
        let key = [row["tier"], row["provider"], row["model"]].map { $0 ?? "" }
        let (revenue, cost) = try #require(margins[key])
        if column == "zero_margin_multiplier" {
          #expect(revenue >= cost, "\(key)")
          #expect(Self.decimal(revenue - cost) == row[margin], "\(key)")
        } else {
          // Margin ÷ revenue is the target or more: revenue × (100 − target) ≥ cost × 100.
          let target = try #require(Int128(row["target_margin_percent"] ?? ""))
          #expect(revenue * (100 - target) >= cost * 100, "\(key)")
        }
      }
    }
  }

  /// Revenue and vendor cost of each tier, provider and model, in 10⁻¹⁸ USD.
  private static func margins(_ facts: String) throws -> [[String]: (Int128, Int128)] {
    var sums: [[String]: (Int128, Int128)] = [:]
    for row in rows(ofCSV: facts) {
      let key = ["tier", "provider", "model"].map { row[$0] ?? "" }
      let revenue = try units(row["revenue_usd"] ?? "")
      let cost = try units(row["vendor_cost_usd"] ?? "")
      let old = sums[key] ?? (0, 0)
      sums[key] = (old.0 + revenue, old.1 + cost)
    }
    return sums
  }

  private static func units(_ decimal: String) throws -> Int128 {
    let parts = decimal.split(separator: ".")
    let fraction = parts.count > 1 ? String(parts[1]) : ""
    return try #require(
      Int128(String(parts[0]) + fraction + String(repeating: "0", count: 18 - fraction.count)))
  }

  /// A sum in 10⁻¹⁸ as a canonical decimal.
  private static func decimal(_ value: Int128) -> String {
    let (whole, rest) = value.quotientAndRemainder(dividingBy: 1_000_000_000_000_000_000)
    if rest == 0 { return "\(whole)" }
    var digits = String(rest)
    digits = String(repeating: "0", count: 18 - digits.count) + digits
    while digits.hasSuffix("0") { digits.removeLast() }
    return "\(whole).\(digits)"
  }

  @Test func `a search finds the first value that reaches the target`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    let run = try Program.assay(
      "simulate", folder.path("ws"), "--search", "tier:pro 1.2..1.5 step 0.05",
      "--target-margin", "32")
    #expect(run.status == 2)
    let points = rows(ofCSV: try folder.text("ws/out/simulation/simulation-search.csv"))
    #expect(points.map { $0["value"] } == ["1.2", "1.25", "1.3", "1.35", "1.4", "1.45", "1.5"])
    let first = points.first { $0["reaches_target"] == "true" }
    #expect(
      run.output.contains("tier:pro reaches a margin of 32 % at \(first?["value"] ?? "") and above")
    )
    // The same value as a scenario of its own.
    for point in points {
      let value = point["value"] ?? ""
      _ = try Program.assay(
        "simulate", folder.path("ws"), "--set", "tier:pro=\(value)", "--output",
        folder.path("o"), "--quiet")
      let single = rows(ofCSV: try folder.text("o/simulation.csv")).first {
        $0["measure"] == "margin_usd" && $0["key"] == ""
      }
      #expect(single?["simulated"] == point["margin_usd"])
    }
  }

  @Test func `the recorded baseline is what was deducted`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write(
      "ws/ledger/l.csv",
      """
      request_id,request_started_at,user_id,provider,model,input_tokens,credits_deducted
      r1,2026-08-01T00:00:00Z,u,a,m,2,100
      r2,2026-08-01T00:00:01Z,u,a,m,2,

      """)
    _ = try Program.assay(
      "simulate", folder.path("ws"), "--set", "default=2", "--baseline", "recorded", "--quiet")
    let credits = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv")).first {
      $0["measure"] == "credits" && $0["key"] == ""
    }
    // 100 as recorded, and 2 USD × 1.5 ÷ 0.01 = 300 where nothing was; then twice 2 × 2 ÷ 0.01.
    #expect(credits?["baseline"] == "400")
    #expect(credits?["simulated"] == "800")
  }

  /// A request costs 1 USD, for which 50 credits of 0.01 were taken; the books take 150.
  @Test(arguments: [("recorded", "1", "0.5"), ("books", "0", "1.5")])
  func `requests below cost are counted as the revenue of their column`(
    baseline: String, count: String, revenue: String
  ) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write(
      "ws/ledger/l.csv",
      """
      request_id,request_started_at,user_id,provider,model,input_tokens,credits_deducted
      r1,2026-08-01T00:00:00Z,u,a,m,1,50

      """)
    _ = try Program.assay(
      "simulate", folder.path("ws"), "--set", "default=2", "--baseline", baseline, "--quiet")
    let totals = rows(ofCSV: try folder.text("ws/out/simulation/simulation.csv")).filter {
      $0["key"] == ""
    }
    func row(_ measure: String) -> [String: String]? { totals.first { $0["measure"] == measure } }
    #expect(row("requests_below_cost")?["baseline"] == count)
    #expect(row("requests_below_cost")?["simulated"] == "0")
    #expect(row("revenue_usd")?["baseline"] == revenue)
  }

  @Test func `blocked requests are not let through`() throws {
    let folder = try Scratch()
    try folder.copyQuarter(to: "ws")
    _ = try Program.assay(
      "simulate", folder.path("ws"), "--block", "free:gpt-5.6-luna,claude-sonnet-5", "--quiet",
      "--facts")
    let facts = rows(ofCSV: try folder.text("ws/out/simulation/simulation-facts-1.csv"))
    #expect(
      !facts.contains {
        $0["tier"] == "free" && ["gpt-5.6-luna", "claude-sonnet-5"].contains($0["model"])
      })
    #expect(facts.contains { $0["tier"] == "pro" && $0["model"] == "gpt-5.6-luna" })
  }

  /// A user of 8 USD: 1,200 credits at list in both tiers, of which the plan of pro includes 1,000; nobody can be
  /// in the free tier with more than its 50.
  @Test func `tiers are compared with their plans`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd,per\na,m,input,1,1\n")
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,monthly_price_usd,monthly_credits\npay,false,0,0\npro,false,9,1000\nfree,true,0,50\n"
    )
    try folder.write(
      "ws/ledger/l.csv",
      """
      request_id,request_started_at,user_id,tier,provider,model,input_tokens
      r1,2026-08-01T00:00:00Z,u,pay,a,m,8

      """)
    _ = try Program.assay("simulate", folder.path("ws"), "--quiet")
    let text = try folder.text("ws/out/simulation/tiers-compare.csv")
    let compared = rows(ofCSV: text).map { row in
      ["tier", "credits", "credits_beyond_plan", "paid_usd", "paid_now_usd", "would_save"].map {
        row[$0] ?? ""
      }
    }
    #expect(
      compared == [
        ["free", "1200", "1150", "", "12", "false"], ["pay", "1200", "1200", "12", "12", "false"],
        ["pro", "1200", "200", "11", "12", "true"],
      ])
  }
}
