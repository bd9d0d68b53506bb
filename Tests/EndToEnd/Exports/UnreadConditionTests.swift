import Foundation
import Testing

/// Columns that state what a price depends on: what is proposed for them, and what a run does where nothing reads them; by
/// the shipped book.
///
/// A million tokens of gpt-5.6-luna cost 0.20 USD in and 1.20 out, so 1,000 and 100 cost 0.00032; of claude-opus-4-8 5
/// and 25, so they cost 0.0075, 0.00825 in the US alone or in a region of Bedrock, and 0.00375 in a batch.
struct UnreadConditionTests {
  private struct Case {
    let name: String
    let text: String
    /// Lines of the proposal.
    var says: [String] = []
    /// Cost by request; a blank one has no price.
    let costs: [String: String]
    /// Words of the findings of a run.
    var finds: [String] = []
  }

  private static let portkey = """
    Trace ID,Request ID,Created At,User,Provider,Model,Prompt Tokens,Completion Tokens,Cache RequestStatus,RequestStatus Code
    t1,p1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,Cache Miss,200
    t2,p2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,Cache Hit,200
    t3,p3,2026-08-01T10:02:00Z,u2,openai,gpt-5.6-luna,1000,100,Cache Semantic Hit,200

    """

  private static let cloudflare = """
    {"id":"c1","created_at":"2026-08-01T10:00:00Z","provider":"openai","model":"gpt-5.6-luna","success":true,"cached":false,"tokens_in":1000,"tokens_out":100,"user":"u1"}
    {"id":"c2","created_at":"2026-08-01T10:01:00Z","provider":"openai","model":"gpt-5.6-luna","success":true,"cached":true,"tokens_in":1000,"tokens_out":100,"user":"u1"}

    """

  private static let geo = """
    {"requestId":"v1","timestamp":"2026-08-01T10:00:00Z","userId":"u1","provider":"anthropic","modelId":"claude-opus-4-8","inferenceGeo":"us","usage":{"inputTokens":1000,"outputTokens":100}}
    {"requestId":"v2","timestamp":"2026-08-01T10:01:00Z","userId":"u1","provider":"anthropic","modelId":"claude-opus-4-8","inferenceGeo":"global","usage":{"inputTokens":1000,"outputTokens":100}}

    """

  private static let bedrock = """
    {"timestamp":"2026-08-22T10:00:00Z","accountId":"111122223333","region":"eu-west-1","requestId":"b1","modelId":"eu.anthropic.claude-opus-4-8","input":{"inputTokenCount":1000},"output":{"outputTokenCount":100,"outputBodyJson":{"model":"claude-opus-4-8"}}}
    {"timestamp":"2026-08-22T10:01:00Z","accountId":"111122223333","region":"eu-west-1","requestId":"b2","modelId":"arn:aws:bedrock:eu-west-1:111122223333:inference-profile/global.anthropic.claude-opus-4-8","input":{"inputTokenCount":1000},"output":{"outputTokenCount":100,"outputBodyJson":{"model":"claude-opus-4-8"}}}

    """

  private static let postgres = """
    id,created_at,customer_id,vendor,llm,in_tokens,out_tokens,mode,type
    1a,2026-08-01T10:00:00Z,u1,anthropic,claude-opus-4-8,1000,100,realtime,usage
    2b,2026-08-01T10:01:00Z,u1,anthropic,claude-opus-4-8,1000,100,batch,usage
    3c,2026-08-01T10:02:00Z,u1,anthropic,claude-opus-4-8,1000,100,realtime,refund

    """

  private static let azure = """
    CorrelationId,TimeGenerated,CallerUser,Vendor,ModelName,PromptTokens,CompletionTokens,isBatch
    a1,2026-08-01T10:00:00Z,u1,anthropic,claude-opus-4-8,1000,100,false
    a2,2026-08-01T10:01:00Z,u1,anthropic,claude-opus-4-8,1000,100,true

    """

  private static let searches = """
    id,timestamp,user,provider,model,prompt_tokens,completion_tokens,code_interpreter_calls
    s1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,0
    s2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,2

    """

  private static let dryRuns = """
    id,timestamp,user,provider,model,prompt_tokens,completion_tokens,dry_run
    d1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,false
    d2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,true

    """

  private static let openAI = """
    {"request_id":"o1","provider":"openai","model":"gpt-5.6-luna","created":1785578400,"user":"u1","usage":{"prompt_tokens":1000,"completion_tokens":100}}
    {"request_id":"o2","provider":"openai","model":"gpt-5.6-luna","created":1785578460,"user":"u1","usage":{"prompt_tokens":1000,"completion_tokens":100}}

    """

  private static let proposed: [Case] = [
    Case(
      name: "portkey.csv", text: portkey,
      says: [#""skip": { "Cache RequestStatus": ["Cache Hit", "Cache Semantic Hit"] }"#],
      costs: ["p1": "0.00032"]),
    Case(
      name: "cf.jsonl", text: cloudflare, says: [#""skip": { "cached": ["true"] }"#],
      costs: ["c1": "0.00032"]),
    Case(
      name: "vercel.jsonl", text: geo, says: [#""region": "inferenceGeo""#],
      costs: ["v1": "0.00825", "v2": "0.0075"]),
    Case(
      name: "bedrock.jsonl", text: bedrock,
      says: [#""model": "modelId""#, #""region": "region""#, #""provider": "amazon""#],
      costs: ["b1": "0.00825", "b2": "0.0075"]),
    Case(
      name: "pg.csv", text: postgres,
      says: [
        #""service_tier": "mode""#, #""service_tier": { "realtime": "standard" }"#,
        #""skip": { "type": ["refund"] }"#,
      ], costs: ["1a": "0.0075", "2b": "0.00375"]),
    Case(
      name: "azure.csv", text: azure,
      says: [
        #""service_tier": "isBatch""#, #""service_tier": { "false": "standard", "true": "batch" }"#,
      ], costs: ["a1": "0.0075", "a2": "0.00375"]),
    Case(
      name: "searches.csv", text: searches,
      says: ["code_interpreter_calls states usage, as in 2: such rows have no price"],
      costs: ["s1": "0.00032", "s2": ""], finds: ["[csv.condition]", "[qty.unread]"]),
    Case(
      name: "dry.csv", text: dryRuns, says: [#""skip": { "dry_run": ["true"] }"#],
      costs: ["d1": "0.00032"]),
    Case(name: "openai.jsonl", text: openAI, costs: ["o1": "0.00032", "o2": "0.00032"]),
  ]

  private static func costs(_ folder: Scratch) throws -> (costs: [String: String], said: String) {
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let careful = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--careful", "--rated", folder.path("careful.csv"))
    #expect(run.errors == careful.errors)
    let rated = try folder.text("rated.csv")
    #expect(try folder.text("careful.csv") == rated)
    let rows = rows(ofCSV: rated).map { ($0["request_id"] ?? "", $0["vendor_cost_usd"] ?? "?") }
    return (Dictionary(rows, uniquingKeysWith: { first, _ in first }), run.errors)
  }

  @Test(arguments: proposed.indices)
  func `a saved mapping reads what a price depends on, or the rows have no price`(
    index: Int
  ) throws {
    let one = Self.proposed[index]
    let folder = try ProposalKindsTests.workspace(one.name, one.text)
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let settings = try folder.text("ws/assay.json")
    for line in one.says { #expect(settings.contains(line), "\(line): \(settings)") }
    let run = try Self.costs(folder)
    #expect(run.costs == one.costs, "\(check.errors) \(settings) \(run.said)")
    for words in one.finds { #expect(run.said.contains(words), "\(words): \(run.said)") }
  }

  /// A mapping that leaves all else out of rows `id,t,u,p,m,i,o` and one more column.
  private static let left: [(column: String, value: String, cost: String, finds: String)] = [
    ("inference_geo", "us", "", "[qty.region]"), ("inference_geo", "global", "0.0075", ""),
    ("is_batch", "true", "", "[qty.terms]"), ("is_batch", "false", "0.0075", ""),
    ("cached", "true", "", "[qty.cached]"), ("cached", "false", "0.0075", ""),
    ("kind", "reversal", "", "[qty.reversal]"), ("kind", "usage", "0.0075", ""),
    ("image_output_tokens", "5", "", "[qty.unread]"), ("image_output_tokens", "0", "0.0075", ""),
    ("cache_read_tokens", "5", "", "[qty.unread]"), ("service_tier", "", "0.0075", ""),
    ("comment", "batch", "0.0075", ""), ("dry_run", "true", "", "[qty.trial]"),
    ("dry_run", "false", "0.0075", ""),
  ]

  @Test(arguments: left)
  func `rows that state what their mapping leaves out have no price`(
    column: String, value: String, cost: String, finds: String
  ) throws {
    let mapping =
      #""columns": { "request_id": "id", "request_started_at": "t", "user_id": "u", "provider": "p", "model": "m", "input_tokens": "i", "output_tokens": "o" }"#
    let row = ["r1", "2026-08-01T10:00:00Z", "u1", "anthropic", "claude-opus-4-8", "1000", "100"]
    let names = ["id", "t", "u", "p", "m", "i", "o"]
    let csv =
      (names + [column]).joined(separator: ",") + "\n" + (row + [value]).joined(separator: ",")
      + "\n"
    let members = zip(names + [column], row + [value]).map { name, text in
      "\"\(name)\":" + (Int(text) != nil || text == "true" ? text : "\"\(text)\"")
    }
    let files = [("x.csv", csv), ("x.jsonl", "{" + members.joined(separator: ",") + "}\n")]
    for (name, text) in files {
      let folder = try ProposalKindsTests.workspace(name, text)
      try folder.write(
        "ws/assay.json", "{ \"mappings\": { \"ledger/\(name)\": { \(mapping) } } }")
      let run = try Self.costs(folder)
      #expect(run.costs == ["r1": cost], "\(name) \(run.said)")
      #expect(run.said.contains("[csv.condition]") == !finds.isEmpty, "\(name) \(run.said)")
      #expect(run.said.contains(finds) || finds.isEmpty, "\(name) \(run.said)")
      // The settings may say that no price depends on it.
      try folder.write(
        "ws/assay.json",
        "{ \"mappings\": { \"ledger/\(name)\": { \(mapping) }, \"\(column)\": \"ignored\" } }")
      #expect(try Self.costs(folder).costs == ["r1": "0.0075"], "\(name)")
    }
  }

  /// A column that nobody knows in a file of our own columns, and the recorded cost.
  private static let native: [(column: String, value: String, recorded: String, cost: String)] = [
    ("inference_geo", "us", "0.00825", ""), ("inference_geo", "global", "0.0075", "0.0075"),
    ("batch", "true", "0.00375", ""), ("batch", "false", "0.0075", "0.0075"),
    ("web_search_requests", "3", "0.0375", ""), ("web_search_requests", "0", "0.0075", "0.0075"),
    ("image_tokens", "7", "0.0075", ""), ("audio_tokens", "7", "0.0075", ""),
    ("Speed", "fast", "0.045", ""), ("type", "refund", "0.0075", ""),
    ("note", "us", "0.0075", "0.0075"), ("simulated", "true", "0.0075", ""),
    ("is_test", "false", "0.0075", "0.0075"),
  ]

  @Test(arguments: native)
  func `a native row that states what no column of Assay has has no price and no fault`(
    column: String, value: String, recorded: String, cost: String
  ) throws {
    let names = [
      "request_id", "request_started_at", "user_id", "provider", "model", "input_tokens",
      "output_tokens", "vendor_cost_usd", column,
    ]
    let row = [
      "r1", "2026-08-01T10:00:00Z", "u1", "anthropic", "claude-opus-4-8", "1000", "100", recorded,
      value,
    ]
    let csv = names.joined(separator: ",") + "\n" + row.joined(separator: ",") + "\n"
    let members = zip(names, row).map { name, text in
      "\"\(name)\":" + (Int(text) != nil || text == "true" ? text : "\"\(text)\"")
    }
    for (name, text) in [("x.csv", csv), ("x.jsonl", "{" + members.joined(separator: ",") + "}\n")]
    {
      let folder = try ProposalKindsTests.workspace(name, text)
      let run = try Self.costs(folder)
      #expect(run.costs == ["r1": cost], "\(name) \(run.said)")
      #expect(run.said.contains("[csv.condition]") == cost.isEmpty, "\(name) \(run.said)")
      #expect(run.said.contains("[csv.unknown]") == !cost.isEmpty, "\(name) \(run.said)")
      let mismatches = rows(ofCSV: try folder.text("ws/out/exceptions.csv")).compactMap {
        $0["kind"]
      }
      #expect(!mismatches.contains { $0.contains("mismatch") }, "\(name) \(mismatches)")
    }
  }

  @Test func `a column of Assay under the advised name is read`() throws {
    let ledger =
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,inference_geo\n"
      + "r1,2026-08-01T10:00:00Z,u1,anthropic,claude-opus-4-8,1000,100,us\n"
    let folder = try ProposalKindsTests.workspace("x.csv", ledger)
    try folder.write("ws/assay.json", #"{ "mappings": { "inference_geo": "region" } }"#)
    let run = try Self.costs(folder)
    #expect(run.costs == ["r1": "0.00825"], "\(run.said)")
    #expect(!run.said.contains("[csv.condition]"), "\(run.said)")
  }

  @Test func `a region in a column that is not read matters only where a price has one`() throws {
    let ledger =
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,location\n"
      + "r1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,eastus2\n"
    let run = try Self.costs(try ProposalKindsTests.workspace("x.csv", ledger))
    #expect(run.costs == ["r1": "0.00032"], "\(run.said)")
    #expect(run.said.contains("[csv.condition]"), "\(run.said)")
  }

  @Test func `the row numbers of a data frame are no column`() throws {
    let header =
      ",request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens\n"
    func row(_ number: String, _ id: String) -> String {
      "\(number),\(id),2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100\n"
    }
    let folder = try ProposalKindsTests.workspace("x.csv", header + row("0", "r1") + row("1", "r2"))
    let run = try Self.costs(folder)
    #expect(run.costs == ["r1": "0.00032", "r2": "0.00032"], "\(run.said)")
    #expect(run.said.contains("[csv.index]"), "\(run.said)")
    try folder.write("ws/ledger/x.csv", header + row("7", "r1") + row("9", "r2"))
    #expect(try Program.assay("run", folder.path("ws"), "--quiet").errors.contains("[csv.twice]"))
  }

  /// Audio of no stated side beside audio that was put in may be what came out: in a table and in lines of JSON alike.
  @Test(arguments: [
    (
      "a.csv",
      "request_id,request_started_at,user_id,provider,model,input_tokens,audio_input_tokens,audio_tokens\n"
        + "r1,2026-08-01T10:00:00Z,u,p,m,5,7,9\n"
    ),
    (
      "a.jsonl",
      #"{"request_id":"r1","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"p","#
        + #""model":"m","input_tokens":5,"audio_input_tokens":7,"audio_tokens":9}"# + "\n"
    ),
  ])
  func `audio of no side is not read by one of the sides`(name: String, text: String) throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\np,m,input,1\np,m,audio_input,1\np,m,audio_output,1\n")
    try folder.write("ws/ledger/\(name)", text)
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(run.status == 2, "\(run.errors)")
    let unpriced = rows(ofCSV: try folder.text("ws/out/summary.csv"))
      .first { $0["measure"] == "rows_unpriced" }
    #expect(unpriced?["value"] == "1", "\(run.errors)")
  }
}
