import Testing

/// Requests of every kind, explained; each screen can be redone by hand from the workspace's few prices.
struct ExplainKindsTests {
  /// A row, and lines that its screen has.
  private static let cases: [(row: String, lines: [String])] = [
    (
      "alias,2026-07-01T10:00:00Z,u1,pro,acme,m1-2026,,,,,100,,10,,,,0.00145,0.3",
      [
        "The ledger says m1-2026, which means m1: aliases.csv:2",
        "  input              100            3      0.0003     p.csv:2",
        "  output              10           15      0.00015    p.csv:3",
        "  request, each        1            0.001  0.001      p.csv:7",
        "  Recorded                                 0.00145    equal",
        "Credits: 0.00145 × 1.5 ÷ 0.01 = 0.2175, rounded up to step 0.1: 0.3; recorded",
        "Paid tier, plans.csv:3: revenue 0.003 USD, margin 0.00155 USD. No customer pays",
      ]
    ),
    (
      "band,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,200001,,100,,,,,",
      [
        "  input           200,001            6      1.200006   p.csv:4",
        "  A total input of 200,001 is over 200,000, so that band's prices apply to the",
        "  Not used: p.csv:2, :3 (3 and 15), for a total input up to 200,000; here",
        "  Recorded                                  –          not recorded",
        "Credits: 1.203256 × 1.5 ÷ 0.01 = 180.4884, rounded up to step 0.1: 180.5; not",
      ]
    ),
    (
      "batch,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,batch,,1000,,,,,,0.002,0.3",
      [
        "  input            1,000           1.5     0.0015     3 × 0.5, p.csv:2,",
        "                                                      derivations.csv:2",
        "Credits: 0.002 × 1.5 ÷ 0.01 = 0.3, rounded up to step 0.1: 0.3; recorded 0.3,",
      ]
    ),
    (
      "eu,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,eu,1000,100,,,,,0.0043,0.6",
      [
        "  input            1,000            3.3    0.0033     p.csv:6",
        "  cache_read         100            0.33   0.000033   × 0.1, derivations.csv:3",
        "  Recorded                                 0.0043     0.000033 too low",
        "  Not used: p.csv:2 (3), for any region; a price for the request's region takes",
        "  undercharged 0.1 credits (0.001 USD).",
      ]
    ),
    (
      "large,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,eu,200001,,,,,,,",
      [
        "  input           200,001            6      1.200006   6 × 1, p.csv:4,",
        "  Not used: p.csv:2, :6 (3 and 3.3), for a total input up to 200,000; here",
      ]
    ),
    (
      "own,2026-07-01T10:00:00Z,u1,pro,acme,m1,,true,,,10000,,,,,,0,0.4",
      [
        "2026-07-01T10:00:00Z   pro, u1   acme m1   completed, own key",
        "  Expected                                 0",
        "Credits: 0.031 × 10 % ÷ 0.01 = 0.31, rounded up to step 0.1: 0.4; recorded 0.4,",
        "  Platform fee 10 %, with the customer's own key: model class standard,",
      ]
    ),
    (
      "search,2026-07-01T10:00:00Z,u2,free,acme,m1,,,,,,,,,2,,0.021,3.4",
      [
        "Vendor cost     Quantity  USD for one  USD        Price from",
        "  search               2        0.01   0.02       p.csv:8",
        "Credits: 0.021 × 1.5 ÷ 0.01 = 3.15, rounded up to step 0.1: 3.2; recorded 3.4,",
        "  Multiplier 1.5: default of the settings",
        "  Skipped: combination, model, provider and tier have no approved row",
        "Free tier, plans.csv:2: no revenue, a loss of 0.021 USD. Customer u2 was",
        "  overcharged 0.2 credits, which a free tier does not pay for.",
      ]
    ),
    (
      "failed,2026-07-01T10:00:00Z,u1,pro,acme,m1,failed,,,,1000,,,,,,0.004,0",
      [
        "Credits: 0, as failed requests are not charged; recorded 0, equal",
        "Paid tier, plans.csv:3: revenue 0 USD, margin -0.004 USD. No customer pays more",
      ]
    ),
    (
      "euro,2026-07-01T10:00:00Z,u1,gold,acme,m1,,,,,1000,,,,,EUR,0.003,0.6",
      [
        "  Recorded                                 –          0.003 EUR, no rate in",
        "Tier gold is not in plans.csv, so it counts as paid: revenue 0.006 USD, margin",
      ]
    ),
    (
      "image,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,1,,,0.003,0.6",
      [
        "  image, each          1            –      –          no price",
        "  No price: neither a quote nor a derivation for image of m1 at service tier",
        "Credits: not known without a price; recorded 0.6",
        "Cost, credits and revenue exclude this request without a price.",
      ]
    ),
    (
      "early,2025-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,,0.003,0.6",
      [
        "  No price: no row of acme m1 is in force at 2025-07-01T10:00:00Z",
        "  (3, 15, 6, 22.5, 3.3, 0.001 and 0.01), in force from 2026-01-01",
      ]
    ),
    (
      "nobody,2026-07-01T10:00:00Z,u1,pro,acme,m1-20260701,,,,,1000,,,,,,0.003,0.6",
      [
        "  No price: the price books have no row of acme m1-20260701; if it is m1, add to",
        "  aliases.csv: acme,m1-20260701,m1,,",
      ]
    ),
    (
      "bad,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,-1,,,,,,x,0.6",
      [
        "bad   rejected                                                   ledger/l.csv:2",
        "Assay cannot use the row:", "  [num.sign] input_tokens is -1, expected 0 or more",
        "All figures exclude it; rejects.csv lists it.",
      ]
    ),
  ]

  @Test func `each kind of request says what decided it`() throws {
    for (row, lines) in Self.cases {
      let workspace = try ExplainWorkspace([row])
      let id = String(row.prefix { $0 != "," })
      let run = try workspace.assay("explain", id)
      #expect(run.status == 0, "\(id)")
      let shown = run.output.split(separator: "\n").map(String.init)
      for line in lines { #expect(shown.contains(line), "\(id): \(line)\n\(run.output)") }
    }
  }

  @Test func `a multiplier that gives way to one of its own level is named`() throws {
    let workspace = try ExplainWorkspace([
      "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,,0.004,0.8"
    ])
    try workspace.folder.write(
      "ws/multipliers.csv",
      """
      level,tier,provider,model,multiplier,effective_from,status,approved_by
      combination,pro,,m1,1.9,2026-01-01,approved,cfo
      combination,pro,acme,,1.7,2026-01-01,approved,cfo

      """)
    let screen = try workspace.assay("explain", "r1").output
    #expect(
      screen.contains(
        """
          Multiplier 1.9: combination pro m1, multipliers.csv:2
          Skipped: multipliers.csv:3, combination pro acme at 1.7, is less specific than
                   multipliers.csv:2

        """), "\(screen)")
  }

  @Test func `a dated credit value and a default step say where they come from`() throws {
    let workspace = try ExplainWorkspace([
      "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,,0.004,0.3"
    ])
    try workspace.folder.write(
      "ws/assay.json",
      """
      {
        "credit_value_usd": [
          { "value": "0.01" },
          { "tier": "pro", "from": "2026-01-01", "value": "0.02" },
        ],
      }

      """)
    let screen = try workspace.assay("explain", "r1").output
    // 0.004 × 1.5 ÷ 0.02.
    #expect(
      screen.contains("Credits: 0.004 × 1.5 ÷ 0.02 = 0.3, rounded up to step 0.1: 0.3;"),
      "\(screen)")
    #expect(
      screen.contains(
        """
          Credit value 0.02: tier pro from 2026-01-01, assay.json:4
          Step 0.1: default of the settings

        """), "\(screen)")
    let json = try workspace.assay("explain", "r1", "--json").output
    #expect(json.contains("\"credit_value_row\": \"assay.json:4\""), "\(json)")
    #expect(json.contains("\"credit_increment_row\": null"))
  }

  @Test func `where the table is too wide for the screen its lines are reported in words`() throws {
    let workspace = try ExplainWorkspace([
      "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1234567891,,1234567893,,,,123456789.12,0.6"
    ])
    let run = try Program.assay(
      ["explain", workspace.folder.path("ws"), "r1"], environment: ["COLUMNS": "60"])
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 60 }, "\(run.output)")
    // 1,234,567,891 × 6 + 1,234,567,893 × 22.5 per million + 0.001.
    #expect(
      run.output.contains(
        """
        Vendor cost
          input: 1,234,567,891 × 6 USD per million =
            7,407.407346 USD; p.csv:4
          output: 1,234,567,893 × 22.5 USD per million =
            27,777.7775925 USD; p.csv:5
          request, each: 1 × 0.001 USD = 0.001 USD; p.csv:7
          Expected: 35,185.1859385 USD

        """), "\(run.output)")
  }

  /// Recorded credits beside a cost of 0.004 that is recorded within the tolerance, as 0.0041, or not at
  /// all, and the one word for what both come to.
  @Test(
    arguments: [
      ("0.0041", "0.6", "matched except for rounding", "rounding"),
      ("0.0041", "", "matched except for rounding", "rounding"),
      ("0.0041", "0.7", "credits differ", "credits_mismatch"), ("", "0.6", "matched", "matched"),
      ("0.004", "", "matched", "matched"), ("", "", "not recorded", "not_recorded"),
    ])
  func `one comparison has one word, for people and for machines`(
    cost: String, credits: String, words: String, code: String
  ) throws {
    let workspace = try ExplainWorkspace([
      "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,,\(cost),\(credits)"
    ])
    try workspace.folder.write("ws/assay.json", "{ \"cost_tolerance_usd\": \"0.0001\" }\n")
    #expect(try workspace.assay("explain", "r1").output.hasPrefix("r1   \(words)   "))
    #expect(
      try workspace.assay("explain", "r1", "--json").output.contains("\"state\": \"\(code)\""))
  }

  @Test func `a converted cost names its rate and the row of fx.csv, the last recorded one`() throws
  {
    let workspace = try ExplainWorkspace([
      "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,EUR,0.004,0.6"
    ])
    try workspace.folder.write(
      "ws/fx.csv",
      """
      day,currency,usd_per_unit,recorded_at
      2026-07-01,EUR,1.1,2026-07-03
      2026-07-01,EUR,1.2,2026-07-02

      """)
    // 1000 × 3 per million + 0.001, and 0.004 × 1.1.
    let screen = try workspace.assay("explain", "r1").output
    #expect(
      screen.contains(
        "  Recorded                                 0.0044     0.0004 too high; 0.004 EUR\n"
          + "                                                      × 1.1, fx.csv:2\n"),
      "\(screen)")
    let json = try workspace.assay("explain", "r1", "--json").output
    #expect(json.contains("\"exchange_rate\": \"1.1\""), "\(json)")
    #expect(json.contains("\"exchange_rate_row\": \"fx.csv:2\""))
  }

  /// 0.00415240239547 × 1.08371 = 0.0044999999999947937, of which money has 18 decimals.
  @Test func `a cost that is converted to more than 18 decimals is cut off there`() throws {
    let workspace = try ExplainWorkspace([
      "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,EUR,0.00415240239547,0.6"
    ])
    try workspace.folder.write(
      "ws/fx.csv", "day,currency,usd_per_unit\n2026-07-01,EUR,1.08371\n")
    let words = try workspace.assay("explain", "r1").output.split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(
      words.contains(
        "Recorded 0.004499999999994793 0.0005 too high at 8 decimals; 0.00415240239547 EUR × 1.08371, fx.csv:2"
      ),
      "\(words)")
  }

  @Test func `a rejected row of an id is beside the one that counts`() throws {
    let good = "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,1000,,,,,,,"
    let bad = "r1,2026-07-01T10:00:00Z,u1,pro,acme,m1,,,,,-1,,,,,,,"
    let screen = try ExplainWorkspace([bad, good]).assay("explain", "r1").output
    #expect(screen.contains(" ledger/l.csv:3\n"))
    #expect(
      screen.hasSuffix(
        """
        Other rows with this id, not counted
          ledger/l.csv:2 is rejected: [num.sign] input_tokens is -1, expected 0 or more

        """))
  }

  @Test func `a faulty book refuses as it does a run`() throws {
    let workspace = try ExplainWorkspace()
    try workspace.folder.write("ws/plans.csv", "tier,is_free\nfree,perhaps\n")
    let run = try workspace.assay("explain", "r1")
    #expect(run.status == 1)
    #expect(run.errors.contains("plans.csv:2:6: error: [book.word]"))
    #expect(run.errors.hasSuffix("refused, nothing changed: 1 error in plans.csv (exit 1)\n"))
  }
}
