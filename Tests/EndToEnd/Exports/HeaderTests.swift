import Foundation
import Testing

/// Messages about a CSV whose first line does not name its columns; none of its rows is ever lost.
struct HeaderTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens"
  private static let data = [
    "r1,2026-07-01T00:00:00Z,u1,pro,openai,m1,1000,500",
    "r2,2026-07-01T00:01:00Z,u1,pro,openai,m1,1000,500",
  ]
  private static let noHeader = "first line is not a header\n  help: name the columns in line 1: "

  /// The lines of a file, and what is said of it; it is refused.
  private static let headless: [(lines: [String], message: String)] = [
    (data, noHeader),
    // The texts of a row may be words alone but for its time, or its time may be in no known form.
    (["q,2026-07-01 10:00:00,model,tier,a,b", "p,2026-07-01 10:00:01,x,y,a,b"], noHeader),
    (["q,first of July,u,openai,m1,1000,0.5", "p,later,u,openai,m1,1000,0.5"], noHeader),
    (
      ["q,2026-07-01 10:00:00,user,chat,ok,100", "p,2026-07-01 10:00:01,user,chat,ok,100"], noHeader
    ),
    (["q,1783000000,openai,gpt-5", "p,1783000001,openai,gpt-5"], noHeader),
    // A quote in the header, out of place or not closed.
    ([header.replacing("model", with: "mo\"del")] + data, noHeader),
    ([header.replacing("model", with: "\"model")] + data, noHeader),
    (["x\u{1}\u{2}\u{3}", "\u{4},\u{5}q,\u{6}", "a,b,c", "x,y,z"], noHeader),
    (
      ["", "", ""] + [header] + data, "the column names are on line 4, below blank lines,"
    ),
    (["\u{FEFF}", " "] + [header] + data, "are on line 3, below blank lines, expected them on"),
    (["", "key one,key two,key three", "x,y,z"], "are on line 2, below blank lines,"),
    (["", "Usage report", ""] + [header] + data, "are on line 4, below \"Usage report\""),
    (
      ["Usage,2026-07-01,2026-08-01"] + [header] + data, "are on line 2, below \"Usage,2026-07-01"
    ),
    // As many texts as a small table has columns, and no row of as many.
    (
      ["Report for August, all teams, EU", header] + data,
      "are on line 2, below \"Report for August, all teams"
    ),
    (["", data[0], data[1]], noHeader),
    (["sep=,", "", header] + data, "are on line 3, below blank lines, "),
    (["sep=,", data[0], header, data[1]], "are on line 3, below rows, "),
    (
      [(["", header] + data).joined(separator: "\r")],
      "are on line 2, below blank lines, expected them on line 1\n  help: export it without that line, or put a copy in its place: tr '\\r' '\\n' < "
    ),
    // As spreadsheets save them.
    (["Usage report,,,,,,,", header] + data, "are on line 2, below \"Usage report,,,,,,,\","),
    ([",,,,,,,", header] + data, "are on line 2, below blank lines, "),
    (
      [";;;", ";;;", "key one;key two;key three;", "x;y;z;"], "are on line 3, below blank lines,"
    ),
    (["Usage,,,,,,,", "Period,2026-08-01,,,,,,", ",,,,,,,", header] + data, "are on line 4, "),
    (
      [data[0], header, data[1]],
      "are on line 2, below rows, expected them on line 1\n  help: move line 2 above all others; those above it are"
    ),
    (["", data[0], data[1], header], "are on line 4, below rows, "),
    (["Usage report", data[0], header, data[1]], "are on line 3, below rows, "),
  ]

  @Test func `a file without names in its first line is refused, and no mapping is proposed`()
    throws
  {
    for (lines, message) in Self.headless {
      let folder = try Scratch()
      try folder.write("ws/ledger/a.csv", lines.joined(separator: "\n") + "\n")
      for command in ["check", "run"] {
        let run = try Program.assay(command, folder.path("ws"))
        #expect(run.status == 1, "\(lines)")
        #expect(!run.output.contains("mappings"), "\(lines): \(run.output)")
        #expect(run.errors.hasPrefix("ledger/a.csv:1:1: error: [csv.header] "), "\(run.errors)")
        #expect(run.errors.contains(message), "\(message): \(run.errors)")
      }
    }
  }

  @Test func `a mapping that takes texts of the first row for names is refused`() throws {
    let folder = try Scratch()
    try folder.write("ws/ledger/a.csv", Self.data.joined(separator: "\n") + "\n")
    try folder.write(
      "ws/assay.json",
      """
      { "mappings": { "ledger/*.csv": { "columns": { "request_id": "r1",
        "request_started_at": "2026-07-01T00:00:00Z", "user_id": "u1", "provider": "openai",
        "model": "m1", "input_tokens": "1000" } } } }
      """)
    let run = try Program.assay("run", folder.path("ws"))
    #expect(run.status == 1)
    #expect(
      run.errors.hasPrefix("ledger/a.csv:1:1: error: [csv.header] " + Self.noHeader),
      "\(run.errors)")
    #expect(try folder.files(in: "ws").keys.sorted() == ["assay.json", "ledger/a.csv"])
  }

  /// `ä` in Windows-1252.
  @Test(arguments: [false, true])
  func `names in another encoding are refused for it, mapped or not`(isMapped: Bool) throws {
    let folder = try Scratch()
    let header = Data("id;Zeit (UTC);Kunde;Modell;Eingabe;W".utf8) + [0xE4] + Data("hrung\n".utf8)
    try folder.write(
      "ws/ledger/a.csv", header + Data("q-1;01.08.2026 10:00:00;u1;gpt-5;1;EUR\n".utf8))
    if isMapped {
      try folder.write(
        "ws/assay.json",
        """
        { "mappings": { "ledger/a.csv": { "columns": { "request_id": "id", "user_id": "Kunde",
          "request_started_at": "Zeit (UTC)", "model": "Modell", "input_tokens": "Eingabe" } } } }
        """)
    }
    let run = try Program.assay("check", folder.path("ws"))
    #expect(run.status == 1)
    #expect(!run.output.contains("mappings"), "\(run.output)")
    // "id;Zeit (UTC);Kunde;Modell;Eingabe;W" has 36 bytes.
    #expect(
      run.errors.hasPrefix("ledger/a.csv:1:37: error: [enc.utf8] byte 0xE4 is not UTF-8\n"),
      "\(run.errors)")
    #expect(run.errors.contains("iconv -f WINDOWS-1252"), "\(run.errors)")
  }

  /// Among names that are known a number is one, too.
  @Test(arguments: ["4711", "500", "2026", "1.0"])
  func `a column that is called by a number is no row, and can be mapped`(number: String) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,m,input,1\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request,timestamp,customer,model,prompt_tokens,\(number)\n"
        + "q-1,2026-08-01T10:00:00Z,u1,m,100,acme\nq-2,2026-08-01T10:01:00Z,u2,m,200,acme\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.output.contains("// not used: \(number)"), "\(check.output)\(check.errors)")
    // Even where the other names say nothing.
    try folder.write(
      "ws/ledger/a.csv", "a,b,c,d,\(number),e\nq-1,2026-08-01T10:00:00Z,u1,m,100,acme\n")
    try folder.write(
      "ws/assay.json",
      """
      { "mappings": { "ledger/a.csv": { "columns": { "request_id": "a", "request_started_at": "b",
        "user_id": "c", "model": "d", "input_tokens": "\(number)" },
        "constants": { "provider": "openai" } } } }
      """)
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Numbers of columns are what tables without names are often given.
  @Test func `columns that are numbered can be mapped`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/a.csv", "0,1,2,3,4,5,6,7\n" + Self.data.joined(separator: "\n") + "\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.output.contains("\"request_started_at\": \"1\""), "\(check.output)")
  }
}
