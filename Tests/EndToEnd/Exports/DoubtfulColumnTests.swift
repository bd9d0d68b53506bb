import Testing

/// Columns whose names leave something open: a unit, a currency, whose tier it is, a zone, what tokens are for.
struct DoubtfulColumnTests {
  private struct Case {
    let name: String
    let text: String
    /// Returns the output of `check`, without line ends.
    let says: [String]
    var not: [String] = []
  }

  private static let proposed: [Case] = [
    Case(
      name: "whisper.csv",
      text: """
        id,timestamp,user,provider,model,duration,cost
        w1,2026-08-01T10:00:00Z,u1,openai,whisper-1,60.5,0.006
        w2,2026-08-01T10:01:00Z,u1,openai,whisper-1,120,0.012

        """, says: [#""seconds": "FILL IN""#, "duration states no unit"],
      not: [#""input_tokens": "FILL IN""#]),
    Case(
      name: "audio.csv",
      text: """
        id,timestamp,user,provider,model,prompt_tokens,completion_tokens,audio_duration
        w1,2026-08-01T10:00:00Z,u1,openai,whisper-1,0,0,60.5
        w2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,

        """, says: [#""seconds": "FILL IN""#, "audio_duration states no unit"]),
    Case(
      name: "latency.csv",
      text: """
        id,timestamp,user,provider,model,prompt_tokens,completion_tokens,duration
        w1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,2.5

        """, says: [], not: ["states no unit", "FILL IN"]),
    Case(
      name: "currencies.csv",
      text: """
        id,timestamp,user,provider,model,prompt_tokens,completion_tokens,cost,currency,amount,billing_currency
        c1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,0.00032,USD,0.00028,EUR
        c2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,2000,200,0.00064,USD,0.00056,EUR

        """,
      says: ["amount and billing_currency state another cost: Assay reads only cost, in currency"]),
    Case(
      name: "tiers.csv",
      text: """
        id,timestamp,user,provider,model,prompt_tokens,completion_tokens,tier
        t1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,flex
        t2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,default

        """, says: [#""service_tier": "tier""#], not: [#""tier": "tier""#]),
    Case(
      name: "plans.csv",
      text: """
        id,timestamp,user,provider,model,prompt_tokens,completion_tokens,tier
        t1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,standard
        t2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,scale

        """, says: [#""tier": "tier""#]),
    Case(
      name: "azure.csv",
      text: """
        CorrelationId,"TimeGenerated [America/New_York]",CallerUser,Vendor,ModelName,PromptTokens,CompletionTokens
        a1,"8/1/2026, 10:00:00.000 AM",u1,openai,gpt-5.6-luna,1000,100
        a2,"8/13/2026, 10:01:00.000 AM",u1,openai,gpt-5.6-luna,1000,100

        """, says: [#""time_zone": "America/New_York""#], not: ["FILL IN"]),
    Case(
      name: "gemini.jsonl",
      text: """
        {"id":"a1","event.timestamp":"2026-08-01T10:00:00Z","user.email":"u1@x.org","model":"gemini-2.5-pro","input_token_count":1000,"output_token_count":100,"cached_content_token_count":400,"thoughts_token_count":50,"tool_token_count":30,"total_token_count":1180}
        {"id":"a2","event.timestamp":"2026-08-01T10:01:00Z","user.email":"u1@x.org","model":"gemini-2.5-pro","input_token_count":2000,"output_token_count":200,"cached_content_token_count":0,"thoughts_token_count":0,"tool_token_count":0,"total_token_count":2200}

        """, says: [#""input_tokens": ["input_token_count", "tool_token_count"]"#],
      not: ["FILL IN", "cache_write"]),
  ]

  @Test(arguments: proposed.indices)
  func `a proposal names what a column leaves open`(index: Int) throws {
    let one = Self.proposed[index]
    let folder = try ProposalKindsTests.workspace(one.name, one.text)
    let output = try Program.assay("check", folder.path("ws")).output
    for words in one.says { #expect(output.contains(words), "\(words): \(output)") }
    for words in one.not { #expect(!output.contains(words), "\(words): \(output)") }
  }

  private static let ours =
    "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens"

  /// A run of `file`, its messages in one line.
  private static func run(_ file: String, settings: String = "") throws -> String {
    let folder = try ProposalKindsTests.workspace("a.csv", file)
    try folder.write(
      "ws/prices/w.csv",
      "provider,model,unit_class,price_usd,effective_from\nopenai,whisper-1,second,0.0001,2026-01-01\n"
    )
    if !settings.isEmpty { try folder.write("ws/assay.json", settings) }
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    return run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test func `words for service tiers in a column of customers' tiers are named`() throws {
    let rows =
      "t1,2026-08-01T10:00:00Z,u1,openai,gpt-5.6-luna,1000,100,flex\n"
      + "t2,2026-08-01T10:01:00Z,u1,openai,gpt-5.6-luna,1000,100,default\n"
    let native = try Self.run("\(Self.ours),tier\n\(rows)")
    #expect(
      native.contains("[tier.service]") && native.contains("export the column as service_tier"),
      "\(native)")
    let columns = Self.ours.split(separator: ",").map { "\"\($0)\": \"\($0)\"" }
      .joined(separator: ", ")
    let mapped = try Self.run(
      "\(Self.ours),class\n\(rows)",
      settings:
        #"{ "mappings": { "ledger/a.csv": { "columns": { \#(columns), "tier": "class" } } } }"#)
    #expect(mapped.contains(#"write "service_tier": "class" in place of "tier""#), "\(mapped)")
    for tiers in ["pro,default", "standard,scale"] {
      let words = tiers.split(separator: ",")
      let plain = try Self.run(
        "\(Self.ours),tier\n"
          + rows.replacing("flex", with: words[0]).replacing("default", with: words[1]))
      #expect(!plain.contains("[tier.service]"), "\(plain)")
    }
  }

  @Test func `a length without a unit is named where a call of sound counts nothing`() throws {
    let text =
      "\(Self.ours),duration\nw1,2026-08-01T10:00:00Z,u1,openai,whisper-1,0,0,60.5\n"
    let native = try Self.run(text)
    #expect(native.contains("[qty.units]"), "\(native)")
    #expect(native.contains(#"look at "duration": it states no unit"#), "\(native)")
    let read = try Self.run(text, settings: #"{ "mappings": { "duration": "seconds" } }"#)
    #expect(!read.contains("[qty.units]"), "\(read)")
  }
}
