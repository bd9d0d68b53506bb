import Testing

/// Closes of a workspace with a request at the beginning and the end of July and August, and one of September.
struct CloseCommandTests: OneRowLedger {
  private static func rows(_ days: String...) -> String {
    ([header] + days.map { "r\($0),2026-\($0)T12:00:00Z,u,p,m,pro,1000000" }).map { $0 + "\n" }
      .joined()
  }

  private func workspace(_ files: [String: String] = [:]) throws -> Scratch {
    let folder = try Scratch()
    let plain = [
      "assay.json": "{}\n", "prices/p.csv": Self.prices,
      "plans.csv": "tier,is_free\npro,false\n",
      "ledger/2026-07.csv": Self.rows("07-01", "07-31"),
      "ledger/2026-08.csv": Self.rows("08-01", "08-31"),
      "ledger/2026-09.csv": Self.rows("09-01"),
    ]
    for (path, text) in plain.merging(files, uniquingKeysWith: { $1 }) {
      try folder.write("ws/" + path, text)
    }
    return folder
  }

  /// Runs `close` with a time in October.
  private func close(
    _ folder: Scratch, _ words: String..., by name: String = "lead", at: String = "2026-10-03"
  ) throws -> Program {
    let verbs = words.dropLast()
    return try Program.assay(
      ["close"] + verbs + [folder.path("ws")] + words.suffix(1)
        + ["--by", name, "--reason", "month end", "--at", at, "--quiet"])
  }

  @Test func `a close is a manifest, a line alone, and that line in the chain`() throws {
    let folder = try workspace()
    let closed = try close(folder, "2026-07")
    #expect(closed.status == 0, "\(closed.errors)")
    let manifest = try folder.text("ws/closes/2026-07-1.json")
    #expect(try manifest == folder.text("ws/out/2026-07/manifest.json"))
    let lines = try folder.text("ws/closes.csv").split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines[0]
        == "sequence,kind,period,number,at,by,reason,accepted,manifest,manifest_sha256,restates,"
        + "previous_sha256,row_sha256")
    #expect(
      lines[1].hasPrefix(
        "1,close,2026-07,1,2026-10-03T00:00:00Z,lead,month end,,closes/2026-07-1.json,"))
    #expect(try folder.text("ws/closes/2026-07-1.row") == lines[1] + "\n")
    // The two lines of docs/CLOSING.md.
    let ws = folder.path("ws")
    let row = try Program.shell(
      "tail -n 1 '\(ws)/closes.csv' | sed 's/[^,]*$//' | tr -d '\\n' | sha256sum")
    #expect(lines[1].hasSuffix("," + row.output.prefix(64)))
    #expect(closed.output.contains("\nRow: \(row.output.prefix(64))\n"))
    let file = try Program.shell("sha256sum < '\(ws)/closes/2026-07-1.json'")
    #expect(lines[1].contains(",\(file.output.prefix(64)),,"))
  }

  @Test func `exports of later months are not inputs, and the months before are`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    #expect(try close(folder, "2026-08").status == 0)
    let july = try folder.text("ws/closes/2026-07-1.json")
    #expect(july.contains("ledger/2026-07.csv") && !july.contains("ledger/2026-08.csv"))
    let august = try folder.text("ws/closes/2026-08-1.json")
    for path in ["ledger/2026-07.csv", "ledger/2026-08.csv", "closes.csv", "closes/2026-07-1.json"]
    {
      #expect(august.contains("\"path\": \"\(path)\""), "\(path)")
    }
    #expect(!august.contains("ledger/2026-09.csv"))
    #expect(august.contains("\"state\": \"closed 2026-10-03 by lead\""))
  }

  @Test(
    arguments: [
      ("close.period", ["2026-Q3"], "2026-10-03"), ("close.early", ["2026-08"], "2026-08-31"),
      ("close.early", ["2026-09"], "2026-10-03"), ("close.empty", ["2026-06"], "2026-10-03"),
      ("close.none", ["restate", "2026-07"], "2026-10-03"),
      ("close.none", ["approve", "2026-07"], "2026-10-03"),
    ])
  func `a month that cannot be closed is refused, and nothing changes`(
    code: String, words: [String], at: String
  ) throws {
    let folder = try workspace()
    let before = try folder.files(in: "ws")
    let program = try Program.assay(
      ["close"] + words.dropLast() + [folder.path("ws")] + words.suffix(1)
        + ["--by", "lead", "--reason", "x", "--at", at])
    #expect(program.status == 1)
    #expect(program.errors.contains("error: [\(code)] "), "\(program.errors)")
    #expect(try folder.files(in: "ws") == before)
  }

  @Test func `months are closed once and one after another`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    let twice = try close(folder, "2026-07")
    #expect(twice.errors.contains("[close.twice] 2026-07 is already closed 2026-10-03 by lead"))
    let october = try close(folder, "2026-10", at: "2026-11-02")
    #expect(
      october.errors.contains("[close.gap] 2026-09 is not closed, so Assay cannot close 2026-10"))
  }

  @Test func `defects are accepted by their kinds, and the line lists those that there are`() throws
  {
    let folder = try workspace([
      "ledger/2026-07.csv": Self.rows("07-01", "07-31")
        + "rx,2026-07-02T12:00:00Z,u,p,other,pro,1\nry,2026-07-02T12:00:00Z,u,p,m,pro,-1\n"
    ])
    let open = try close(folder, "2026-07")
    #expect(open.status == 1)
    #expect(
      open.errors.contains("[close.open] has 1 unpriced request and 1 rejected row\n"))
    #expect(open.errors.contains("--accept unpriced,rejected"))
    let program = try Program.assay(
      "close", folder.path("ws"), "2026-07", "--by", "lead", "--reason", "x", "--at", "2026-10-03",
      "--accept", "critical,rejected,unpriced", "--quiet")
    #expect(program.status == 0)
    #expect(try folder.text("ws/closes.csv").contains(",x,unpriced;rejected,closes/"))
    // August has the same rejected row in a file of another month.
    #expect(try close(folder, "2026-08").status == 0)
  }

  @Test func `another person approves a close, once`() throws {
    let folder = try workspace(["assay.json": #"{"close":{"approval":"required"}}"#])
    #expect(try close(folder, "2026-07").status == 0)
    #expect(
      try folder.text("ws/out/2026-07/report.html").contains(
        "closed 2026-10-03 by lead, not approved"))
    #expect(try close(folder, "approve", "2026-07", by: "Lead").errors.contains("[close.same]"))
    #expect(try close(folder, "approve", "2026-07", by: "controller").status == 0)
    #expect(try close(folder, "approve", "2026-07", by: "third").errors.contains("[close.twice]"))
    let list = try Program.assay("close", "list", folder.path("ws"))
    #expect(
      list.output.contains("2026-07      1  approved  2026-10-03  lead  2026-10-03  controller"))
    let json = try Program.assay("close", "list", folder.path("ws"), "--json")
    #expect(json.output.contains(#""state": "approved""#))
  }

  @Test func `a restatement has the next number, and the files of the old close stay`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    let old = try folder.files(in: "ws/closes")
    try folder.write("ws/ledger/late.csv", Self.rows("07-15"))
    #expect(try close(folder, "restate", "2026-07").status == 0)
    let files = try folder.files(in: "ws/closes")
    #expect(files.keys.sorted() == old.keys.sorted() + ["2026-07-2.json", "2026-07-2.row"])
    for (name, bytes) in old { #expect(files[name] == bytes) }
    #expect(
      try folder.text("ws/closes/2026-07-2.json") == folder.text("ws/out/2026-07/manifest.json"))
    let line = try folder.text("ws/closes/2026-07-2.row")
    #expect(line.hasPrefix("2,restate,2026-07,2,") && line.contains(",1,"))
    // Three days with a request of one kind each, and the header.
    #expect(try folder.text("ws/out/2026-07/facts.csv").split(separator: "\n").count == 4)
  }

  @Test func `no run replaces the files of a closed month, and others are marked`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    let files = try folder.files(in: "ws/out/2026-07")
    let run = try Program.assay("run", folder.path("ws"), "--period", "2026-07")
    #expect(run.status == 1)
    #expect(run.errors.contains("error: [close.month] 2026-07 is closed; see assay verify "))
    for output in ["ws/out/2026-07", "ws/out/../out/2026-07/x"] {
      let other = try Program.assay(
        "run", folder.path("ws"), "--period", "2026-08", "--output", folder.path(output))
      #expect(other.status == 1 && other.errors.contains("[close.month]"), "\(output)")
    }
    let what = try Program.assay(
      "run", folder.path("ws"), "--period", "2026-07", "--output", folder.path("what-if"))
    #expect(what.output.contains("not the close: 2026-07 is closed 2026-10-03 by lead"))
    #expect(try folder.text("what-if/manifest.json").contains("\"state\": \"not the close"))
    let all = try Program.assay("run", folder.path("ws"))
    #expect(all.output.contains("  draft, not closed\n"))
    #expect(
      try folder.text("ws/out/report.html").contains(
        "every row is accounted for. 2026-07 is closed."))
    #expect(try folder.files(in: "ws/out/2026-07") == files)
  }

  @Test func `with a broken chain, open months run with a note and none is closed`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    let chain = try folder.text("ws/closes.csv")
    try folder.write("ws/closes.csv", chain.replacing("\n", with: "\r\n"))
    let run = try Program.assay("run", folder.path("ws"), "--period", "2026-08")
    #expect(run.status == 0)
    #expect(
      run.errors.contains(
        "closes.csv:1: note: [verify.chain] ends with CR LF: an editor converted line endings"))
    let broken = try close(folder, "2026-08")
    #expect(broken.errors.contains("[close.chain] the chain is broken: 1 fault"))
    try folder.write("ws/closes.csv", chain)
    #expect(try close(folder, "2026-08").status == 0)
  }

  @Test func `files that no line names are replaced`() throws {
    let folder = try workspace(["closes/2026-07-1.json": "cut", "closes/2026-07-1.row": "cut"])
    #expect(try close(folder, "2026-07").status == 0)
    #expect(
      try folder.text("ws/closes/2026-07-1.json") == folder.text("ws/out/2026-07/manifest.json"))
    #expect(try folder.text("ws/closes/2026-07-1.row").hasPrefix("1,close,"))
  }

  @Test func `what a killed close left beside the reports goes with the next command`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    let stage = "ws/out/.assay-tmp.2026-07"
    for words in [["run"], ["close", "approve"]] {
      try folder.write(stage + "/facts.csv", "old")
      let next = try Program.assay(
        words + [folder.path("ws")]
          + (words.count == 1
            ? ["--period", "2026-08", "--quiet"] : ["2026-07", "--by", "controller"]))
      #expect(next.status == 0, "\(next.errors)")
      #expect(try folder.files(in: "ws/out").keys.allSatisfy { !$0.contains(".assay-tmp") })
    }
    #expect(try folder.text("ws/out/2026-07/facts.csv").hasPrefix("day,"))
  }

  @Test func `the database has the closes with their states`() throws {
    let folder = try workspace()
    #expect(try close(folder, "2026-07").status == 0)
    #expect(try close(folder, "approve", "2026-07", by: "controller").status == 0)
    #expect(try close(folder, "2026-08").status == 0)
    let rows = try Program.shell(
      "sqlite3 '\(folder.path("ws/assay.db"))' 'SELECT sequence, kind, period, \"by\", state FROM close'"
    )
    #expect(
      rows.output == """
        1|close|2026-07|lead|approved
        2|approve|2026-07|controller|approved
        3|close|2026-08|lead|closed

        """)
  }

  @Test
  func `a decision on a multiplier names the closed months, and a closer who is its approver`()
    throws
  {
    let book =
      "level,tier,provider,model,multiplier,effective_from,effective_to,status,requested_by,"
      + "approved_by,approved_at,reason\n"
      + "tier,pro,,,1.5,2026-01-01,,approved,ann,lead,2026-01-01,launch\n"
      + "model,,p,m,1.4,2026-07-10,,pending,ann,,,promotion\n"
    let folder = try workspace(["multipliers.csv": book])
    let closed = try close(folder, "2026-07")
    #expect(
      closed.errors.contains(
        "multipliers.csv:2:1: note: [close.checker] the multiplier was approved by \"lead\", who closes 2026-07"
      ))
    let decision = try Program.assay(
      "multipliers", "approve", folder.path("ws"), "3", "--by", "bob", "--at", "2026-10-04")
    #expect(
      decision.errors.contains(
        "multipliers.csv: note: [close.later] the new rows count in 2026-07, which is closed"))
    // 1 o'clock of 1 August in UTC is still July in New York.
    let west = try workspace([
      "assay.json": "{ \"time_zone\": \"America/New_York\" }\n",
      "multipliers.csv": book.replacing("2026-07-10", with: "2026-08-01T01:00:00Z"),
    ])
    #expect(try close(west, "2026-07", by: "carol").status == 0)
    let late = try Program.assay(
      "multipliers", "approve", west.path("ws"), "3", "--by", "bob", "--at", "2026-10-04")
    #expect(late.errors.contains("[close.later] the new rows count in 2026-07"), "\(late.errors)")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains(
        "multipliers.csv:4:45: warning: [book.checker] the multiplier was approved at 2026-10-04, after it took"
          + " effect at 2026-07-10"))
  }

  @Test func `a new workspace keeps git from converting line ends`() throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    #expect(try folder.text("ws/.gitattributes") == "* -text\n")
  }
}
