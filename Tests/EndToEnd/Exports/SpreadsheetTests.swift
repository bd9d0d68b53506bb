import Foundation
import Testing

/// Changes by spreadsheets and data frames: each request costs 1,000 × 3 + 100 × 15 USD per million = 0.0045 USD,
/// which is 0.0045 × 1.5 / 0.01 = 0.675 credits, rounded up to 0.7.
struct SpreadsheetTests {
  private static let header =
    "request_id,request_started_at,user_id,account_id,tier,provider,model,status,input_tokens,"
    + "output_tokens,vendor_cost_usd,credits_deducted"
  private static let prices =
    "provider,model,unit_class,price_usd,per,effective_from\nacme,m1,input,3,1000000,2026-01-01\n"
    + "acme,m1,output,15,1000000,2026-01-01\n"
  private static let plans = "tier,is_free\nfree,true\npro,false\n"

  private static func row(
    _ id: String, day: Int = 1, user: String = "u1", account: String = "",
    input: String = "1000", output: String = "100"
  ) -> String {
    "\(id),2026-08-0\(day)T10:00:00Z,\(user),\(account),pro,acme,m1,completed,\(input),\(output),0.0045,0.7"
  }

  /// Runs a workspace with these files of rows in its ledger.
  private static func run(
    _ files: [(name: String, rows: [String])], prices: String = prices, command: String = "run",
    header: String = header
  ) throws -> (Program, Scratch) {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", plans)
    try folder.write("ws/prices/p.csv", prices)
    for (name, rows) in files {
      try folder.write(
        "ws/ledger/\(name)", ([header] + rows).map { $0 + "\n" }.joined())
    }
    return (try Program.assay(command, folder.path("ws")), folder)
  }

  private static func counts(_ folder: Scratch) throws -> [String: String] {
    let lines = try folder.text("ws/out/summary.csv").split(separator: "\n").dropFirst()
    return Dictionary(
      lines.map { $0.split(separator: ",", maxSplits: 1).map(String.init) }.filter { $0.count == 2 }
        .map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
  }

  /// Three requests, 3 × 0.0045 = 0.0135 USD.
  @Test(
    arguments: [
      { "\"=\"\"158291753387385241\($0)\"\"\"" }, { "'158291753387385241\($0)" },
      { "'158291753387385241\($0)'" },
    ] as [@Sendable (Int) -> String])
  func `an id that is guarded from a spreadsheet is the id within`(
    guarded: @Sendable (Int) -> String
  ) throws {
    let (run, folder) = try Self.run([
      ("a.csv", (1...3).map { Self.row("158291753387385241\($0)", day: $0, user: "0041\($0)") }),
      ("b.csv", (1...3).map { Self.row(guarded($0), day: $0, user: "0041\($0)") }),
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.contains(
        "ledger/b.csv:2:1: warning: [id.guard] Assay read the id inside a spreadsheet guard"),
      "\(run.errors)")
    #expect(run.errors.contains("(first of 3 rows)"))
    let counts = try Self.counts(folder)
    #expect(counts["rows_rated"] == "3" && counts["rows_duplicate"] == "3", "\(counts)")
    #expect(counts["vendor_cost_usd"] == "0.0135", "\(counts)")
    let explained = try Program.assay("explain", folder.path("ws"), "1582917533873852412")
    #expect(explained.output.contains("ledger/b.csv:3"), "\(explained.output)\(explained.errors)")
  }

  @Test(arguments: ["run", "check"])
  func `ids that differ in zeros alone are named with both places`(command: String) throws {
    let (zeros, _) = try Self.run(
      [
        ("a.csv", (7...9).map { Self.row("000\($0)", day: $0, user: "0041\($0)") }),
        ("b.csv", (7...9).map { Self.row("\($0)", day: $0, user: "41\($0)", account: "1\($0).0") }),
        ("c.csv", [Self.row("c", user: "", account: "19")]),
      ], command: command)
    // Complete, but in doubt.
    #expect(zeros.status == 2)
    for message in [
      "ledger/b.csv:2: warning: [id.zeros] request_id \"7\" may be \"0007\" at ledger/a.csv:2:"
        + " they differ in leading zeros alone (first of 3 ids in these files)",
      "ledger/b.csv:2: warning: [id.zeros] user_id \"417\" may be \"00417\" at ledger/a.csv:2:"
        + " they differ in leading zeros alone (first of 3 ids in these files)",
      "ledger/c.csv:2: warning: [id.point] account_id \"19\" may be \"19.0\" at ledger/b.csv:4:"
        + " they differ in \".0\" alone (first of 1 id in these files)",
    ] {
      #expect(zeros.errors.contains(message), "\(message): \(zeros.errors)")
    }
    let (points, _) = try Self.run(
      [
        ("a.csv", (0...2).map { Self.row("70\($0)", day: $0 + 1) }),
        ("b.csv", (0...2).map { Self.row("70\($0).0", day: $0 + 1) }),
      ], command: command)
    #expect(points.status == 2)
    #expect(
      points.errors.contains(
        "ledger/b.csv:2: warning: [id.point] request_id \"700.0\" may be \"700\" at ledger/a.csv:2:"
          + " they differ in \".0\" alone (first of 3 ids in these files)"), "\(points.errors)")
  }

  @Test(arguments: ["1", "3"])
  func `what is said of ids does not depend on how the ledger is cut`(threads: String) throws {
    let (_, folder) = try Self.run([
      ("a.csv", (1...90).map { Self.row("00\($0)", user: "0\($0)") }),
      ("b.csv", (1...90).map { Self.row("\($0)", user: "\($0)") }),
    ])
    let run = try Program.assay(
      "check", folder.path("ws"), "--threads", threads, "--block-bytes", "97", "--json")
    #expect(
      run.output.contains("request_id \\\"1\\\" may be \\\"001\\\" at ledger/a.csv:2"),
      "\(run.output)\(run.errors)")
    #expect(run.output.contains("(first of 90 ids in these files)"))
  }

  /// Excel keeps 15 digits: three ids that it made one, and a user.
  @Test func `ids of which a spreadsheet left 15 digits are named`() throws {
    let (run, _) = try Self.run([
      (
        "a.csv",
        [
          Self.row("1582917533873850000", user: "2582917533873850000"),
          Self.row("1582917533873860000", day: 2, user: "2582917533873850000"), Self.row("r3"),
        ]
      )
    ])
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "ledger/a.csv:2: warning: [id.digits] request_id has 15 digits followed by zeros: a"
          + " spreadsheet probably truncated a longer number (first of 2 rows)"), "\(run.errors)")
    #expect(
      run.errors.contains("[id.digits] user_id \"2582917533873850000\" has 15 digits"),
      "\(run.errors)")
    // Of ids as they were one in a hundred may end so.
    let (plain, _) = try Self.run([
      (
        "a.csv",
        [
          Self.row("1582917533873850000"), Self.row("1582917533873851234"),
          Self.row("1582917533873851235"),
        ]
      )
    ])
    #expect(plain.status == 0 && !plain.errors.contains("id.digits"), "\(plain.errors)")
  }

  /// A number that lost digits makes one of several customers or requests; a word for nothing is nobody.
  @Test func `an id that lost its digits, or is a word for nothing, rejects the row`() throws {
    for (id, code) in [
      ("1.58292E+18", "id.exponent"), ("\"1,58292E+18\"", "id.exponent"), ("1E+18", "id.exponent"),
      ("1.582917533873852e18", "id.exponent"), ("#N/A", "id.none"), ("#REF!", "id.none"),
      ("nan", "id.none"), ("NaN", "id.none"), ("None", "id.none"), ("null", "id.none"),
      ("<NA>", "id.none"), ("#######", "id.none"),
    ] {
      for (column, row) in [
        ("request_id", Self.row(id)), ("user_id", Self.row("r1", user: id)),
        ("account_id", Self.row("r1", user: "", account: id)),
      ] {
        // Twice: the second row of a user is read otherwise than the first.
        let (run, folder) = try Self.run([
          ("a.csv", [row, row.replacing("r1,", with: "r2,"), Self.row("r3")])
        ])
        #expect(run.status == 2, "\(id): \(run.errors)")
        #expect(
          try folder.text("ws/out/rejects.csv").split(separator: "\n").count {
            $0.contains(",\(column),\(code),")
          } == 2, "\(row): \(run.errors)")
      }
    }
    // Ids of hexadecimal digits, names and words in other letters are ids.
    let ids = [
      "12e45678", "1e5", "1e-5", "none", "Nano", "nancy", "'t Hooft", "7.5.1", "N", "E+18",
    ]
    let (run, folder) = try Self.run([("a.csv", ids.map { Self.row($0, user: $0) })])
    #expect(run.status == 0 && run.errors == "", "\(run.errors)")
    #expect(try Self.counts(folder)["rows_rated"] == "\(ids.count)")
  }

  /// Read as 12 and 350 the two requests would cost a thousandth of their 1.131 USD.
  @Test func `three zeros behind a point may be a group of digits`() throws {
    let (run, folder) = try Self.run(
      [
        (
          "a.csv",
          [
            ("12.000", "1.000"), ("350.000", "2.000"), ("1.250.000", "2.000"), ("10.0", "1000.0"),
            ("1000.000", "0.000"),
          ].enumerated().map {
            Self.row("r\($0)", input: $1.0, output: $1.1).replacing(",", with: ";")
          }
        )
      ], header: Self.header.replacing(",", with: ";"))
    #expect(run.status == 2, "\(run.errors)")
    #expect(
      run.errors.contains(
        "ledger/a.csv:2:51: error: [num.comma] input_tokens is \"12.000\": is it 12 or 12000?;"
          + " output_tokens is \"1.000\": is it 1 or 1000?"), "\(run.errors)")
    let counts = try Self.counts(folder)
    #expect(counts["rows_rejected"] == "3" && counts["rows_rated"] == "2", "\(counts)")
  }

  /// 2 requests of 0.0045 USD and 0.7 credits.
  @Test(arguments: [",,,,,,,,,,,", " , ,,,\t,,,,,,,", "\"\",\"\",,,,,,,,,,", ",,"])
  func `rows of delimiters alone are no rows`(blank: String) throws {
    let blanks = Array(repeating: blank, count: 30)
    let (run, folder) = try Self.run(
      [
        ("a.csv", [Self.row("r1"), Self.row("r2", day: 2, user: "u2")] + blanks),
        ("b.csv", blanks + [Self.row("r3")]),
      ], prices: Self.prices + ",,,,,\n,,,,,\n\"\", ,,,,\n")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.errors.split(separator: "\n").filter { $0.contains("ledger/a.csv") } == [
        "ledger/a.csv:4: note: [csv.blank] Assay skipped rows that contain only delimiters (first of 60 rows in 2 files)"
      ], "\(run.errors)")
    let counts = try Self.counts(folder)
    #expect(counts["rows_read"] == "3" && counts["rows_rated"] == "3", "\(counts)")
    #expect(counts["vendor_cost_usd"] == "0.0135", "\(counts)")
  }

  @Test(arguments: ["Total", "TOTAL", "Sum", "Summe", "Gesamt", "Grand total", "Total:"])
  func `a line of sums is no request`(label: String) throws {
    let (run, folder) = try Self.run([
      ("a.csv", [Self.row("r1"), Self.row("r2"), Self.row(label, input: "2000", output: "200")])
    ])
    #expect(run.status == 2 && run.errors.contains("4:1: error: [csv.total]"), "\(run.errors)")
    #expect(try Self.counts(folder)["rows_rated"] == "2")
  }

  /// 4 requests: 4 × 0.0045 = 0.018 USD.
  @Test(arguments: ["1", "2"])
  func `the same request written otherwise is a duplicate`(threads: String) throws {
    let first = (0..<4).map {
      "r\($0),2026-08-31T2\($0):00:00Z,u1,,pro,acme,m1,completed,1000,100,0.0045,0.7"
    }
    let again = [
      "r0,2026-08-31T20:00:00.000Z,u1,,pro,acme,m1,,1000,100,0.0045,0.7",
      "r1,2026-08-31T23:00:00+02:00,u1,,pro,acme,m1,completed,01000,100,0.0045,0.7",
      "r2,2026-08-31T22:00:00Z,u1,,pro,acme,m1,completed,1000,100,0.00450000,0.70",
      "r3,2026-08-31T23:00:00Z,u1,,pro,acme,m1,completed,1000.0,100,0.0045,0.7",
    ]
    let (run, folder) = try Self.run([("a.csv", first), ("b.csv", again)])
    #expect(run.status == 0, "\(run.errors)")
    let counts = try Self.counts(folder)
    #expect(counts["rows_rated"] == "4" && counts["rows_duplicate"] == "4", "\(counts)")
    #expect(counts["vendor_cost_usd"] == "0.018", "\(counts)")
    let other = again[2].replacing(",100,", with: ",200,")
    let (conflict, _) = try Self.run([("a.csv", first), ("b.csv", [other])])
    #expect(conflict.status == 2)
    // The columns that say the same are not named.
    #expect(
      conflict.errors.contains(
        "b.csv:2:1: warning: [dup.conflict] id r2: conflicts with ledger/a.csv:4;"
          + " line 2: 200 output tokens; ledger/a.csv:4, which Assay used: 100\n"),
      "\(conflict.errors)")
  }

  @Test(arguments: [("45870", "2025-08-01"), ("45870.5", "2025-08-01"), ("46235,25", "2026-08-01")])
  func `the number of a day in a spreadsheet is no time`(number: String, day: String) throws {
    let row = Self.row("r1").replacing("2026-08-01T10:00:00Z", with: "\"\(number)\"")
    let (run, _) = try Self.run([("a.csv", [row, Self.row("r2")])])
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "error: [time.serial] request_started_at is \"\(number)\", a day number of a spreadsheet"
          + " (\(day)), expected RFC 3339"), "\(run.errors)")
    #expect(run.errors.contains("help: give the column the format yyyy-mm-dd hh:mm:ss"))
  }

  @Test func `a reversal is called one`() throws {
    let (run, folder) = try Self.run([
      ("a.csv", [Self.row("r1"), Self.row("r1-reversal", input: "-1000", output: "-100")])
    ])
    #expect(run.status == 2)
    #expect(
      run.errors.contains(
        "error: [num.sign] input_tokens is -1000, expected 0 or more: a reversal is not a request"),
      "\(run.errors)")
    #expect(
      run.errors.contains("help: leave out a reversal and the row that it reverses"),
      "\(run.errors)")
    #expect(try Self.counts(folder)["rows_rated"] == "1")
  }
}
