import Foundation
import Testing

/// The row of a request is found by its bytes, whatever is around them.
struct ExplainSearchTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
  private static let row = ",2026-07-01T00:00:00Z,u,pro,p,m,1"

  /// A ledger, an id as typed, and the lines of the rows that have it.
  private static let cases:
    [(name: String, file: String, ledger: String, id: String, lines: [Int])] = [
      ("plain", "l.csv", header + "r1\(row)\nr2\(row)\n", "r2", [3]),
      ("no line end at the end", "l.csv", header + "r1\(row)\nr2\(row)", "r2", [3]),
      ("a part of an id is none", "l.csv", header + "r22\(row)\nxr2\(row)\nr2\(row)\n", "r2", [4]),
      (
        "the text of another column", "l.csv", header + "r1,2026-07-01T00:00:00Z,r2,pro,p,m,1\n",
        "r2", []
      ),
      (
        "CR LF", "l.csv", (header + "r1\(row)\nr2\(row)\n").replacing("\n", with: "\r\n"), "r2", [3]
      ),
      (
        "CR alone", "l.csv", (header + "r1\(row)\nr2\(row)\n").replacing("\n", with: "\r"), "r2",
        [3]
      ),
      ("quoted", "l.csv", header + "\"r1\"\(row)\n\"r2\"\(row)\n", "r2", [3]),
      ("a delimiter in the id", "l.csv", header + "\"r,2\"\(row)\n", "r,2", [2]),
      ("a quote in the id", "l.csv", header + "r1\(row)\n\"r\"\"2\"\(row)\n", "r\"2", [3]),
      ("a quote alone", "l.csv", header + "\"\"\"\"\(row)\n", "\"", [2]),
      (
        "lines within a quoted cell are no rows",
        "l.csv",
        header + "r1,2026-07-01T00:00:00Z,\"u\nr2,2026-07-01T00:00:00Z,u\n\",pro,p,m,1\nr2\(row)\n",
        "r2", [5]
      ),
      (
        "a row that begins before the line of its id",
        "l.csv", "note," + header + "\"a\nb\nc\",r1\(row)\n\"a\nb\",r2\(row)\n", "r2", [5]
      ),
      (
        "a stray quote opens nothing", "l.csv",
        header + "r1,2026-07-01T00:00:00Z,u\"x,pro,p,m,1\nr2\(row)\n", "r2", [3]
      ),
      ("copies", "l.csv", header + "r2\(row)\nr1\(row)\nr2\(row)\nr2\(row)2\n", "r2", [2, 4, 5]),
      (
        "JSON", "l.jsonl", json("r1") + json("r2"), "r2", [2]
      ),
      (
        "JSON with escapes, a copy among them", "l.jsonl",
        json("r1") + json("r\\u0032") + json("\\u00722") + json("r2"), "r2", [2, 3, 4]
      ),
      (
        "JSON with escapes in other members only", "l.jsonl",
        json("r1").replacing("\"u\"", with: "\"r\\u0032\"")
          + json("r2").replacing("\"pro\"", with: "\"\\/\""),
        "r2", [2]
      ),
      (
        "JSON with blanks, and the key also within another member", "l.jsonl",
        json("r\\u0032").replacing(":", with: " :\t").replacing(
          "{", with: "{\"meta\":{\"request_id\":\"r1\"},"
        ).replacing("00 :\t00 :\t00Z", with: "00:00:00Z"),
        "r2", [1]
      ),
      ("JSON with a quote in the id", "l.jsonl", json("r\\\"2"), "r\"2", [1]),
      ("JSON with a slash", "l.jsonl", json("r\\/2") + json("r/2"), "r/2", [1, 2]),
      (
        "JSON with the key in escapes", "l.jsonl",
        json("r2").replacing("request_id", with: "request\\u005fid"), "r2", [1]
      ),
      (
        "JSON where another member has the text", "l.jsonl",
        json("r1").replacing("\"u\"", with: "\"r2\""), "r2", []
      ),
      ("TSV", "l.tsv", (header + "r1\(row)\nr2\(row)\n").replacing(",", with: "\t"), "r2", [3]),
    ]

  private static func json(_ id: String) -> String {
    "{\"request_id\":\"\(id)\",\"request_started_at\":\"2026-07-01T00:00:00Z\",\"user_id\":\"u\","
      + "\"tier\":\"pro\",\"provider\":\"p\",\"model\":\"m\",\"input_tokens\":1}\n"
  }

  @Test func `every row of an id is found, with its line, and no other`() throws {
    for (name, file, ledger, id, lines) in Self.cases {
      let folder = try Scratch()
      try folder.write("ws/ledger/\(file)", ledger)
      #expect(try found(id, in: folder) == lines, "\(name)")
    }
  }

  /// Lines 2 to 6 are r1, a row of two lines, what the quote in column 25 of r3 on line 5 opens, and r4.
  @Test(arguments: ["\n", "\r\n"])
  func `a row below a quote that is never closed is refused as in a run`(end: String) throws {
    let folder = try Scratch()
    let rows = ["r1\(Self.row)", "\"r\n2\"\(Self.row)", "r3,2026-07-01T00:00:00Z,\"u,pro,p,m,1"]
    let ledger = Self.header + (rows + ["r4\(Self.row)", ""]).joined(separator: "\n")
    try folder.write("ws/ledger/l.csv", ledger.replacing("\n", with: end))
    let message =
      "ledger/l.csv:5:25: error: [csv.open] quote opened here is never closed (to line 6)"
    for words in [["run"], ["explain", "r3"], ["explain", "r4"]] {
      let run = try Program.assay([words[0], folder.path("ws")] + words.dropFirst())
      #expect(run.status == 1 && run.output.isEmpty, "\(words): \(run.output)")
      #expect(run.errors.replacing("\n  ", with: " ").contains(message), "\(words): \(run.errors)")
    }
  }

  @Test func `an inflated file is searched as any other`() throws {
    let folder = try Scratch()
    let ledger = Self.header + "r1\(Self.row)\n\"r\n\"\(Self.row)\nr2\(Self.row)\n"
    try folder.write("ws/ledger/l.csv.gz", gzip(Data(ledger.utf8)))
    #expect(try found("r2", in: folder) == [5])
  }

  @Test func `an inflated file may grow as far as is said`() throws {
    let folder = try Scratch()
    let ledger = Self.header + "r1\(Self.row)\n"
    try folder.write("ws/ledger/l.csv.gz", gzip(Data(ledger.utf8)))
    for (limit, status) in [(ledger.utf8.count, Int32(0)), (ledger.utf8.count - 1, 1)] {
      let run = try Program.assay("explain", folder.path("ws"), "r1", "--max-bytes", "\(limit)")
      #expect(run.status == status, "\(run.errors)")
      #expect(run.errors.contains("error: [gz.bomb]") == (status == 1), "\(run.errors)")
    }
  }

  /// A ledger of more than one piece, with quotes, line ends in cells and every kind of line end; the run
  /// says where its rows are.
  @Test func `a large ledger with line ends in its cells is searched right in pieces`() throws {
    let folder = try Scratch()
    var state: UInt64 = 11
    func dice(_ sides: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % sides)
    }
    let notes = ["x", "", "\"a\nb\"", "\"r7,\nr8\"", "\"\"\"\"", "\"a\r\nb\"", "\"c\rd\""]
    var text = "note," + Self.header
    for number in 0..<4_000 {
      let end = dice(7) == 0 ? "\r\n" : dice(50) == 0 ? "\r" : "\n"
      // The first half has no quote at all.
      text += "\(notes[number < 2_000 ? dice(2) : dice(7)]),r\(number)\(Self.row)\(end)"
    }
    try folder.write("ws/ledger/l.csv", text)
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\np,m,input,1\n")
    _ = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.count == 4_000)
    for row in rated where dice(80) == 0 {
      let lines = try found(row["request_id"] ?? "", in: folder)
      #expect(lines.map(String.init) == [row["line"] ?? ""])
    }
  }

  private func found(_ id: String, in folder: Scratch) throws -> [Int] {
    let run = try Program.assay("explain", folder.path("ws"), id, "--json")
    guard run.status == 0 else { return [] }
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let others = json?["other_rows"] as? [[String: Any]] ?? []
    return ([json ?? [:]] + others).compactMap { $0["line"] as? Int }
  }
}
