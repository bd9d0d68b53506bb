import Foundation
import Testing

/// The views of `assay.db` say what the reports of the same meaning say, also of what a sample does not have.
struct DatabaseViewTests {
  /// A million tokens of input cost 1 USD, which at 1.5 times and 0.01 USD a credit are 150 credits.
  private static let price =
    "provider,model,unit_class,price_usd,service_tier,effective_from\n"
    + "anthropic,m1,input,1,standard,2025-01-01\n"

  private static let ledger =
    "request_id,request_started_at,user_id,account_id,tier,provider,model,input_tokens"

  @Test func `credits of accounts without users are those of each account`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/l.csv",
      Self.ledger + """
        ,credits_deducted
        r1,2026-08-01T10:00:00Z,,a1,pro,anthropic,m1,1000000,151
        r2,2026-08-01T10:00:00Z,,a2,pro,anthropic,m1,1000000,148
        r3,2026-08-01T10:00:00Z,,a3,pro,anthropic,m1,1000000,150
        r4,2026-08-01T10:00:00Z,u4,a1,pro,anthropic,m1,1000000,153

        """)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let users = try Answer(folder.path("ws/assay.db"), "SELECT * FROM mismatches_by_user")
    #expect(
      users.rows == [
        ["u4", "pro", "1", "3.0", "0.0"], ["a1", "pro", "1", "1.0", "0.0"],
        ["a2", "pro", "1", "0.0", "2.0"],
      ])
    let corrections = rows(ofCSV: try folder.text("ws/out/corrections.csv"))
    #expect(Set(corrections.map { $0["user"] }) == Set(users.rows.map { $0[0] }))
    let accounts = try Answer(
      folder.path("ws/assay.db"), "SELECT user_id, account_id FROM exception ORDER BY line")
    #expect(accounts.rows == [["", "a1"], ["", "a2"], ["u4", nil]])
  }

  /// A cost is estimated at the price of a row's time; that of two rows cannot be read, nor that of one of the two of u2.
  @Test func `what rejected rows would have cost is unknown where none can be estimated`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/l.csv",
      Self.ledger + """
        ,credits_deducted
        r1,2026-08-01T10:00:00Z,u1,a1,pro,anthropic,m1,1000000,150
        r2,yesterday,u1,a1,pro,anthropic,m1,1000000,150
        r3,yesterday,u1,a1,pro,anthropic,m1,1000000,150
        r4,2026-08-01T10:00:00Z,u2,a1,pro,anthropic,m1,2000000,many
        r5,2026-08-01T10:00:00Z,u2,a1,pro,anthropic,unknown,2000000,many

        """)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let rejects = try Answer(
      folder.path("ws/assay.db"),
      "SELECT rows, first_line, estimated_cost_usd FROM rejects_by_code ORDER BY first_line")
    #expect(rejects.rows == [["2", "3", nil], ["2", "5", "2.0"]])
  }

  /// The plan is free until noon of 10 August: so f1 of u1 is, of 150 credits and 1 USD.
  ///
  /// Free are two more of u2, one without a price and one of 0 tokens, and one of u3 with a key of its own; u4 pays.
  @Test func `what free plans lost is that of their requests alone, whatever these cost`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write(
      "ws/plans.csv",
      "tier,is_free,effective_from\nmix,true,2020-01-01\nmix,false,2026-08-10T12:00:00Z\nfree,true,\n"
    )
    try folder.write(
      "ws/ledger/l.csv",
      Self.ledger + """
        ,byok
        f1,2026-08-10T05:00:00Z,u1,a,mix,anthropic,m1,1000000,
        p1,2026-08-10T13:00:00Z,u1,a,mix,anthropic,m1,1000000,
        p2,2026-08-10T14:00:00Z,u1,a,mix,anthropic,m1,3000000,
        f2,2026-08-11T05:00:00Z,u2,a,free,anthropic,m1,0,
        f3,2026-08-11T06:00:00Z,u2,a,free,anthropic,unknown,1000000,
        f4,2026-08-12T06:00:00Z,,u3,free,anthropic,m1,1000000,true
        p3,2026-08-10T15:00:00Z,u4,a,mix,anthropic,m1,1000000,

        """)
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let database = folder.path("ws/assay.db")
    let users = try Answer(database, "SELECT * FROM worst_free_users")
    let losses = rows(ofCSV: try folder.text("ws/out/free-tier-loss-by-user.csv"))
    #expect(losses.map { $0["user"] } == ["u1", "u2", "u3"])
    #expect(losses.map { $0["requests"] } == ["1", "2", "1"])
    for (user, loss) in zip(users.named, losses) {
      for column in ["user", "requests"] { #expect(user[column] == loss[column], "\(loss)") }
      for (column, name) in [
        ("credits", "credits"), ("free_tier_loss_usd", "vendor_cost_usd"),
        ("share_percent", "share_percent"),
        ("cumulative_share_percent", "cumulative_share_percent"),
      ] {
        #expect(Double(user[column] ?? "") == Double(loss[name] ?? ""), "\(loss) \(column)")
      }
    }
    #expect(
      users.rows.map { $0[1...4].map(\.self) } == [
        ["u1", "1", "150.0", "1.0"], ["u2", "2", "0.0", "0.0"],
        ["u3", "1", "0.0", "0.0"],
      ])
    let models = try Answer(
      database, "SELECT model, requests, free_tier_loss_usd FROM free_tier_loss_by_model_month")
    #expect(models.rows == [["m1", "3", "1.0"], ["unknown", "1", nil]])
    let parts = try Answer(database, "SELECT requests, credits FROM fact_free")
    #expect(parts.rows == [["1", "150"]])
    let daily = try Answer(
      database, "SELECT day, requests, free_requests, free_credits FROM daily WHERE tier = 'mix'")
    #expect(daily.rows == [["2026-08-10", "4", "1", "150"]])
  }

  /// A token at 0.001 USD a million costs 10⁻⁹ USD.
  @Test func `a cost of less than the ledger's decimals is not 0`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/a.csv", "provider,model,unit_class,price_usd\nanthropic,m1,input,0.001\n")
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\n")
    try folder.write(
      "ws/ledger/l.csv", Self.ledger + "\nr1,2026-08-01T10:00:00Z,u1,a,free,anthropic,m1,1\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    for query in [
      "SELECT vendor_cost_usd FROM margin_by_tier_month", "SELECT -margin_usd FROM margin_by_user",
      "SELECT free_tier_loss_usd FROM worst_free_users",
    ] {
      let found = try Answer(folder.path("ws/assay.db"), query)
      #expect(found.rows.map { $0.map { Double($0 ?? "") } } == [[1e-9]], "\(query)")
    }
  }

  /// Beside 15,000 a binary fraction is good for some 11 decimals: 15,000.03 less 15,000 is 0.030000000000654.
  @Test(
    arguments: [
      ("cost_by_provider_month", "difference_usd", [(1_000_000, "15000.03")]),
      // 36,000.03 recorded for 15,000, and 0 for 21,000.
      (
        "mismatches_by_model", "sum(cost_difference_usd)",
        [(1_000_000, "36000.03"), (1_400_000, "0")]
      ),
    ] as [(String, String, [(Int, String)])])
  func `the difference of large sums shows no binary noise`(
    view: String, figure: String, requests: [(tokens: Int, cost: String)]
  ) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/a.csv", "provider,model,unit_class,price_usd\nanthropic,m1,input,15000\n")
    let rows = requests.enumerated().map { number, request in
      "r\(number),2026-08-01T10:00:00Z,u1,anthropic,m1,\(request.tokens),\(request.cost)\n"
    }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,vendor_cost_usd\n"
        + rows.joined())
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let found = try Answer(folder.path("ws/assay.db"), "SELECT \(figure) FROM \(view)")
    #expect(found.rows == [["0.03"]])
  }

  /// In binary 0.3 + 0.2 + 0.1 is less than 0.1 + 0.2 + 0.3, which u2 spends.
  @Test func `users who cost the same are in the order of their names`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write("ws/plans.csv", "tier,is_free\nfree,true\n")
    let days = [1, 2, 3].flatMap { day in
      [("u1", 4 - day), ("u2", day)].map { user, tokens in
        "\n\(user)-\(day),2026-08-0\(day)T10:00:00Z,\(user),a,free,anthropic,m1,\(tokens)00000"
      }
    }
    try folder.write("ws/ledger/l.csv", Self.ledger + days.joined() + "\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let users = try Answer(
      folder.path("ws/assay.db"),
      "SELECT user, free_tier_loss_usd, cumulative_share_percent FROM worst_free_users")
    #expect(users.rows == [["u1", "0.6", "50.0"], ["u2", "0.6", "100.0"]])
    let margins = try Answer(
      folder.path("ws/assay.db"), "SELECT user_id, margin_usd FROM margin_by_user")
    #expect(margins.rows == [["u1", "-0.6"], ["u2", "-0.6"]])
    let losses = rows(ofCSV: try folder.text("ws/out/free-tier-loss-by-user.csv"))
    #expect(losses.map { $0["user"] } == ["u1", "u2"])
  }

  /// The rows of the books, their ranks, and the price changes that they make, as `watch` reports them.
  private static let changes: [(name: String, books: [String: String], changes: [[String?]])] = [
    (
      "the own book of rank 1 has a price for good, so that of rank 2 never counts",
      [
        "price-sources.csv": "source,rank\na,1\nb,2\n", "prices/a.csv": price,
        "prices/b.csv": row("3,,2026-08-05,,"),
      ], []
    ),
    (
      "the better source has a price for ten days, and then the other counts again",
      [
        "price-sources.csv": "source,rank\na,2\nb,1\n", "prices/a.csv": price,
        "prices/b.csv": row("3,,2026-08-05,2026-08-15,"),
      ], [["2026-08-05", "1.0", "3.0", "200.0"], ["2026-08-15", "3.0", "1.0", "-66.6667"]]
    ),
    (
      "an offset is not UTC, and nanoseconds count",
      [
        "prices/a.csv": price + "anthropic,m1,input,2,,2026-08-20T00:30:00+02:00\n"
          + "anthropic,m1,input,3,,2026-08-19T23:30:00Z\n"
          + "anthropic,m1,input,6,,2026-08-19T23:30:00.000000001Z\n"
      ],
      [
        ["2026-08-19T22:30:00Z", "1.0", "2.0", "100.0"],
        ["2026-08-19T23:30:00Z", "2.0", "3.0", "50.0"],
        ["2026-08-19T23:30:00.000000001Z", "3.0", "6.0", "100.0"],
      ]
    ),
    (
      "a correction takes the place of the row that it corrects, and a change of units is none",
      [
        "prices/a.csv": price,
        "prices/b.csv": row("3,,2026-08-05,,2026-08-01")
          + "anthropic,m1,input,2,,2026-08-05,,2026-08-06\n"
          + "anthropic,m1,input,0.000002,1,2026-08-10,,\n",
      ], [["2026-08-05", "1.0", "2.0", "100.0"]]
    ),
    (
      "after a time without a price nothing was before",
      ["prices/a.csv": row("1,,2025-01-01,2026-08-01,") + "anthropic,m1,input,1,,2026-08-05,,\n"],
      [["2026-08-05", nil, "1.0", nil]]
    ),
  ]

  /// A book of a row that begins with its price.
  private static func row(_ cells: String) -> String {
    "provider,model,unit_class,price_usd,per,effective_from,effective_to,recorded_at\n"
      + "anthropic,m1,input,\(cells)\n"
  }

  @Test func `prices change as the books that count say, in the order of time`() throws {
    for (name, books, changes) in Self.changes {
      let folder = try Scratch()
      for (file, text) in books { try folder.write("ws/" + file, text) }
      try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
      try folder.write(
        "ws/ledger/l.csv",
        Self.ledger + """

          r1,2026-07-30T10:00:00Z,u1,a1,pro,anthropic,m1,1000000
          r2,2026-08-30T10:00:00Z,u1,a1,pro,anthropic,m1,1000000

          """)
      _ = try Program.assay("run", folder.path("ws"), "--quiet")
      let found = try Answer(
        folder.path("ws/assay.db"),
        "SELECT effective_from, before_usd, after_usd, change_percent FROM price_changes")
      #expect(found.rows == changes, "\(name)")
    }
  }

  @Test func `a price that was recorded later is not in force`() throws {
    let folder = try Scratch()
    try folder.write("ws/prices/a.csv", Self.price)
    try folder.write("ws/prices/b.csv", Self.row("3,,2026-08-05,,2026-08-06"))
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/l.csv", Self.ledger + "\nr1,2026-08-30T10:00:00Z,u1,a1,pro,anthropic,m1,1000000\n")
    for (options, prices) in [
      ([], [["1", nil, "2026-08-05"], ["3", "2026-08-05", nil]]),
      (["--as-known-at", "2026-08-05"], [["1", nil, nil]]),
    ] as [([String], [[String?]])] {
      _ = try Program.assay(["run", folder.path("ws"), "--quiet"] + options)
      let found = try Answer(
        folder.path("ws/assay.db"),
        """
        SELECT price_usd, nullif(in_force_from, '2025-01-01'), in_force_to FROM price_in_force
        """)
      #expect(found.rows == prices)
    }
  }
}
