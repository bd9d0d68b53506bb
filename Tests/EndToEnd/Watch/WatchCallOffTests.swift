import Testing

/// Alerts of `watch` on announced prices that were cancelled or corrected, each with its subject.
struct WatchCallOffTests {
  /// Requests of August 2026 on `p/m`, 7,000,000 of input and 300,000 of output in the last thirty days: 1 USD a
  /// million of input and 10 of output from January, and `rows`.
  private func workspace(_ rows: [String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,is_free,target_margin_percent\npro,false,20\n")
    let base = ["input,1,2026-01-01,2026-01-01", "output,10,2026-01-01,2026-01-01"]
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,effective_from,recorded_at\n"
        + (base + rows).map { "p,m,\($0)\n" }.joined())
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens\n"
        + [("01", 1), ("10", 2), ("20", 4)].map {
          "r\($0),2026-08-\($0)T12:00:00Z,u,pro,p,m,\($1)000000,100000\n"
        }.joined())
    return folder
  }

  /// Old and new price, exposure and what was called off: the quantities times the difference; and the margin if the
  /// customers' price stays, which is 1.5 times the cost before, 15 USD for 7 + 3.
  @Test(arguments: [
    // Of two announced prices one was called off.
    (
      rows: [
        "input,2,2026-10-01,2026-08-05", "output,30,2026-10-01,2026-08-05",
        "input,1,2026-10-01,2026-08-18",
      ],
      alerts: [
        // (15 - 16) / 15.
        "announced output 10 30 6 0 critical -6.6667", "withdrawn input 1 2 0 7 info -13.3333",
      ]
    ),
    // One was corrected before it was called off: nobody will pay the correction.
    (
      rows: [
        "input,2,2026-10-01,2026-08-05", "input,5,2026-10-01,2026-08-10",
        "input,1,2026-10-01,2026-08-18",
      ],
      // Input at 2 leaves a third of 1.5 × 17; at 5 it costs 38 of these 25.5.
      alerts: [
        "withdrawn input 1 5 0 28 info -153.3333", "correction input 2 5 0 21 info -49.0196",
      ]
    ),
    // Corrected twice, it will cost 3: of the first correction nothing is left.
    (
      rows: [
        "input,2,2026-10-01,2026-08-05", "input,5,2026-10-01,2026-08-10",
        "input,3,2026-10-01,2026-08-18",
      ],
      alerts: [
        "announced input 1 3 14 0 critical -60", "correction input 5 3 -14 0 info 57.8947",
        "correction input 2 5 0 21 info -49.0196",
      ]
    ),
    // Corrected, and back to what was announced: that was never more than announced.
    (
      rows: [
        "input,2,2026-10-01,2026-08-05", "input,5,2026-10-01,2026-08-10",
        "input,2,2026-10-01,2026-08-18",
      ],
      // (15 - 17) / 15, (57 - 17) / 57 and (25.5 - 38) / 25.5.
      alerts: [
        "announced input 1 2 7 0 critical -13.3333", "correction input 2 5 0 21 info -49.0196",
        "correction input 5 2 0 -21 info 70.1754",
      ]
    ),
    // Corrected together, and one of them called off.
    (
      rows: [
        "input,2,2026-10-01,2026-08-05", "output,30,2026-10-01,2026-08-05",
        "input,5,2026-10-01,2026-08-10", "output,20,2026-10-01,2026-08-10",
        "input,1,2026-10-01,2026-08-18",
      ],
      // Output at 30 beside input at 2 costs 23: customers pay 34.5, and 20 are left to pay.
      alerts: [
        "announced output 10 20 3 0 warning 13.3333", "correction output 30 20 -3 0 info 42.029",
        "withdrawn input 1 5 0 28 info -153.3333", "correction input 2 5 0 21 info -27.5362",
      ]
    ),
    // A price that was in force until it was corrected once more cost what it cost.
    (
      rows: [
        "input,2,2026-08-06,2026-08-05", "input,5,2026-08-06,2026-08-10",
        "input,1,2026-08-06,2026-08-18",
      ],
      // The thirty days before 10 August have 1,000,000 of input, those before the 18th 3,000,000.
      alerts: [
        "correction input 2 5 3 0 critical -33.3333", "correction input 5 1 -12 0 info 80.3922",
      ]
    ),
  ])
  func `a price that never came costs nothing, and its alert is about nothing else`(
    rows book: [String], alerts: [String]
  ) throws {
    #expect(try watched(book) == alerts)
  }

  /// Requests of August; the rows are recorded, and their prices come, in months that follow.
  @Test(arguments: [
    // Corrected once it came, it was announced as what it was announced as: (15 - 17) / 15.
    (
      ["input,2,2026-10-01,2026-08-05", "input,2.5,2026-10-01,2026-10-08"],
      ["announced input 1 2 7 0 critical -13.3333"]
    ),
    // Announced in August and called off in September, it is August's all the same.
    (
      ["input,2,2026-10-01,2026-08-05", "input,1,2026-10-01,2026-09-10"],
      ["withdrawn input 1 2 0 7 info -13.3333"]
    ),
    // Nobody announced what was recorded only as it came.
    (["input,2,2026-10-01,2026-10-01", "input,2.5,2026-10-01,2026-10-08"], []),
  ])
  func `what was announced in the period is reported whatever became of it later`(
    book: [String], alerts: [String]
  ) throws {
    #expect(try watched(book) == alerts)
  }

  /// The thirty days before 10 August have 1,000,000 of input and cost 2 USD, of which customers paid 3.
  @Test(
    arguments: [
      // (3 - 3) / 3.
      (["2,2026-08-10,2026-08-05", "1,2026-08-10,2026-08-10"], ["withdrawn input 1 2 0 1 info 0"]),
      // The correction to 5 never came either: (3 - 4) / 3, (9 - 4) / 9 and (4.5 - 6) / 4.5.
      (
        ["2,2026-08-10,2026-08-05", "5,2026-08-10,2026-08-06", "3,2026-08-10,2026-08-10"],
        [
          "change input 1 3 2 0 critical -33.3333", "correction input 5 3 -2 0 info 55.5556",
          "correction input 2 5 0 3 info -33.3333",
        ]
      ),
    ] as [([String], [String])])
  func `what was called off or corrected as it was to come never came`(
    book: [String], alerts: [String]
  ) throws {
    #expect(try watched(book.map { "input," + $0 }) == alerts)
  }

  @Test(arguments: [
    ("2026-08-09T23:59:59Z", "announced"), ("2026-08-10", "change"),
  ])
  func `a price has come from its first instant on`(known: String, kind: String) throws {
    let alerts = try watched(["input,2,2026-08-10,2026-08-05"], ["--as-known-at", known])
    #expect(alerts == ["\(kind) input 1 2 1 0 critical 0"])
  }

  private func watched(_ book: [String], _ options: [String] = []) throws -> [String] {
    let folder = try workspace(book)
    let run = try Program.assay(["watch", folder.path("ws")] + options)
    #expect(run.status == 0, "\(run.errors)")
    return rows(ofCSV: try folder.text("ws/out/price-watch.csv")).map { row in
      [
        "kind", "class", "old", "new", "exposure_usd_per_month", "called_off_usd_per_month",
        "severity", "margin_if_price_stays_percent",
      ].map { row[$0] ?? "?" }.joined(separator: " ")
    }
  }
}
