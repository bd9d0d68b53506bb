import Testing

/// Proposals of `assay simulate --save-as-proposal`: once all are approved, a run gives the simulated figures.
struct PendingMultipliersTests {
  @Test(arguments: [
    [], ["--period", "2026-08"], ["--from", "2026-08-01", "--to", "2026-08-11"], ["--last", "3"],
  ])
  func `a proposal is for the day after the ledger's last, whatever was simulated`(
    period: [String]
  ) throws {
    let folder = try Self.workspace(days: ["2026-08-05", "2026-08-10", "2026-10-02"])
    let run = try Program.assay(
      ["simulate", folder.path("ws"), "--set", "tier:pro=2", "--save-as-proposal", "--by", "pm"]
        + ["--reason", "win back"] + period)
    try #require(run.status == 0, "\(run.errors)")
    let book = rows(ofCSV: try folder.text("ws/multipliers.csv"))
    #expect(book.map { $0["effective_from"] } == ["2026-10-03"])
  }

  /// Each request costs 1 USD, and is charged its multiplier in USD; where no row decides it is 1.5.
  @Test(arguments: [
    Case(
      "a row without an end goes on after it", ["tier,pro,,,2,2026-01-01,"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10", "to": "2026-08-20" }"#,
      ["3,2026-08-10,2026-08-20", "2,2026-08-20,"], revenue: "9"),  // 2 + 3 + 2 + 2
    Case(
      "what goes on ends with the next row",
      ["tier,pro,,,2,2026-01-01,", "tier,pro,,,4,2026-08-22,"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10", "to": "2026-08-20" }"#,
      ["3,2026-08-10,2026-08-20", "2,2026-08-20,"], revenue: "11"),  // 2 + 3 + 2 + 4
    Case(
      "a row that begins within it is corrected, and goes on after it",
      ["tier,pro,,,2,2026-01-01,", "tier,pro,,,4,2026-08-12,2026-08-24"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10", "to": "2026-08-20" }"#,
      ["3,2026-08-10,2026-08-12", "3,2026-08-12,2026-08-20", "4,2026-08-20,2026-08-24"],
      revenue: "10.5"),  // 2 + 3 + 4 + 1.5
    Case(
      "a row that begins as it ends goes on unchanged",
      ["tier,pro,,,2,2026-01-01,", "tier,pro,,,4,2026-08-20,"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10", "to": "2026-08-20" }"#,
      ["3,2026-08-10,2026-08-20"], revenue: "13"),  // 2 + 3 + 4 + 4
    Case(
      "without an end it lasts until the next row",
      ["tier,pro,,,2,2026-01-01,", "tier,pro,,,4,2026-08-20,"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10" }"#, ["3,2026-08-10,"],
      revenue: "13"),  // 2 + 3 + 4 + 4
    Case(
      "where nothing is in force after it, nothing goes on", ["tier,pro,,,2,2026-01-01,2026-08-18"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-18", "to": "2026-08-22" }"#,
      ["3,2026-08-18,2026-08-22"], revenue: "8.5"),  // 2 + 2 + 3 + 1.5
    Case(
      "a key without a row needs one", [],
      #"{ "multiplier": "3", "from": "2026-08-10", "to": "2026-08-20" }"#,
      ["3,2026-08-10,2026-08-20"], revenue: "7.5"),  // 1.5 + 3 + 1.5 + 1.5
    Case(
      "a row of the same start is corrected", ["tier,pro,,,2,2026-08-10,"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10" }"#, ["3,2026-08-10,"],
      revenue: "10.5"),  // 1.5 + 3 + 3 + 3
    // 2 + 3 + 4 + 3
    Case(
      "an earlier change goes on after a later one", ["tier,pro,,,2,2026-01-01,"],
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10" }, "#
        + #"{ "multiplier": "4", "tier": "pro", "from": "2026-08-20", "to": "2026-08-23" }"#,
      ["3,2026-08-10,", "4,2026-08-20,2026-08-23", "3,2026-08-23,"], revenue: "12"),
    Case(
      "rows that name a provider change too", ["model,,openai,m,2,2026-01-01,"],
      #"{ "multiplier": "3", "model": "m", "from": "2026-08-10" }"#,
      ["3,2026-08-10,", "3,2026-08-10,"], revenue: "11"),  // 2 + 3 + 3 + 3
    Case(
      "and go on after it", ["combination,pro,openai,m,2,2026-01-01,"],
      #"{ "multiplier": "3", "tier": "pro", "model": "m", "from": "2026-08-10", "to": "2026-08-20" }"#,
      ["3,2026-08-10,2026-08-20", "3,2026-08-10,2026-08-20", "2,2026-08-20,"],
      revenue: "9"),  // 2 + 3 + 2 + 2
  ])
  func `a run with all that was proposed gives what was simulated`(_ test: Case) throws {
    let folder = try Self.workspace()
    try folder.write("ws/multipliers.csv", Self.book(test.book, isCorrectable: true))
    let run = try Self.propose(test.changes, in: folder)
    try #require(run.status == 0, "\(run.errors)")
    let pending = rows(ofCSV: try folder.text("ws/multipliers.csv")).dropFirst(test.book.count)
    #expect(
      pending.map { row in
        ["multiplier", "effective_from", "effective_to"].compactMap { row[$0] }
          .joined(separator: ",")
      } == test.proposed)
    #expect(pending.allSatisfy { $0["requested_by"] == "pm" && $0["reason"] == "win back" })
    let first = test.book.count + 2
    for line in first..<first + test.proposed.count {
      let approved = try Program.assay(
        "multipliers", "approve", folder.path("ws"), "\(line)", "--by", "cfo")
      // One that asks for the same as another is settled with it.
      #expect(approved.status == 0, "\(approved.errors)")
    }
    _ = try Program.assay("run", folder.path("ws"), "--quiet", "--output", folder.path("run"))
    #expect(try Self.revenue(folder.text("run/summary.csv"), "value") == test.revenue)
    #expect(
      try Self.revenue(folder.text("ws/out/simulation/simulation.csv"), "simulated") == test.revenue
    )
  }

  @Test func `lines that belong together are reported wherever they are decided`() throws {
    let folder = try Self.workspace()
    try folder.write("ws/multipliers.csv", Self.book(["tier,pro,,,2,2026-01-01,"]))
    let proposed = try Self.propose(
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10", "to": "2026-08-20" }"#, in: folder
    )
    #expect(
      proposed.output.contains(
        "tier pro multiplier 3 from 2026-08-10 until 2026-08-20 (exclusive)."),
      "\(proposed.output)")
    #expect(proposed.output.contains("tier pro multiplier 2, as before, from 2026-08-20."))
    #expect(proposed.output.contains("Lines 3 and 4 belong together: a run with only some of them"))
    let list = try Program.assay("multipliers", "list", folder.path("ws")).output
    #expect(list.contains("(belongs with line 4)") && list.contains("(belongs with line 3)"))
    let command = "assay multipliers approve \(folder.path("ws")) LINE --by NAME"
    #expect(list.contains("\nTo decide:\n  \(command)"), "\(list)")
    let approved = try Program.assay(
      "multipliers", "approve", folder.path("ws"), "3", "--by", "cfo")
    #expect(approved.output.contains("Line 4 belongs to the same proposal: decide on it as well."))
    let last = try Program.assay("multipliers", "approve", folder.path("ws"), "4", "--by", "cfo")
    #expect(last.status == 0 && !last.output.contains("belong"), "\(last.output)")
  }

  /// In this book no row says when it was recorded, so that none can correct another.
  @Test(arguments: [
    (
      "tier,pro,,,2,2026-01-01,2026-12-31", #"{ "multiplier": "3", "tier": "pro" }"#,
      "multipliers.csv: error: [book.overlap] once approved, multiplier tier pro from 2026-08-26 overlaps line 2"
        + " (2026-01-01 to 2026-12-31) help: in a scenario file, start the change after that row ends"
    ),
    (
      "tier,pro,,,2,2026-01-01,2026-12-31",
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10" }"#,
      "once approved, multiplier tier pro from 2026-08-10 overlaps line 2"
    ),
    (
      "tier,pro,,,2,2026-08-10,", #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10" }"#,
      "once approved, multiplier tier pro has the key, effective_from and recorded_at of line 2"
    ),
    (
      "tier,pro,,,2,2026-08-12,",
      #"{ "multiplier": "3", "tier": "pro", "from": "2026-08-10", "to": "2026-08-20" }"#,
      "to correct it; a correction needs a column recorded_at in the book"
    ),
    (
      "tier,pro,,,2,2026-01-01,", #"{ "multiplier": "3", "tier": "pro", "to": "2026-08-10" }"#,
      "[sim.change] the end is not after the start"
    ),
  ])
  func `what nobody could approve is not proposed`(row: String, change: String, error: String)
    throws
  {
    let folder = try Self.workspace()
    try folder.write("ws/multipliers.csv", Self.book([row]))
    let run = try Self.propose(change, in: folder)
    #expect(run.status == 1)
    let errors = run.errors.replacing("\n  help", with: " help")
    #expect(errors.contains(error), "\(run.errors)")
    #expect(errors.contains("refused, nothing changed"), "\(run.errors)")
    #expect(try folder.text("ws/multipliers.csv") == Self.book([row]))
    #expect(try folder.files(in: "ws")["out/simulation/simulation.csv"] == nil)
  }

  // MARK: Fixture

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let book: [String]
    let changes: String
    let proposed: [String]
    let revenue: String

    init(
      _ name: String, _ book: [String], _ changes: String, _ proposed: [String], revenue: String
    ) {
      testDescription = name
      self.book = book
      self.changes = changes
      self.proposed = proposed
      self.revenue = revenue
    }
  }

  private static func book(_ rows: [String], isCorrectable: Bool = false) -> String {
    "level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,"
      + "approved_by,approved_at,reason\(isCorrectable ? ",recorded_at" : "")\n"
      + rows.map { "\($0),approved,,,,\(isCorrectable ? "," : "")\n" }.joined()
  }

  private static func workspace(
    days: [String] = ["2026-08-05", "2026-08-15", "2026-08-21", "2026-08-25"]
  ) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd,per\nopenai,m,input,1,1\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    let lines = days.map { "\($0),\($0)T08:00:00Z,u,pro,openai,m,1\n" }
    try folder.write(
      "ws/ledger/l.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n" + lines.joined())
    return folder
  }

  private static func propose(_ changes: String, in folder: Scratch) throws -> Program {
    try folder.write("s.json", "{ \"changes\": [\(changes)] }")
    return try Program.assay(
      "simulate", folder.path("ws"), folder.path("s.json"), "--save-as-proposal", "--by", "pm",
      "--reason", "win back")
  }

  private static func revenue(_ text: String, _ column: String) -> String? {
    rows(ofCSV: text).first {
      $0["measure"] == "list_revenue_usd" && $0["key", default: ""].isEmpty
    }?[column]
  }
}
