import Foundation
import Testing

/// A row for each message that the tables of bad ledgers and bad books do not have: the files of a
/// workspace, what is said of them, and the exit status.
///
/// A house test sees that no code is without a row.
struct MessageTests: OneRowLedger {
  private struct Case {
    let files: [String: Data]
    let message: String
    let status: Int32

    init(_ files: [String: String], _ message: String, _ status: Int32) {
      self.init(bytes: files.mapValues { Data($0.utf8) }, message, status)
    }

    init(bytes files: [String: Data], _ message: String, _ status: Int32) {
      self.files = files
      self.message = message
      self.status = status
    }
  }

  private static let cases: [Case] = [
    Case(
      ledger(header.replacing(",", with: ";") + "|x", row),
      "ledger/a.csv:1:1: error: [csv.missing]", 1),
    Case(
      ["ledger/a.csv": header + "\n" + row + "\n" + row.replacing("r1", with: "r2") + "\r\n"],
      "ledger/a.csv:3: warning: [csv.eol] mixed line endings (2 LF, 1 CRLF)", 0),
    Case(
      ledger(header + ",note", row + "," + String(repeating: "x", count: 1_048_577)),
      "ledger/a.csv:2:37: error: [csv.long] field of 1048577 bytes, expected at most 1048576", 2),
    Case(
      ledger(header, row, row),
      "ledger/a.csv:3:1: note: [dup.same] id r1: duplicate of ledger/a.csv:2", 0),
    Case(
      ledger(header, row, row + "0"),
      "ledger/a.csv:3:1: warning: [dup.conflict] id r1: conflicts with ledger/a.csv:2; line 3: 50 input tokens; line 2, which Assay used: 5",
      2),
    Case(
      ["ledger/a.csv": header + "\n" + row + "\n", "ledger/b.csv": header + "\n" + row + "\n"],
      "ledger/b.csv: note: [file.again] same bytes as ledger/a.csv", 0),
    Case(["ledger/a.txt": "x"], "ledger/a.txt: error: [file.unread] not a usage export", 1),
    Case(["prices/a.txt": "x"], "prices/a.txt: warning: [file.ignored] ignored: the name", 0),
    Case([:], "assay: error: no usage in ", 1),
    Case(ledger(header), "ledger/a.csv: warning: [file.norows] no rows", 0),
    Case(
      ledger(header, row.replacing(",m,", with: ",mm,")),
      "ledger/a.csv:2: warning: [ref.unpriced] model \"mm\" of p has no price (first of 1 row)\n"
        + "  help: if it is m, make aliases.csv with the header provider,alias,model, and add: p,mm,m",
      2),
    Case(
      ledger(header, row.replacing("2026-07", with: "2025-07")),
      "ledger/a.csv:2: warning: [ref.gap] model \"m\" of p has no price in force", 2),
    Case(
      ledger(header, row.replacing(",pro,", with: ",prop,")),
      "ledger/a.csv:2: warning: [ref.tier] tier \"prop\" has no plan in plans.csv at that time; Assay rates it as paid,"
        + " without a target (1 row)\n  help: if it is \"pro\" (plans.csv:2), use that name in the export; or add",
      0),
    Case(
      ledger(
        header + ",vendor_cost_usd,currency", row + ",5,CHF",
        row.replacing("r1", with: "r2") + ",5,"),
      "ledger/a.csv:2: warning: [ref.fx] currency \"CHF\" has no rate in fx.csv for 1 recorded cost (of"
        + " 2026-07-01); Assay does not compare it\n  help: add to fx.csv: 2026-07-01,CHF,RATE", 0),
    Case(
      ledger(header + ",vendor_cost_usd,currency", row + ",1000000000,EUR"),
      "ledger/a.csv:2: warning: [fx.range] the recorded cost is above 1000000000 USD", 0),
    Case(
      ["ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\n{\"request_id\""],
      "ledger/a.jsonl:2:1: error: [json.cut] last line is not complete", 2),
    Case(
      ["ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":\"5\"}\n"],
      "error: [json.type] input_tokens is a string, expected a number", 2),
    Case(
      [
        "ledger/a.jsonl": "{\"x\":" + String(repeating: "[", count: 64)
          + String(repeating: "]", count: 64) + "}\n"
      ], "ledger/a.jsonl:1:69: error: [json.depth] more than 64 levels deep", 2),
    Case(
      ["ledger/a.jsonl": "{\"request_id\":\"r1\",\"request_id\":\"r2\"}\n"],
      "ledger/a.jsonl:1:20: error: [json.twice] key \"request_id\" twice", 2),
    Case(
      ["ledger/a.jsonl": "[]\n{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\n"],
      "ledger/a.jsonl:1:1: error: [json.type] the line is not an object", 2),
    Case(
      [
        "ledger/a.jsonl": "{\"request_id\":\"r1\",\r\(json),\"input_tokens\":5}\n"
          + "{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\n"
      ],
      "ledger/a.jsonl:2:1: note: [dup.same] id r1: duplicate of ledger/a.jsonl:1", 0),
    Case(
      ["ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":5,\"output_token\":5}\n"],
      "ledger/a.jsonl:1:135: error: [csv.missing] no column \"output_tokens\", found \"output_token\"",
      1),
    Case(
      [
        "ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":5,\"servce\":\"x\"}\n"
          + "{\"request_id\":\"r2\",\(json),\"input_tokens\":5}\n"
      ],
      "ledger/a.jsonl:1:135: warning: [csv.unknown] unknown member \"servce\"; Assay ignores it (first of 1 row)\n"
        + "  help: did you mean \"service\"?", 0),
    Case(
      ["ledger/a.jsonl": "[{\"request_id\":\"r1\",\(json),\"input_tokens\":5}]\n"],
      "ledger/a.jsonl:1:1: error: [file.kind] this is a JSON document file", 1),
    Case(
      ["ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\rx\r"],
      "ledger/a.jsonl:2:1: error: [json.syntax] expected a value at column 1", 2),
    Case(
      ["ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\n\u{FEFF}{}\n"],
      "ledger/a.jsonl:2:1: error: [enc.bom] byte order mark between values", 2),
    Case(
      [
        "ledger/a.jsonl": "{\"request_id\":\"r1\",\(json),\"input_tokens\":5"
          + (0..<1_001).map { ",\"x\($0)\":1" }.joined() + "}\n"
      ],
      "ledger/a.jsonl: warning: [csv.unknown] more than 1,000 different unknown members; Assay ignores them\n"
        + "ledger/a.jsonl:1:135: warning: [csv.unknown] unknown member \"x0\"; Assay ignores it", 0),
    Case(["ledger/a.jsonl": "\n\n"], "ledger/a.jsonl: warning: [file.norows] no rows", 0),
    Case(["assay.db": "x"], "assay.db: error: [db.foreign] not an SQLite database", 1),
    Case(
      bytes: ["assay.db": database(application: 7, version: 1)],
      "assay.db: error: [db.foreign] another program's", 1),
    Case(
      bytes: ["assay.db": database(application: 0x4153_5359, version: 9)],
      "assay.db: error: [db.newer] a later version of Assay created it (schema 9)", 1),
    Case(
      bytes: ["assay.db": database(application: 0x4153_5359, version: 1)],
      "assay.db: note: [db.rebuilt] damaged (100 bytes, expected 0); a run creates a new one", 0),
    Case(
      bytes: [
        "ledger/a.csv": Data((header + "\nr1,2026-07-01T00:00:00Z,").utf8) + [0xFF]
          + Data(",p,m,pro,5\n".utf8)
      ],
      "ledger/a.csv:2:25: error: [enc.utf8] byte 0xFF is not UTF-8", 2),
    Case(
      bytes: ["ledger/a.jsonl": Data("{\"x\":\"".utf8) + [0xFF] + Data("\"}\n".utf8)],
      "ledger/a.jsonl:1:7: error: [enc.utf8] byte 0xFF is not UTF-8", 2),
    Case(
      ledger(header + "," + String(repeating: "x", count: 100), row + ",1"),
      "unknown column \"\(String(repeating: "x", count: 64))…\"; Assay ignores it", 0),
    Case(
      bytes: ["ledger/a.csv.gz": gzip(Data((header + "\n" + row + "\n").utf8)) + [0]],
      "ledger/a.csv.gz: error: [gz.trailing] bytes after the last gzip member", 1),
    Case(
      bytes: ["ledger/a.csv.gz": gzip(Data((header + "\n").utf8) + Data(count: 40 << 20))],
      "ledger/a.csv.gz: error: [gz.bomb] expands more than", 1),
    Case(
      bytes: ["ledger/a.csv.gz": gzip(Data(repeating: 0x0A, count: 100_000))],
      "ledger/a.csv.gz: error: [file.empty] the file is blank, expected a header line or JSON",
      1),
    Case(
      bytes: ["ledger/a.json": Data(repeating: 0x20, count: 100_000)],
      "ledger/a.json: error: [file.empty] the file is blank, expected a header line or JSON", 1),
  ]

  @Test func `each message is said, with its exit status`() throws {
    for test in Self.cases {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/p.csv", Self.prices)
      try folder.write("ws/fx.csv", "day,currency,usd_per_unit\n2026-07-01,EUR,1.0834567891\n")
      for (name, bytes) in test.files { try folder.write("ws/" + name, bytes) }
      // A ledger without a request that counts would be refused for that.
      if test.status != 1 {
        try folder.write(
          "ws/ledger/z.csv", Self.header + "\n" + Self.row.replacing("r1", with: "z"))
      }
      let run = try Program.assay("run", folder.path("ws"), "--quiet")
      #expect(run.status == test.status, "\(test.message): \(run.errors.prefix(400))")
      #expect(run.errors.contains(test.message), "\(test.message): \(run.errors.prefix(400))")
      let check = try Program.assay("check", folder.path("ws"), "--json")
      let document =
        try JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any]
      for finding in try #require(document?["findings"] as? [[String: Any]]) {
        #expect(finding["help"] is String, "\(test.message): says not what to do")
      }
    }
  }

  @Test func `what is no workspace is refused, and how to make one is said`() throws {
    let folder = try Scratch()
    try folder.write("a-file", "x")
    try folder.write("home/notes.txt", "x")
    try folder.write("books/plans.csv", "tier\n")
    try folder.write("boos", "x")
    try folder.write("boks2/notes.txt", "x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("bok"), withDestinationPath: "bok")
    for (name, message) in [
      ("nowhere", "no such folder, expected a workspace"),
      ("no/where", "no such folder, expected a workspace"),
      ("homes", "no such folder, expected a workspace"),
      ("boks", "no such folder, expected a workspace, did you mean books?"),
      ("books2//", "no such folder, expected a workspace, did you mean books?"),
      ("home/../bokos/", "no such folder, expected a workspace, did you mean home/../books?"),
      ("a-file", "not a folder, expected a workspace"),
      ("home", "not a workspace: it has no ledger/, no prices/ and no assay.json"),
    ] {
      for words in [
        ["run", name], ["check", name], ["explain", name, "r1"],
        ["explain", name, "--figure", "summary/credits"], ["quote", name, "m1", "--input", "1"],
      ] {
        let run = try Program.assay(words, in: folder.path(""))
        #expect(run.status == 1)
        let place = name.replacing(#/\/+$/#, with: "")
        let help = message.contains("did you mean") ? "name the workspace:" : "make"
        #expect(
          run.errors.hasPrefix("\(place): error: [file.open] \(message)\n  help: \(help) "),
          "\(words): \(run.errors)")
        #expect(run.errors.hasSuffix("assay: refused, nothing changed: 1 error (exit 1)\n"))
      }
    }
    #expect(
      try folder.files(in: "").keys.sorted() == [
        "a-file", "boks2/notes.txt", "books/plans.csv", "boos", "home/notes.txt",
      ])
  }

  @Test func `a code is reported for twenty files, and the others are counted`() throws {
    let folder = try Scratch()
    for number in 1...50 {
      try folder.write("ws/ledger/\(number).txt", "x")
      try folder.write("ws/ledger/\(number).csv", "")
    }
    let run = try Program.assay("run", folder.path("ws"))
    let lines = run.errors.split(separator: "\n")
    for code in ["file.unread", "file.empty"] {
      #expect(lines.count { $0.contains(": [\(code)] ") } == 20)
      #expect(lines.contains { $0.hasSuffix("and 30 more [\(code)] in 30 other files") })
    }
  }

  @Test func `check tells of a copy as run does`() throws {
    let folder = try Scratch()
    for name in ["a", "b"] {
      try folder.write("ws/ledger/\(name).csv", Self.header + "\n" + Self.row + "\n")
    }
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("ledger/b.csv: note: [file.again] same bytes as ledger/a.csv"))
  }

  @Test func `what a gzip file may grow to can be said`() throws {
    let folder = try Scratch()
    let ledger = Data((Self.header + "\n" + Self.row + "\n").utf8)
    try folder.write(
      "ws/ledger/a.csv.gz", gzip(ledger + Data(repeating: 0x78, count: 20 << 20)))
    let bomb = try Program.assay("check", folder.path("ws"))
    #expect(bomb.status == 1)
    #expect(bomb.errors.contains("[gz.bomb]") && bomb.errors.contains("--max-ratio"))
    let right = try Program.assay("check", folder.path("ws"), "--max-ratio", "2000")
    #expect(right.status == 2)
    #expect(right.errors.contains("ledger/a.csv.gz:3:1: error: [csv.long] field of 20971520 bytes"))
    let small = try Program.assay("run", folder.path("ws"), "--max-bytes", "100")
    #expect(small.status == 1 && small.errors.contains("or over 100"))
  }

  /// The first 100 bytes of an SQLite file.
  private static func database(application: UInt32, version: UInt32) -> Data {
    var bytes = Data("SQLite format 3\0".utf8) + Data(count: 84)
    for (place, number) in [(60, version), (68, application)] {
      for byte in 0..<4 { bytes[place + byte] = UInt8(number >> (24 - 8 * byte) & 0xFF) }
    }
    return bytes
  }

  /// A run lists them in its reports; these write no list of them.
  @Test(arguments: [
    ["forecast"], ["watch"], ["simulate", "--increment", "pro=1"],
  ])
  func `a command that lists no rows says where those that were not used are seen`(
    words: [String]
  ) throws {
    let folder = try Scratch()
    try folder.write("a b/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    try folder.write("a b/plans.csv", "tier\npro\n")
    try folder.write(
      "a b/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "r1,2026-07-01T00:00:00Z,u,pro,p,m,5\nr2,2026-07-02T00:00:00Z,u,pro,p,m,x\n")
    let said = "assay: complete, but Assay did not use 1 row: 1 rejected"
    for (root, place) in [("a b", "assay check 'a b'"), (".", "assay check")] {
      let run = try Program.assay(
        [words[0], root] + words.dropFirst(), in: folder.path(root == "." ? "a b" : ""))
      #expect(run.status == 2)
      #expect(run.errors.hasSuffix("\(said); see \(place) (exit 2)\n"), "\(run.errors)")
    }
    let past = ["--as-known-at", "2026-08-01"]
    let earlier = try Program.assay([words[0], folder.path("a b")] + words.dropFirst() + past)
    #expect(earlier.errors.hasSuffix("/a b' --as-known-at 2026-08-01 (exit 2)\n"))
    let run = try Program.assay("run", folder.path("a b"))
    #expect(run.errors.hasSuffix("\(said) (exit 2)\n"), "\(run.errors)")
  }
}
