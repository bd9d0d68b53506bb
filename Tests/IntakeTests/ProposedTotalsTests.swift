import Intake
import Testing

/// The parts of totals in a proposed mapping, and when it says that the numbers show them.
@Suite struct ProposedTotalsTests {
  private static let shown = "  // as the numbers show"
  /// Nobody knows how `p` counts.
  private static func open(_ parts: String, _ them: String, of total: String = "input") -> String {
    #"["FILL IN"]  // replace FILL IN with \#(parts) if their \#(total)_tokens includes \#(them); otherwise leave it empty"#
  }

  /// Rows of input, output, cache read, cache write, reasoning and the stated total, of which nil is no column; and what
  /// is said of each.
  private static let cases: [(rows: [[Int?]], input: String, output: String?)] = [
    // 100 + 600 + 30 + 50: both are on top.
    ([[100, 50, 600, 30, nil, 780], [101, 50, 600, 30, nil, 781]], "[]" + shown, nil),
    // 400 + 600 + 30 + 20: what was thought too.
    ([[400, 30, 600, nil, 20, 1_050]], "[]" + shown, "[]" + shown),
    ([[1_000, 50, 600, nil, 20, 1_670]], "[]" + shown, "[]" + shown),
    // 1,000 + 50.
    (
      [[1_000, 50, 600, 30, 20, 1_050]], #"["cache_read", "cache_write"]"# + shown,
      #"["reasoning"]"# + shown
    ),
    // 1,000 + 50 + 20, and 1,000 + 50 + 30.
    ([[1_000, 50, 600, nil, 20, 1_070]], #"["cache_read"]"# + shown, "[]" + shown),
    ([[1_000, 50, 600, 30, nil, 1_080]], #"["cache_read"]"# + shown, nil),
    // Either of two equal ones could be on top; the next row, of 900 + 40 + 200, tells which.
    (
      [[1_000, 50, 20, nil, 20, 1_070]], open("cache_read", "it"),
      open("reasoning", "it", of: "output")
    ),
    (
      [[1_000, 50, 20, nil, 20, 1_070], [900, 40, 200, nil, 7, 1_140]], "[]" + shown,
      #"["reasoning"]"# + shown
    ),
    // Nothing was written: the numbers show nothing of writes.
    (
      [[1_000, 50, 600, 0, nil, 1_050]],
      #"["cache_read", "cache_write"]  // cache_read as the numbers show; otherwise a guess: check whether their input_tokens includes them"#,
      nil
    ),
    // More was read than is input; of the 30 written nothing is known.
    (
      [[100, 50, 600, 30, nil, nil]],
      #"["FILL IN"]  // cache_read as the numbers show; replace FILL IN with cache_write if their input_tokens includes it; otherwise leave it empty"#,
      nil
    ),
    // Together more than the input: one of them is on top, and nothing says which.
    ([[100, 50, 60, 70, nil, nil]], open("cache_read and cache_write", "them"), nil),
    // A row without an input says nothing of what that holds.
    (
      [[1_000, 50, 600, nil, nil, nil], [nil, 50, 30, nil, nil, nil]],
      open("cache_read", "it"), nil
    ),
    // A total of something else.
    ([[1_000, 50, 600, nil, nil, 7_777]], open("cache_read", "it"), nil),
    ([[1_000, 50, 600, nil, nil, nil]], open("cache_read", "it"), nil),
  ]

  @Test(arguments: cases.indices)
  func `only what fits the stated total in one way alone is shown by it`(index: Int) throws {
    let (rows, input, output) = Self.cases[index]
    let names = [
      "prompt_tokens", "completion_tokens", "cached_tokens", "cache_write_input",
      "reasoning_tokens",
      "total_tokens",
    ]
    let lines = rows.enumerated().map { row, counts in
      let members = zip(names, counts).compactMap { name, count in
        count.map { #","\#(name)":\#($0)"# }
      }
      return
        #"{"req":"q\#(row)","started":"2026-08-01T10:00:0\#(row)Z","provider":"p","model":"m","user_id":"u""#
        + members.joined() + "}"
    }
    let table = try #require(
      SampleTable(Array((lines.joined(separator: "\n") + "\n").utf8), isEnd: true))
    let proposal = MappingProposal(table, path: "ledger/x.jsonl", models: [])
    func said(_ member: String) -> String? {
      let start = "  \"\(member)\": "
      return proposal.lines.first { $0.hasPrefix(start) }
        .map { String($0.dropFirst(start.count)).replacing("],", with: "]") }
    }
    #expect(said("input_includes") == input)
    #expect(said("output_includes") == output)
  }

  /// 400 + 600 + 30 + 20 = 1,050; the totals of the columns, 1,000 and 50, hold what the text tells apart.
  @Test
  func
    `counts within the text of a cell are proposed, and what they are within is no column left over`()
    throws
  {
    let details =
      #""{""input"":400,""input_cached_tokens"":600,""output"":30,""output_reasoning_tokens"":20}""#
    let csv =
      "id,startTime,model,userId,promptTokens,completionTokens,totalTokens,usageDetails\n"
      + "a,2026-08-01T10:00:00Z,p/m,u,1000,50,1050,\(details)\n"
      + "b,2026-08-01T10:00:01Z,p/m,u,7,5,12,\n"
    let table = try #require(SampleTable(Array(csv.utf8), isEnd: true))
    #expect(table.names.last == "usageDetails" && table.names.count == 8)
    let lines = MappingProposal(table, path: "ledger/x.csv", models: []).lines
    for line in [
      #""cache_read_tokens": "usageDetails.input_cached_tokens",  // as in 600"#,
      #""reasoning_tokens": "usageDetails.output_reasoning_tokens"  // as in 20"#,
      #""input_includes": ["cache_read"],  // as the numbers show"#,
      #""output_includes": ["reasoning"]  // as the numbers show"#,
      "// not used: totalTokens, usageDetails.input, usageDetails.output",
    ] {
      #expect(lines.contains { $0.hasSuffix(line) }, "\(line): \(lines)")
    }
  }

  /// Names of columns, and what the proposal says that their output holds: 700 may well hold 200.
  @Test(arguments: [
    ("id,request_started_at,provider,model,output_tokens,reasoning_tokens", "[]"),
    ("request_id,ts,provider,model,Output_Tokens,reasoning_tokens,Vendor_Cost_USD", "[]"),
    ("request_id,ts,provider,model,output_tokens,reasoning_tokens,credits_deducted", "[]"),
    // These are everybody's, and nobody knows how `p` counts.
    ("request_id,ts,user_id,provider,model,output_tokens,reasoning_tokens,cost", #"["FILL IN"]"#),
    ("id,ts,provider,model,output_tokens,reasoning_tokens", #"["FILL IN"]"#),
    ("id,request_started_at,provider,model,output_tokens,thinking", #"["FILL IN"]"#),
    ("id,request_started_at,provider,model,completion_tokens,reasoning_tokens", #"["FILL IN"]"#),
  ])
  func `columns under our own names keep our meaning in a file with a name that only ours has`(
    names: String, output: String
  ) throws {
    let texts = [
      "id": "q1", "request_id": "q1", "ts": "2026-08-01T10:00:00Z",
      "request_started_at": "2026-08-01T10:00:00Z", "provider": "p", "model": "m",
      "reasoning_tokens": "200", "thinking": "200",
    ]
    let row = names.split(separator: ",").map { texts[String($0)] ?? "700" }
    let csv = names + "\n" + row.joined(separator: ",") + "\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains { $0.hasPrefix("  \"output_includes\": \(output)  // ") }, "\(lines)")
  }

  /// Names of columns, what of ours is left open, and lines of the proposal.
  @Test(arguments: [
    // Within a side, `total` is that side.
    (
      "tokens.prompt.total,tokens.prompt.cached,tokens.completion.total,tokens.completion.reasoning",
      [],
      [
        #""input_tokens": "tokens.prompt.total",  // as in 700, 700"#,
        #""output_tokens": "tokens.completion.total",  // as in 700, 700"#,
        #""input_includes": ["cache_read"],  // as the name says"#,
        #""output_includes": ["reasoning"]  // as the name says"#,
      ]
    ),
    ("total_input_tokens,total_output_tokens,cached_tokens", ["input_includes"], []),
    // A part without its whole: the rest of the whole would cost nothing.
    (
      "c1,c2,cached_tokens,reasoning_tokens", ["input_tokens", "output_tokens"],
      [
        #""input_tokens": "FILL IN",  // the column of the tokens sent; numbers are in c1, c2"#,
        #"// if it includes cache_read, state beside "columns": "input_includes": ["cache_read"]"#,
        #""output_tokens": "FILL IN"  // the column of the tokens received; numbers are in c1, c2"#,
      ]
    ),
    ("prompt_tokens,c2,reasoning_tokens", ["output_tokens"], []),
    (
      "c1,completion_tokens", [],
      ["// input_tokens: the column of the tokens sent, if there is one"]
    ),
    ("c1,c2", ["input_tokens"], []),
  ])
  func `a total whose parts alone have columns is left open`(
    names: String, missing: [String], lines: [String]
  ) throws {
    let start = "id,ts,user_id,provider,model," + names + "\n"
    let counts = names.split(separator: ",").map { _ in ",700" }.joined()
    let rows = ["a", "b"].map { "\($0),2026-08-01T10:00:00Z,u,p,m\(counts)\n" }.joined()
    let proposal = try MappingProposal(ofCSV: start + rows)
    #expect(proposal.missing == missing)
    for line in lines {
      #expect(proposal.lines.contains { $0.hasSuffix(line) }, "\(line): \(proposal.lines)")
    }
  }

  /// Names of columns, the counts of a row, and what of ours is left open.
  @Test(arguments: [
    (
      "output_tokens,total_tokens", "329,8874",
      #""input_tokens": "FILL IN"  // the column of the tokens sent; there are some, as total_tokens is more than output_tokens"#
    ),
    (
      "prompt_tokens,c2,Tokens", "900,7,950",
      #""output_tokens": "FILL IN"  // the column of the tokens received; there are some, as Tokens is more than input_tokens; numbers are in c2"#
    ),
    // An embedding puts nothing out.
    (
      "prompt_tokens,total_tokens", "900,900",
      "// output_tokens: the column of the tokens received, if there is one"
    ),
    ("prompt_tokens,completion_tokens,total_tokens", "900,50,950", "// not used: total_tokens"),
    // 900 + 200, or 900 of which 200 were cached: nothing else is in the sum.
    (
      "input_tokens,cache_read_tokens,total_tokens", "900,200,1100",
      "// output_tokens: the column of the tokens received, if there is one"
    ),
    (
      "input_tokens,cache_read_tokens,total_tokens", "900,200,1100",
      #""input_includes": []  // as the numbers show"#
    ),
    (
      "input_tokens,cached_tokens,total_tokens", "900,200,900",
      #""input_includes": ["cache_read"]  // as the numbers show"#
    ),
    (
      "input_tokens,cache_read_tokens,total_tokens", "900,200,1150",
      #""output_tokens": "FILL IN"  // the column of the tokens received; there are some, as total_tokens is more than input_tokens"#
    ),
  ])
  func `a total is left open where a stated sum is more than the other`(
    names: String, counts: String, line: String
  ) throws {
    let csv =
      "id,ts,user_id,provider,model,\(names)\na,2026-08-01T10:00:00Z,u,p,m,0,0,0\n"
      .replacing(",0,0,0", with: "," + counts)
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains { $0.hasSuffix(line) }, "\(lines)")
  }

  /// Two rows of a log of several vendors: 86 + 1,920 + 172 + 128 = 2,306, and 3 + 2,000 + 500 + 50 = 2,553.
  private static let langfuse = [
    #"{"input":86,"input_cached_tokens":1920,"output":172,"output_reasoning_tokens":128,"total":2306}"#,
    #"{"input":3,"cache_read_input_tokens":2000,"cache_creation_input_tokens":500,"output":50,"total":2553}"#,
  ]

  /// The name of the reads in the usage of its second row, and lines of the proposal.
  @Test(arguments: [
    (
      "cache_read_input_tokens", [],
      [
        #""cache_read_tokens": ["usage.input_cached_tokens", "usage.cache_read_input_tokens"],  // as in 1920, 2000; added up, as no row has both"#,
        #""input_includes": [],  // as the numbers show"#,
        #""output_includes": []  // as the numbers show"#,
      ]
    ),
    // Whatever it is, it would cost nothing; the first row shows what it shows.
    (
      "reused", ["cache_read_tokens"],
      [
        #""cache_read_tokens": ["usage.input_cached_tokens", "FILL IN"],  // added up: usage.total is more than all tokens above; numbers are in usage.reused"#,
        #""output_includes": []  // as the numbers show"#,
      ]
    ),
  ])
  func
    `a class that each vendor calls otherwise is added up where a stated sum shows it, else left open`(
      name: String, missing: [String], expected: [String]
    ) throws
  {
    let json = Self.langfuse.enumerated().map { row, usage in
      #"{"id":"q\#(row)","startTime":"2026-08-01T10:00:0\#(row)Z","userId":"u","model":"p/m","usage":"#
        + usage.replacing("cache_read_input_tokens", with: name) + "}\n"
    }
    let table = try #require(SampleTable(Array(json.joined().utf8), isEnd: true))
    let proposal = MappingProposal(table, path: "ledger/x.jsonl", models: [])
    #expect(proposal.missing == missing)
    for line in expected {
      #expect(proposal.lines.contains { $0.hasSuffix(line) }, "\(line): \(proposal.lines)")
    }
  }

  /// Bedrock's log counts neither reads nor writes as input.
  @Test func `totals under the names of a vendor hold what they hold there`() throws {
    let json =
      #"{"requestId":"q1","timestamp":"2026-08-01T10:00:00Z","accountId":"a","modelId":"m","input":{"inputTokenCount":900,"cacheReadInputTokenCount":200,"cacheWriteInputTokenCount":100}}"#
    let table = try #require(SampleTable(Array((json + "\n").utf8), isEnd: true))
    let lines = MappingProposal(table, path: "ledger/x.jsonl", models: []).lines
    #expect(
      lines.contains(
        #"  "input_includes": []  // a guess: check whether their input_tokens includes them"#),
      "\(lines)")
  }

  @Test func `a text that only looks like JSON adds no column`() throws {
    let csv = "id,note,model\na,{x},m\nb,{},m\nc,\"{\"\"k\"\":1,\"\"k\"\":2}\",m\n"
    let lines = try MappingProposal(ofCSV: csv).lines
    #expect(lines.contains { $0.hasSuffix("// not used: note") }, "\(lines)")
  }
}
