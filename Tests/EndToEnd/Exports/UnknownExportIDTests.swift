import Foundation
import Testing

/// Proposals for identifying requests, where no column of an export is called an id.
///
/// A million tokens of gpt-5-mini cost 0.25 USD in and 2 USD out.
struct UnknownExportIDTests {
  private static func workspace(_ files: [String: String]) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\nopenai,gpt-5-mini,input,0.25\n"
        + "openai,gpt-5-mini,output,2\n")
    for (name, text) in files { try folder.write("ws/ledger/" + name, text) }
    return folder
  }

  /// The line of the proposal that says what tells requests apart, after its member's name; the settings are pasted.
  private static func proposedID(_ folder: Scratch) throws -> String {
    let check = try Program.assay("check", folder.path("ws"))
    let lines = check.output.split(separator: "\n", omittingEmptySubsequences: false)
    try folder.write("ws/assay.json", lines.dropFirst(3).joined(separator: "\n"))
    let line = lines.first { $0.contains("\"request_id\": ") } ?? ""
    return String(line.replacing("        \"request_id\": ", with: ""))
  }

  /// The cost of each request in a run, in millionths of a USD.
  private static func costs(_ folder: Scratch) throws -> [String] {
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    return rows(ofCSV: try folder.text("rated.csv")).map {
      "\((Decimal(string: $0["vendor_cost_usd"] ?? "") ?? -1) * 1_000_000)"
    }
  }

  /// Two months, in each of which a column differs from row to row, and that has one text in both.
  private static func months(_ name: String, _ texts: [String]) -> [String: String] {
    let header = "Date,Email,Model Name,Prompt Tokens,Completion Tokens,\(name),Cost\n"
    func row(_ day: String, _ who: String, _ counts: String, _ text: Int) -> String {
      "2026-\(day)T10:00:00Z,\(who)@x.com,gpt-5-mini,\(counts),\(texts[text]),0.1\n"
    }
    return [
      "aug.csv": header + row("08-05", "c", "990,60", 0) + row("08-06", "b", "2100,60", 3),
      "jul.csv": header + row("07-05", "a", "1000,50", 0) + row("07-06", "b", "2000,60", 1)
        + row("07-07", "a", "700,30", 2),
    ]
  }

  private static let joined =
    #"["Date", "Email", "Model Name", "Prompt Tokens", "Completion Tokens", "Cost"]  "#
    + "// no column identifies requests. Rows that are equal in all of these count once"

  /// 990 × 0.25 + 60 × 2, 2,100 × 0.25 + 60 × 2, 1,000 × 0.25 + 50 × 2, 2,000 × 0.25 + 60 × 2, 700 × 0.25 + 30 × 2.
  @Test(arguments: [
    ("Total Tokens", ["1050", "2060", "730", "2160"]), ("Total", ["1050", "2060", "730", "2160"]),
    ("Latency", ["1200", "850", "700", "3000"]), ("Duration ms", ["1200", "850", "700", "3000"]),
    ("Request Duration", ["1200", "850", "700", "3000"]),
    ("Seq", ["1000", "1001", "1002", "1003"]),
    ("Took", ["1.2s", "850ms", "1m 30s", "3.0 s"]), ("Size", ["12kb", "850b", "1.2kb", "30kb"]),
    ("Case", ["00:00:12", "00:00:11", "00:01:10", "00:00:30"]),
    ("Mark", ["week-1", "week-2", "week-3", "week-4"]),
    ("Reference", ["N-0001", "N-0002", "N-0003", "N-0004"]),
  ])
  func `counts, durations and what other files repeat are no ids, so no request is lost`(
    name: String, texts: [String]
  ) throws {
    let folder = try Self.workspace(Self.months(name, texts))
    #expect(try Self.proposedID(folder) == Self.joined, "\(name)")
    #expect(try Self.costs(folder) == ["367.5", "645", "350", "620", "235"], "\(name)")
  }

  /// 100 × 0.25 + 5 × 2 = 35, and 2.25 more with each line, whose counts are one more each.
  @Test(arguments: [
    (span: false, #"["start_time", "user_id", "model", "input_tokens", "output_tokens"]  "#),
    (span: true, #""span_id","#),
  ])
  func `a trace of several requests is no id`(span: Bool, id: String) throws {
    let lines = (0..<40).map { number in
      let clock = "2026-08-05T10:\(number < 10 ? "0" : "")\(number):00Z"
      let spans = span ? #""span_id": "s\#(number)", "# : ""
      return #"{"trace_id": "t\#(number > 36 ? 3 : number)", \#(spans)"start_time": "\#(clock)", "#
        + #""model": "gpt-5-mini", "provider": "openai", "user_id": "u", "#
        + #""input_tokens": \#(100 + number), "output_tokens": \#(5 + number)}"# + "\n"
    }
    let folder = try Self.workspace(["x.jsonl": lines.joined()])
    #expect(try Self.proposedID(folder).hasPrefix(id))
    #expect(try Self.costs(folder) == (0..<40).map { "\(Decimal(35) + Decimal($0) * 9 / 4)" })
  }

  /// The same two columns of all files; where both differ in every row, a trace may still hold several requests.
  @Test func `a span is the request where a trace differs from row to row as well`() throws {
    let row = { (number: Int) in
      "t\(number),s\(number),2026-08-05T10:00:0\(number)Z,u,gpt-5-mini,100,5\n"
    }
    let folder = try Self.workspace([
      "x.csv": "trace_id,span_id,start_time,user_id,model,input_tokens,output_tokens\n" + row(1)
        + row(2)
    ])
    #expect(try Self.proposedID(folder).hasPrefix("\"span_id\","))
  }

  @Test(arguments: [
    // Numbers, by a word that names an id.
    ("Order ID", ["10001", "10002", "10003", "10004"]),
    ("Reference", ["1", "2", "3", "4"]),
    // By what stands there alone.
    ("Mark", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"]),
  ])
  func `an export that repeats rows of another keeps its id`(name: String, texts: [String]) throws {
    let july = Self.months(name, texts)["jul.csv"] ?? ""
    let lines = july.split(separator: "\n")
    let august = "2026-08-05T10:00:00Z,c@x.com,gpt-5-mini,990,60,\(texts[3]),0.1"
    let folder = try Self.workspace([
      "jul.csv": july, "aug.csv": "\(lines[0])\n\(lines[3])\n\(august)\n",
    ])
    #expect(try Self.proposedID(folder).hasPrefix("\"\(name)\","), "\(name)")
  }

  /// All texts differ in these few rows; that they come again in later ones is what the name tells.
  @Test(arguments: [
    ("session_id", ["sess-01", "sess-02", "sess-03", "sess-04"], false),
    ("session_id", ["10001", "10002", "10003", "10004"], false),
    ("Session", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], false),
    ("api_key_id", ["key-01", "key-02", "key-03", "key-04"], false),
    ("conversation_id", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], false),
    ("Thread ID", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], false),
    ("chat_id", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], false),
    ("chat.id", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], false),
    // Each is of one request.
    ("chat_completion_id", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], true),
    ("chat_id", ["chatcmpl-1", "chatcmpl-2", "chatcmpl-3", "chatcmpl-4"], true),
    ("session.request.id", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], true),
    ("thread_message_id", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], true),
    ("idempotency_key", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"], true),
  ])
  func `what is named for a session or a key is no id, whatever is there`(
    name: String, texts: [String], isID: Bool
  ) throws {
    let folder = try Self.workspace(Self.months(name, texts).filter { $0.key == "jul.csv" })
    let proposed = try Self.proposedID(folder)
    #expect(isID ? proposed.hasPrefix("\"\(name)\",") : proposed == Self.joined, "\(name)")
    #expect(try Self.costs(folder) == ["350", "620", "235"], "\(name)")
  }

  /// A line of July may stand in it twice.
  @Test(arguments: [0, 1])
  func `what differs from row to row by chance is a guess that says so`(copies: Int) throws {
    let months = Self.months("Mark", ["4f1c-77", "4f1c-78", "4f1d-01", "4f1d-02"])
    let july = months["jul.csv"] ?? ""
    let copy = july.split(separator: "\n").suffix(copies).map { $0 + "\n" }.joined()
    let folder = try Self.workspace(["jul.csv": july + copy])
    let rows = "no two different rows of the first \(3 + copies) share one"
    #expect(
      try Self.proposedID(folder) == "\"Mark\",  // a guess, as \(rows): as in 4f1c-77, 4f1c-78")
  }

  /// Two files whose ids begin anew: 1,000 × 0.25 + 50 × 2 in August, 2,000 × 0.25 + 60 × 2 in July.
  @Test(arguments: [
    // Other delimiters, another order, one column more.
    [
      "aug.csv": "id,ts,user,model,input,output\n1,2026-08-01T10:00:00Z,u,gpt-5-mini,1000,50\n",
      "jul.csv": "id;ts;user;model;input;output\n1;2026-07-01T10:00:00Z;u;gpt-5-mini;2000;60\n",
    ],
    [
      "aug.csv": "id,ts,user,model,input,output\n1,2026-08-01T10:00:00Z,u,gpt-5-mini,1000,50\n",
      "jul.csv":
        "ts,id,user,model,input,output,tag\n2026-07-01T10:00:00Z,1,u,gpt-5-mini,2000,60,x\n",
    ],
    [
      "aug.jsonl":
        #"{"id":"1","ts":"2026-08-01T10:00:00Z","user":"u","model":"gpt-5-mini","input":1000,"output":50,"note":"x"}"#,
      "jul.jsonl":
        #"{"id":"1","ts":"2026-07-01T10:00:00Z","user":"u","model":"gpt-5-mini","input":2000,"output":60,"tag":"x"}"#,
    ],
  ])
  func `ids that begin anew in a file of nearly the same columns are none`(files: [String: String])
    throws
  {
    let folder = try Self.workspace(files.mapValues { $0 + "\n" })
    let joined = #"["ts", "user", "model", "input", "output"]"#
    #expect(try Self.proposedID(folder).hasPrefix(joined))
    #expect(try !folder.text("ws/assay.json").contains(#""request_id": "id""#))
    #expect(try Self.costs(folder) == ["350", "620"])
  }

  /// The first two have no two names in three together, and both have them with the last; 700 × 0.25 + 30 × 2 there.
  @Test func `ids that begin anew are none across files that a third is like`() throws {
    let folder = try Self.workspace([
      "a.csv": "id,ts,user,model,input,output\n1,2026-08-01T10:00:00Z,u,gpt-5-mini,1000,50\n",
      "c.csv": "id,ts,user,model,input,output,p,q,r,s\n"
        + "1,2026-07-01T10:00:00Z,u,gpt-5-mini,2000,60,x,x,x,x\n",
      "x.csv": "id,ts,user,model,input,output,p,q\n"
        + "2,2026-06-01T10:00:00Z,u,gpt-5-mini,700,30,x,x\n",
    ])
    #expect(try Self.proposedID(folder).hasPrefix(#"["ts", "user", "model", "input", "output"]"#))
    #expect(try !folder.text("ws/assay.json").contains(#""request_id": "id""#))
    #expect(try Self.costs(folder) == ["350", "620", "235"])
  }

  /// Only a file of other columns may have the ids of another.
  @Test func `an id stays one beside an export of other columns`() throws {
    let folder = try Self.workspace([
      "a.csv": "id,ts,user,model,input,output\n1,2026-08-01T10:00:00Z,u,gpt-5-mini,1000,50\n",
      "b.csv": "id,Zeit,Kunde,Modell,Eingabe,Ausgabe\n1,2026-07-01T10:00:00Z,u,gpt-5-mini,2,6\n",
    ])
    #expect(try Self.proposedID(folder).hasPrefix("\"id\","))
  }

  @Test func `a column without a name is never proposed`() throws {
    let folder = try Self.workspace([
      "x.csv": ",Date,Email,LLM,Prompt Tokens\n4f1c-77,2026-07-05T10:00:00Z,u,gpt-5-mini,100\n"
        + "4f1c-78,2026-07-05T10:00:00Z,u,gpt-5-mini,200\n"
    ])
    #expect(try Self.proposedID(folder).hasPrefix(#"["Date", "Email", "LLM", "Prompt Tokens"]"#))
  }

  @Test func `numbers are no ids where nothing tells when requests began`() throws {
    let folder = try Self.workspace([
      "x.csv": "Email,Model,Prompt Tokens,Total\na@x.com,gpt-5-mini,100,1050\n"
        + "a@x.com,gpt-5-mini,200,1060\n"
    ])
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains("Assay cannot propose a mapping: no column has the start of requests"),
      "\(check.errors)")
  }
}
