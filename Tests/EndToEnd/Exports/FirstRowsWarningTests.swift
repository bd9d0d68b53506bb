import Testing

/// Warnings from the first rows of an export: token columns of other names, counts that only grow; and remedies.
struct FirstRowsWarningTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens"

  @Test
  func `a column of tokens under another vendor's name is reported with the column that it is`()
    throws
  {
    let rows = "r1,2026-08-01T10:00:00Z,u,standard,openai,gpt-5.6-luna,600,50,400,9,7\n"
    let folder = try ProposalKindsTests.workspace(
      "x.csv", Self.header + ",cached_tokens,latency,total_tokens\n" + rows)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains(
        "[csv.tokens] \"cached_tokens\" looks like cache_read_tokens, but Assay does not"),
      "\(check.errors)")
    #expect(check.errors.contains("[csv.unknown] unknown column \"latency\""))
    #expect(check.errors.contains("[csv.unknown] unknown column \"total_tokens\""))
    // The setting that it names.
    let settings = try folder.text("ws/assay.json")
    let brace = try #require(settings.firstIndex(of: "{"))
    try folder.write(
      "ws/assay.json",
      settings[...brace] + " \"mappings\": { \"cached_tokens\": \"cache_read_tokens\" },"
        + settings[settings.index(after: brace)...])
    let again = try Program.assay("check", folder.path("ws"))
    #expect(!again.errors.contains("csv.tokens"), "\(again.errors)")
    #expect(again.status == 0, "\(again.errors)")
  }

  @Test func `a member of tokens within another is reported, and none of zeros or of Assay again`()
    throws
  {
    func line(_ more: String) -> String {
      #"{"request_id":"r1","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"openai","model":"gpt-5.6-luna","tier":"standard","input_tokens":600,"output_tokens":50,\#(more)}"#
        + "\n"
    }
    for (more, isTold) in [
      (#""prompt_tokens_details":{"cached_tokens":400}"#, true),
      (#""prompt_tokens_details":{"cached_tokens":0}"#, false),
      (#""cache_read_tokens":4,"cached_tokens":4"#, false), (#""prompt_tokens":600"#, false),
    ] {
      let folder = try ProposalKindsTests.workspace("x.jsonl", line(more))
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("[csv.tokens]") == isTold, "\(more) \(check.errors)")
    }
  }

  /// Rows of a session whose counts are sums so far, or those of each request.
  private static func ledger(isRunning: Bool) -> String {
    var (input, output) = (0, 0)
    let rows = (0..<14).map { row in
      let step = (900 + row * row * 37 % 500, 40 + row * 29 % 90)
      input = isRunning ? input + step.0 : step.0 + 800 * row
      output = isRunning ? output + step.1 : step.1
      let start = "2026-08-01T10:\(10 + row):00Z"
      return "r\(row),\(start),u,standard,openai,gpt-5.6-luna,\(input),\(output)\n"
    }
    return header + "\n" + rows.joined()
  }

  @Test func `counts that only grow are reported, and a conversation that gets longer is not`()
    throws
  {
    for isRunning in [true, false] {
      let folder = try ProposalKindsTests.workspace("x.csv", Self.ledger(isRunning: isRunning))
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("[qty.running]") == isRunning, "\(check.errors)")
      #expect(check.status == (isRunning ? 2 : 0))
    }
  }

  /// Four snapshots of each of three runs, which go up by even steps: 4! cubed is above 1,000.
  @Test func `sums of runs that say so by name are reported where their steps are even`() throws {
    let rows = (0..<12).map { row in
      "r\(row),run\(row / 4),2026-08-01T10:\(10 + row):00Z,u,gpt-5.6-luna,"
        + "\(1000 * (row % 4 + 1)),\(100 * (row % 4 + 1))\n"
    }
    let folder = try ProposalKindsTests.workspace(
      "x.csv", "id,run_id,ts,user,model,input_tokens_total,output_tokens_total\n" + rows.joined())
    let columns =
      #""request_id": "id", "request_started_at": "ts", "user_id": "user", "model": "model","#
      + #" "input_tokens": "input_tokens_total", "output_tokens": "output_tokens_total""#
    try folder.write(
      "ws/assay.json", #"{ "mappings": { "ledger/x.csv": { "columns": { \#(columns) } } } }"#)
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("[qty.running]"), "\(check.errors)")
    #expect(check.status == 2)
  }

  @Test func `a response that two rows or two files state is reported where it counts twice`()
    throws
  {
    let header = Self.header + ",response_id\n"
    func row(_ id: String, _ input: Int, _ response: String) -> String {
      "\(id),2026-08-01T10:00:00Z,u,standard,openai,gpt-5.6-luna,\(input),50,\(response)\n"
    }
    for (second, isTold) in [(600, true), (700, false)] {
      let folder = try ProposalKindsTests.workspace(
        "x.csv", header + row("r1", 600, "chatcmpl-1") + row("r2", second, "chatcmpl-1"))
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("[dup.response]") == isTold, "\(check.errors)")
      #expect(check.status == (isTold ? 2 : 0))
    }
    let folder = try ProposalKindsTests.workspace(
      "gateway.csv", header + row("g1", 600, "chatcmpl-1") + row("g2", 700, "chatcmpl-2"))
    try folder.write(
      "ws/ledger/vendor.csv",
      header + row("chatcmpl-1", 600, "") + row("chatcmpl-2", 700, ""))
    let check = try Program.assay("check", folder.path("ws"))
    #expect(check.errors.contains("ledger/gateway.csv: warning: [dup.response]"), "\(check.errors)")
    #expect(check.status == 2)
  }

  @Test func `a tier that is another but for its case or blanks is reported as that one`() throws {
    let folder = try ProposalKindsTests.workspace(
      "x.csv", Self.header + "\nr1,2026-08-01T10:00:00Z,u,Free,openai,gpt-5.6-luna,600,50\n")
    try folder.write("ws/plans.csv", "tier,is_free,target_margin_percent\nfree,true,\n")
    let check = try Program.assay("check", folder.path("ws"))
    #expect(
      check.errors.contains(
        "help: it differs from \"free\" (plans.csv:2) only in case or spaces: use that name in the export"
      ),
      "\(check.errors)")
    #expect(!check.errors.contains("false"))
  }

  @Test func `what is within a workspace is answered with the workspace, by every command`() throws
  {
    let folder = try ProposalKindsTests.workspace("x.csv", Self.header + "\n")
    for command in ["run", "check", "forecast", "watch"] {
      for place in ["ws/ledger", "ws/prices", "ws/ledger/x.csv", "ws/nothing"] {
        let run = try Program.assay([command, place], in: folder.path(""))
        #expect(run.status == 1)
        #expect(
          run.errors.contains("help: name the workspace: assay \(command) ws"), "\(run.errors)")
        #expect(!run.errors.contains("assay init"), "\(run.errors)")
      }
    }
  }
}
