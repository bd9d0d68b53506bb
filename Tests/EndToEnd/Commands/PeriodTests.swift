import Testing

/// The forms of `--period`, what they mean of a ledger, and periods in which it has nothing.
struct PeriodTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"

  /// A workspace with one request at each time.
  private static func workspace(at times: [String], zone: String = "UTC") throws -> Scratch {
    let folder = try Scratch()
    try folder.write("ws/assay.json", #"{"time_zone":"\#(zone)"}"#)
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,4.5\n")
    let rows = times.enumerated().map { "r\($0),\($1),u,pro,p,m,1000\n" }
    try folder.write("ws/ledger/a.csv", header + rows.joined())
    return folder
  }

  /// September is over, October is not; there is a September of the year before.
  private static let times = [
    "2025-09-10T10:00:00Z", "2026-06-30T10:00:00Z", "2026-07-31T10:00:00Z", "2026-08-15T10:00:00Z",
    "2026-09-30T10:00:00Z", "2026-10-05T10:00:00Z", "2026-10-06T10:00:00Z",
  ]

  /// The typed period, the folder of the reports, and the number of requests in the period.
  private static let forms: [(words: [String], folder: String, requests: Int)] = [
    (["--period", "lastmonth"], "2026-09", 1), (["--last", "2d"], "2026-10-05..2026-10-06", 2),
    (["--period", "last"], "2026-09", 1), (["--month", "last"], "2026-09", 1),
    (["--month", "2026-08"], "2026-08", 1), (["--period", "september"], "2026-09", 1),
    (["--period", "Sep"], "2026-09", 1), (["--period", "sept 2025"], "2025-09", 1),
    (["--period", "OCTOBER"], "2026-10", 2), (["--period", "june-2026"], "2026-06", 1),
    (["--period", "2026-Q3"], "2026-Q3", 3), (["--period", "2026-q4"], "2026-Q4", 2),
    // The same days are one report, whatever they are called.
    (["--period", "2026-07..2026-09"], "2026-Q3", 3),
    (["--from", "2026-07-01", "--to", "2026-10-01"], "2026-Q3", 3),
    (["--period", "2026-08..2026-10"], "2026-08..2026-10", 4),
    (["--period", "2025-Q3..2026-Q2"], "2025-07..2026-06", 2),
    (["--period", "2026-07-31..2026-08-15"], "2026-07-31..2026-08-15", 2),
    (["--period", "2026-08-15..2026-08-15"], "2026-08-15..2026-08-15", 1),
    (["--period", "2026-08-01..2026-08-31"], "2026-08", 1),
    (["--from", "2026-10-06"], "from-2026-10-06", 1), (["--to", "2026-07-01"], "to-2026-07-01", 2),
  ]

  @Test(arguments: forms)
  func `a period has its days and its folder`(
    words: [String], name: String, requests: Int
  ) throws {
    let folder = try Self.workspace(at: Self.times)
    let run = try Program.assay(["run", folder.path("ws"), "--quiet"] + words)
    #expect(run.status == 0, "\(run.errors)")
    let days = rows(ofCSV: try folder.text("ws/out/\(name)/margin-by-day.csv"))
    #expect(days.compactMap { Int($0["requests"] ?? "") }.reduce(0, +) == requests)
  }

  /// The last day of usage, and what is the last month of usage from 12 July on.
  private static let ends = [
    ("2026-09-30", "2026-09"), ("2026-09-29", "2026-08"), ("2026-10-01", "2026-09"),
    // July is over, and August has nothing.
    ("2026-09-01", "2026-07"), ("2026-07-20", "2026-07"),
  ]

  @Test(arguments: ends)
  func `the last month is the last that the ledger has to its end`(
    end: String, month: String
  ) throws {
    var days = ["2026-07-12", end]
    if end > "2026-09-20" { days.append("2026-08-20") }
    if end == "2026-10-01" { days.append("2026-09-20") }
    let folder = try Self.workspace(at: days.map { $0 + "T10:00:00Z" })
    let run = try Program.assay("run", folder.path("ws"), "--quiet", "--period", "last")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try folder.files(in: "ws/out/\(month)").keys.contains("summary.csv"))
  }

  @Test func `a month is one of the reporting zone`() throws {
    // In Auckland it is 1 September already, so that August has nothing and September is not over.
    let folder = try Self.workspace(at: ["2026-08-31T13:00:00Z"], zone: "Pacific/Auckland")
    let august = try Program.assay("run", folder.path("ws"), "--period", "august")
    #expect(august.status == 1)
    #expect(
      august.errors == """
        assay: error: no usage in any August; the ledger covers 2026-09-01 to 2026-09-01
          help: assay run \(folder.path("ws")) --period 2026-09
        assay: nothing changed (exit 1)

        """)
    let last = try Program.assay("run", folder.path("ws"), "--quiet", "--period", "last")
    #expect(last.status == 0)
    #expect(try folder.files(in: "ws/out/2026-09").keys.contains("summary.csv"))
  }

  /// The typed period, its name, and the month that was probably meant.
  private static let empty: [(words: [String], name: String, likely: String)] = [
    (["--period", "2025-01"], "in 2025-01", "2026-09"),
    // A slip in the year.
    (["--period", "2025-08"], "in 2025-08", "2026-08"),
    (["--period", "2027-10"], "in 2027-10", "2026-10"),
    (["--month", "march"], "in any March", "2026-09"),
    (["--period", "2025-Q1"], "in 2025-Q1", "2026-09"),
    (["--period", "2024-11..2025-03"], "in 2024-11 to 2025-03", "2026-09"),
    (["--from", "2026-11-01"], "in the time from 2026-11-01", "2026-09"),
    (["--to", "2025-01-01"], "in the time before 2025-01-01", "2026-09"),
    (["--from", "2025-01-01", "--to", "2025-01-03"], "in 2025-01-01 to 2025-01-02", "2026-09"),
  ]

  @Test(arguments: empty)
  func `a period without usage is refused, and all stays as it was`(
    words: [String], name: String, likely: String
  ) throws {
    let folder = try Self.workspace(at: Self.times)
    let all = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(all.status == 0)
    let before = try folder.files(in: "ws")
    for command in ["run", "simulate", "watch"] {
      let refused = try Program.assay([command, folder.path("ws")] + words)
      #expect(refused.status == 1 && refused.output == "")
      #expect(
        refused.errors == """
          assay: error: no usage \(name); the ledger covers 2025-09-10 to 2026-10-06
            help: assay \(command) \(folder.path("ws")) --period \(likely)
          assay: nothing changed (exit 1)

          """)
    }
    let figure = try Program.assay(
      ["explain", folder.path("ws"), "--figure", "margin-by-tier/pro/margin_usd"] + words)
    #expect(figure.status == 1)
    #expect(
      figure.errors.contains(
        "--figure margin-by-tier/pro/margin_usd --period \(likely)\n"), "\(figure.errors)")
    #expect(try folder.files(in: "ws") == before)
  }

  /// Files of a ledger without a request that counts, and what is said of it, with `WS` for the workspace.
  private static let without: [(files: [String: String], words: [String])] = [
    ([:], ["assay: error: no usage in WS/ledger/: no export", "put your exports there: cp "]),
    (
      ["ledger/a.csv": header],
      [
        "ledger/a.csv: warning: [file.norows] no rows",
        "assay: error: no usage in WS/ledger/: 1 file without a row",
      ]
    ),
    (
      ["ledger/a.csv": header, "ledger/b.csv": header.replacing("\n", with: ",images\n")],
      ["assay: error: no usage in WS/ledger/: 2 files without a row"]
    ),
    (
      ["ledger/usage.xlsx": "PK\u{3}\u{4}"],
      [
        "ledger/usage.xlsx: error: [file.unread] a spreadsheet",
        "save it as CSV UTF-8 into ledger/",
      ]
    ),
    (
      ["ledger/a.csv": header + "a,soon,u,pro,p,m,1\n"],
      [
        "ledger/a.csv:2:3: error: [time.zone]",
        "assay: error: no usage in WS/ledger/: its only row is unusable",
        "see the messages about it above",
      ]
    ),
    (
      ["ledger/a.csv": header + "a,soon,u,pro,p,m,1\nb,now,u,pro,p,m,1\n"],
      ["assay: error: no usage in WS/ledger/: none of its 2 rows is usable"]
    ),
  ]

  @Test func `rows that cannot be used are only counted beside a period without usage`() throws {
    let folder = try Self.workspace(at: Self.times + ["soon", "now"])
    let run = try Program.assay("run", folder.path("ws"), "--period", "2026-11")
    #expect(run.status == 1)
    #expect(
      run.errors == """
        assay: error: no usage in 2026-11; the ledger covers 2025-09-10 to 2026-10-06
          help: assay run \(folder.path("ws")) --period 2026-09
        assay: note: Assay cannot use 2 rows: assay check \(folder.path("ws"))
        assay: nothing changed (exit 1)

        """)
  }

  @Test(arguments: without.indices)
  func `a ledger without usage is refused, and says why`(index: Int) throws {
    let (files, words) = Self.without[index]
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,4.5\n")
    for (name, text) in files { try folder.write("ws/" + name, text) }
    let before = try folder.files(in: "ws")
    for command in ["run", "check"] {
      let refused = try Program.assay(command, folder.path("ws"))
      #expect(refused.status == 1 && refused.output == "", "\(command)")
      for word in words {
        #expect(
          refused.errors.contains(word.replacing("WS", with: folder.path("ws"))),
          "\(command): \(refused.errors)")
      }
    }
    for command in ["simulate", "forecast", "watch"] {
      let refused = try Program.assay(command, folder.path("ws"))
      #expect(refused.status == 1 && refused.output == "", "\(command): \(refused.errors)")
    }
    #expect(try folder.files(in: "ws") == before)
    let check = try Program.assay("check", folder.path("ws"), "--json")
    #expect(check.status == 1 && check.output.contains(#""verdict": "refused""#))
  }

  @Test func `a request is compared with a month that the ledger decides`() throws {
    let folder = try Self.workspace(at: Self.times)
    for (id, period, isOutside) in [
      ("r4", "last", false), ("r0", "september", true), ("r5", "2026-Q3", true),
    ] {
      let explained = try Program.assay("explain", folder.path("ws"), id, "--period", period)
      #expect(explained.status == 0)
      #expect(explained.output.hasPrefix("\(id)   outside the period") == isOutside)
    }
  }
}
