import Foundation
import Testing

/// Messages about faulty ledgers, and the exit status.
///
/// The rules are those of the page on bad input; codes that it does not name are listed in
/// docs/FORMATS.md.
struct BadLedgerTests {
  private static let header =
    "request_id,request_started_at,request_completed_at,user_id,provider,model,tier,status,byok,"
    + "input_tokens,seconds,vendor_cost_usd,credits_deducted"
  private static let good = "r0,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,"

  /// A row, its code, and the column that is named; the row stands in line 3 after a good one.
  private static let rejected: [(row: String, code: String, column: String)] = [
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,", "csv.fields", ""),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,,", "csv.fields", ""),
    ("   ", "csv.fields", ""),
    ("r\"1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "csv.quote", "request_id"),
    ("\"r\"1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "csv.quote", "request_id"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m\"5,pro,,,1,,,", "csv.quote", "model"),
    (header, "csv.header2", ""),
    ("total,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "csv.total", "request_id"),
    (",2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.empty", "request_id"),
    ("r1,2026-07-01T00:00:00Z,,,p,m,pro,,,1,,,", "id.empty", "user_id"),
    ("r1,2026-07-01T00:00:00Z,,u,,m,pro,,,1,,,", "id.empty", "provider"),
    ("r1,2026-07-01T00:00:00Z,,u,p,,pro,,,1,,,", "id.empty", "model"),
    (" r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.space", "request_id"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m\u{A0},pro,,,1,,,", "id.space", "model"),
    ("r1,2026-07-01T00:00:00Z,,\u{3000}u,p,m,pro,,,1,,,", "id.space", "user_id"),
    ("r1\u{180E},2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.hidden", "request_id"),
    ("r\u{2028}1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.hidden", "request_id"),
    ("r1\u{E0041},2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.hidden", "request_id"),
    ("r\u{200B}1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.hidden", "request_id"),
    ("r\u{202E}1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.hidden", "request_id"),
    (
      String(repeating: "r", count: 257) + ",2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "id.long",
      "request_id"
    ),
    ("r\u{1}1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "text.control", "request_id"),
    ("\"r\n1\",2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "text.control", "request_id"),
    ("r\u{FEFF}1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", "enc.bom", "request_id"),
    ("r1,,,u,p,m,pro,,,1,,,", "time.empty", "request_started_at"),
    ("r1,2026-07-01T00:00:00,,u,p,m,pro,,,1,,,", "time.zone", "request_started_at"),
    ("r1,2026-07-01,,u,p,m,pro,,,1,,,", "time.zone", "request_started_at"),
    ("r1,2026-02-30T00:00:00Z,,u,p,m,pro,,,1,,,", "time.range", "request_started_at"),
    ("r1,2026-07-01T23:59:60Z,,u,p,m,pro,,,1,,,", "time.range", "request_started_at"),
    ("r1,1783000000,,u,p,m,pro,,,1,,,", "time.epoch", "request_started_at"),
    ("r1,2014-12-31T23:59:59Z,,u,p,m,pro,,,1,,,", "time.window", "request_started_at"),
    (
      "r1,2026-07-01T00:00:00Z,2026-06-30T23:59:59Z,u,p,m,pro,,,1,,,", "time.order",
      "request_completed_at"
    ),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,done,,1,,,", "value.status", "status"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,yes,1,,,", "value.byok", "byok"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,,,,", "qty.none", ""),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1e3,,,", "num.form", "input_tokens"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,-1,,,", "num.sign", "input_tokens"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,10.5,,,", "num.fraction", "input_tokens"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1000000000001,,,", "num.range", "input_tokens"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,\"1,234\",,,", "num.comma", "input_tokens"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,0.1234567891,,", "num.scale", "seconds"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,$5,", "num.currency", "vendor_cost_usd"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,1000000001,", "num.range", "vendor_cost_usd"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,0.1234567", "num.scale", "credits_deducted"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,-0.5,-3", "refund.usage", "vendor_cost_usd"),
  ]

  @Test func `a row that cannot be used is rejected with its place and reason`() throws {
    for (row, code, column) in Self.rejected {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
      try folder.write(
        "ws/ledger/a.csv", [Self.header, Self.good, row, ""].joined(separator: "\n"))
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == 2, "\(row)")
      #expect(
        run.errors.contains(#/ledger\/a\.csv:3:[0-9]+: error: \[/#)
          && run.errors.contains(": error: [\(code)] "), "\(row): \(run.errors)")
      #expect(
        try folder.text("ws/out/rejects.csv").contains("\nledger/a.csv,3,\(column),\(code),"),
        "\(row)")
      let summary = try folder.text("ws/out/summary.csv")
      #expect(summary.hasPrefix("measure,value\nrows_read,2\nrows_rated,1\n"), "\(row)")
    }
  }

  /// Spellings that are odd and harmless: the row counts, with a warning or without.
  private static let accepted: [(row: String, warning: String?)] = [
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,10.0,,,", "38: warning: [num.dot0]"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,, 10,,,", "38: warning: [num.space]"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,007,,,", nil),
    ("r1,2026-07-01 02:00:00.123456789+02:00,,u,p,m,pro,,,1,,,", nil),
    ("r1,2026-07-01t00:00:00z,,u,p,m,pro,,,1,,,", nil),
    ("r1,2026-06-30T23:59:60Z,,u,p,m,pro,,,1,,,", "4: warning: [time.leap]"),
    ("r1,2026-07-01T00:00:00Z,2026-07-09T00:00:00Z,u,p,m,pro,,,1,,,", "25: warning: [time.long]"),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,failed,TRUE,,,,", nil),
    ("r1,2026-07-01T00:00:00Z,,u,p,m,pro,,,1,0.100000000000,0.5000000000000000000,1", nil),
    ("\"r\"\"1\",2026-07-01T00:00:00Z,,u,p,m,pro,,,1,,,", nil),
    ("", nil),
  ]

  @Test func `an odd spelling that means one thing is accepted`() throws {
    for (row, warning) in Self.accepted {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write(
        "ws/prices/p.csv",
        "provider,model,unit_class,price_usd\np,m,input,1\np,m,second,1\n")
      try folder.write(
        "ws/ledger/a.csv", [Self.header, Self.good, row, ""].joined(separator: "\n"))
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == 0, "\(row): \(run.errors)")
      if let warning {
        #expect(run.errors.hasPrefix("ledger/a.csv:3:\(warning) "), "\(run.errors)")
      } else {
        #expect(run.errors == "", "\(row)")
      }
    }
  }

  /// Files that are refused whole; nothing is written.
  private static let refused: [(bytes: Data, message: String)] = [
    (Data(), "ledger/a.csv: error: [file.empty]"),
    (Data([0xFF, 0xFE, 0x72, 0]), "ledger/a.csv:1:1: error: [enc.utf16]"),
    (Data("PK\u{3}\u{4}xxxx".utf8), "ledger/a.csv:1:1: error: [file.kind]"),
    (Data("1,2,3\n".utf8), "ledger/a.csv:1:1: error: [csv.header]"),
    (Data("request_id,user_id\nr,u\n".utf8), "ledger/a.csv:1:1: error: [csv.missing]"),
    (Data((header.replacing(",", with: "^") + "\n").utf8), "ledger/a.csv:1:1: error: [csv.delim]"),
    (
      Data(
        "request_id,request_started_at,user_id,provider,model,input_tokens,output_token\n".utf8),
      "ledger/a.csv:1:1: error: [csv.missing] no column \"output_tokens\", found \"output_token\""
    ),
    (
      Data((header + ",Status \n").utf8), "error: [csv.twice] column \"status\" appears at 8 and 14"
    ),
    (
      Data((header + "\n" + good + "\nr1,\"2026\nr2,\n").utf8),
      "ledger/a.csv:3:4: error: [csv.open] quote opened here is never closed (to line 4)"
    ),
    (
      Data((header + "\n\"" + String(repeating: "y\n", count: 1_000)).utf8),
      "ledger/a.csv:2:1: error: [csv.open] quote opened here is never closed (to line 1001)"
    ),
    (
      Data(header.utf8) + [0x2C, 0x61, 0xFF, 0x62, 0x0A],
      "ledger/a.csv:1:147: error: [enc.utf8] byte 0xFF is not UTF-8"
    ),
    (
      Data(("\u{FEFF}\u{FEFF}" + header + "\n").utf8),
      "ledger/a.csv:1:4: error: [enc.bom] byte order mark inside the header"
    ),
    (
      Data((header + "," + String(repeating: "x", count: 1 << 20) + "x\n").utf8),
      "ledger/a.csv:1:146: error: [csv.long] a column has a name of 1048577 bytes, expected at most 1048576"
    ),
    (
      Data((header + "," + String(repeating: "x,", count: 2 << 20)).utf8),
      "ledger/a.csv:1:1: error: [csv.long] the header is longer than 2097152 bytes"
    ),
    (Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1]), "ledger/a.csv: error: [gz.cut]"),
    (
      Data((header + "\n" + String(repeating: "x\n", count: 20)).utf8),
      "ledger/a.csv: error: [file.rejects] Assay cannot use 20 of 20 rows"
    ),
  ]

  @Test func `a file that cannot be used refuses the run and changes nothing`() throws {
    for (bytes, message) in Self.refused {
      let folder = try Scratch()
      try folder.write("ws/ledger/a.csv", bytes)
      let run = try Program.assay("run", folder.path("ws"))
      #expect(run.status == 1, "\(message)")
      #expect(run.output == "")
      #expect(run.errors.contains(message), "\(message): \(run.errors)")
      #expect(run.errors.hasSuffix("(exit 1)\n"))
      #expect(run.errors.contains("assay: refused, nothing changed: "))
      #expect(try folder.files(in: "ws").keys.sorted() == ["ledger/a.csv"])
    }
  }

  @Test func `the other files can be used without the bad ones`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("ws/ledger/a.csv", "")
    try folder.write("ws/ledger/b.csv", Self.header + "\n" + Self.good + "\n")
    try folder.write("ws/ledger/c.csv", Self.header + "\n" + Self.good + "\n\"")
    let run = try Program.assay("run", folder.path("ws"), "--skip-bad-files", "--quiet")
    #expect(run.status == 1)
    #expect(run.errors.contains("ledger/a.csv: error: [file.empty]"))
    #expect(run.errors.contains("ledger/c.csv:3:1: error: [csv.open]"))
    #expect(try folder.text("ws/out/summary.csv").hasPrefix("measure,value\nrows_read,1\n"))
  }

  /// Nor has any list the rows of a file that is left out: of 30 bad rows, twenty are told of.
  @Test func `what a run left out is said wherever its figures are`() throws {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier,monthly_price_usd\npro,0\n")
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write(
      "ws/multipliers.csv", "level,tier,multiplier,status\ntier,pro,1.5,approved\n")
    try folder.write("ws/ledger/a&b.csv", "")
    try folder.write("ws/ledger/b.csv", Self.header + "\n" + Self.good + "\n")
    try folder.write(
      "ws/ledger/c.csv", Self.header + "\n" + String(repeating: "x\n", count: 30))
    let words = ["run", folder.path("ws"), "--skip-bad-files"]
    let run = try Program.assay(words)
    #expect(run.status == 1)
    #expect(run.errors.contains("… and 10 more [csv.fields] in ledger/c.csv\n"), "\(run.errors)")
    #expect(!run.errors.contains("rejects.csv"))
    let text = run.output.replacing("\n  ", with: " ")
    #expect(
      text.contains("1 read from 1 file, without 2 that Assay could not use, = 1 rated"), "\(text)")
    let sentence = ": all figures exclude their rows."
    #expect(
      text.contains("Assay could not use ledger/a&b.csv and ledger/c.csv" + sentence), "\(text)")
    let page = try folder.text("ws/out/report.html").replacing("\u{A0}", with: " ")
    #expect(page.contains("Assay could not use ledger/a&amp;b.csv and ledger/c.csv" + sentence))
    #expect(page.contains("1 row read from 1 file, without 2 that Assay could not use; every row"))
    let manifest = try folder.text("ws/out/manifest.json")
    let json = try Program.assay(words + ["--json"]).output
    for (document, text) in [("manifest", manifest), ("--json", json)] {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
      let skipped = object["skipped_files"] as? [[String: String]]
      #expect(
        skipped == [
          ["path": "ledger/a&b.csv", "code": "file.empty"],
          ["path": "ledger/c.csv", "code": "file.rejects"],
        ], "\(document): \(text)")
    }
    try folder.write("ws/ledger/a&b.csv", Self.header + "\n")
    try folder.write("ws/ledger/c.csv", Self.header + "\n")
    _ = try Program.assay(words)
    #expect(try folder.text("ws/out/manifest.json").contains("\"skipped_files\": []"))
  }

  /// Found by a critic: the fast path took a tab within quotes where tabs delimit, and the careful one, which sees the first
  /// row of each user, did not.
  @Test(arguments: [[], ["--careful"], ["--threads", "1"]])
  func `a tab within quotes is refused, whichever row has it`(options: [String]) throws {
    let folder = try Scratch()
    let rows = ["r0", "\"r\t1\"", "\"r2\""].map { id in
      "\(id)\t2026-07-01T00:00:00Z\tu\tp\tm\t1\n"
    }
    try folder.write(
      "ws/ledger/usage.tsv",
      "request_id\trequest_started_at\tuser_id\tprovider\tmodel\tinput_tokens\n" + rows.joined())
    let check = try Program.assay(["check", folder.path("ws")] + options)
    let words = check.output + check.errors
    #expect(words.contains("usage.tsv:3"))
    #expect(words.contains("[text.control]"), "\(words)")
    #expect(words.contains("1 rejected"), "\(words)")
  }
}
