import Foundation
import Testing

/// A row for each message about foreign formats and JSON documents: the files of a workspace, what is said of
/// them, and the exit status.
struct FormatMessageTests: OneRowLedger {
  /// The header of a log of new-api.
  private static let gateway =
    "id,type,model_name,quota,prompt_tokens,completion_tokens,user_id,created_at,other\n"

  /// A response of Anthropic with these iterations.
  private static func claude(_ iterations: String) -> String {
    #"{"request_id":"r1",\#(json),"response":{"type":"message","usage":{"input_tokens":5,"iterations":[\#(iterations)]}}}"#
      + "\n"
  }

  /// A response of Gemini with these members.
  private static func gemini(_ members: String) -> String {
    #"{"request_id":"r1",\#(json),"response":{\#(members),"usageMetadata":{"promptTokenCount":5}}}"#
      + "\n"
  }

  private struct Case {
    let files: [String: String]
    let message: String
    let status: Int32

    init(_ files: [String: String], _ message: String, _ status: Int32) {
      self.files = files
      self.message = message
      self.status = status
    }
  }

  private static let cases: [Case] = [
    Case(
      ["ledger/a.json": "[{\"request_id\":\"r1\",\(json),\"input_tokens\":5}"],
      "ledger/a.json:1: error: [json.cut] the JSON document ends before its list of records does",
      1),
    Case(
      ["ledger/a.json": "{\"data\":[{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\n  {}]}"],
      "ledger/a.json:2:3: error: [json.syntax] expected , or ], so this is not a JSON document", 1),
    Case(
      [
        "ledger/a.json":
          "[\n{\"request_id\":\"r1\",\(json),\"input_tokens\":5}, {\"request_id\":7}]"
      ],
      "ledger/a.json:2:151: error: [json.type] request_id is a number, expected a string", 2),
    Case(
      ["ledger/a.csv": "id,created_at,model_name,quota,prompt_tokens,type\n1,2,m,3,4,2\n"],
      "ledger/a.csv:1:1: error: [csv.missing]", 1),
    Case(
      [
        "ledger/a.jsonl":
          "{\"created_at\":1,\"model_name\":\"m\",\"quota\":2,\"prompt_tokens\":1}\n"
      ],
      "ledger/a.jsonl:1:1: error: [format.unknown] no format is known with \"created_at\","
        + " \"model_name\", \"prompt_tokens\", \"quota\"; new-api has \"type\", \"completion_tokens\" as well",
      1),
    // One object, or several as jq writes them: no line of it is one.
    Case(
      ["ledger/a.json": "{\n\"request_id\":\"r1\",\(json),\n\"input_tokens\":5\n}\n"],
      "ledger/a.json:1:1: error: [json.list] a JSON object over several lines, expected objects in a list,",
      1),
    Case(
      ["ledger/a.json": "\n{\n\"id\":\"a\"}\n{\n\"id\":\"b\"}\n"],
      "ledger/a.json:1:1: error: [json.list] a JSON object over several lines, expected objects in a list,",
      1),
    // A line that is cut is not continued by the next.
    Case(
      [
        "ledger/a.json":
          "{\"request_id\":\"r0\"\n{\"request_id\":\"r1\",\(json),\"input_tokens\":5}\n"
      ],
      "ledger/a.json:1:19: error: [json.syntax] expected , or } at column 19", 2),
    // Claude Code writes Z: without it nobody knows whose clock that was.
    Case(
      [
        "ledger/a.jsonl":
          #"{"timestamp":"2026-08-09T10:00:00","sessionId":"s","uuid":"i","message":{"id":"m","model":"claude","usage":{"input_tokens":1}}}"#
          + "\n"
      ],
      "ledger/a.jsonl:1:14: error: [time.zone] request_started_at is \"2026-08-09T10:00:00\", expected RFC 3339 with Z or +hh:mm",
      1),
    // Names that others have as well are not enough for a ledger of ours.
    Case(
      [
        "ledger/a.jsonl":
          #"{"id":"n1","ts":"2026-07-01T00:00:00Z","user":"u1","tier":"pro","provider":"p","model":"m","usage":{"prompt_tokens":5}}"#
      ],
      "ledger/a.jsonl:1:1: error: [format.unknown] no format is known with \"id\", \"model\"", 1),
    Case(
      [
        "ledger/a.jsonl":
          #"{"provider":"p","model":"m","user_id":"u","tier":"pro","input_tokens":5}"#
      ],
      "ledger/a.jsonl:1:1: error: [format.unknown] no format is known with \"input_tokens\"", 1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/a.csv\": \"new-api\" } }",
        "ledger/a.csv": header + "\n" + row + "\n",
      ],
      "ledger/a.csv:1:1: error: [format.unknown] assay.json states the format new-api, but the file has no"
        + " \"created_at\"", 1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/a.csv\": \"newapi\" } }",
        "ledger/a.csv": header + "\n" + row + "\n",
      ],
      "assay.json:1:32: error: [cfg.value] \"ledger/a.csv\" is \"newapi\", expected the name of a format\n"
        + "  help: did you mean \"new-api\"? The formats are native, vendor-responses, claude-code,"
        + " litellm-spendlogs, new-api, one-api, openrouter-csv, codex-rollout, otel-spans,"
        + " langfuse-observations, openai-usage, anthropic-admin-usage,"
        + " anthropic-console-usage, openrouter-activity, litellm-daily-spend, litellm-team-usage, mapping\n",
      1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/a.csv\": \"native\" } }",
        "ledger/a.csv": "Vorgang,starttime,Kunde,provider,model,tokens\nr,t,u,p,m,1\n",
      ],
      "ledger/a.csv:1:1: error: [format.unknown] assay.json states the format native, but the file has no"
        + " \"request_id\", \"request_started_at\", \"user_id\", \"input_tokens\"\n"
        + "  help: remove the file from \"formats\" in assay.json: its content shows its format\n",
      1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/a.jsonl\": \"native\" } }",
        "ledger/a.jsonl": "{\"id\":\"r\",\"provider\":\"p\",\"model\":\"m\"}\n",
      ],
      "ledger/a.jsonl:1:1: error: [format.unknown] assay.json states the format native, but the file has no"
        + " \"request_id\", \"request_started_at\"\n", 1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/a.csv\": \"openrouter-activity\" } }",
        "ledger/a.csv": header + "\n" + row + "\n",
      ],
      "ledger/a.csv:1:1: error: [format.unknown] assay.json states the format openrouter-activity, but the file has no",
      1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/a.csv\": \"mapping\" } }",
        "ledger/a.csv": header + "\n" + row + "\n",
      ],
      "ledger/a.csv: error: [format.unknown] assay.json states the format mapping, but has no mapping for this file\n"
        + "  help: paste into assay.json the mapping that assay check proposes for it\n", 1),
    Case(
      [
        "assay.json": "{ \"formats\": { \"ledger/b.csv\": \"native\" } }",
        "ledger/a.csv": header + "\n" + row + "\n",
      ],
      "assay.json:1:16: error: [cfg.value] \"ledger/b.csv\" is not an export in ledger/\n"
        + "  help: did you mean \"ledger/a.csv\"?", 1),
    Case(
      [
        "ledger/a.csv":
          "request_id,call_type,spend,prompt_tokens,completion_tokens,startTime,model,user\n"
          + "r1,x,1,9,5,2026-07-01 10:00:00,o/g,u\n"
      ],
      "ledger/a.csv:2:8: warning: [qty.caches] the export does not state what came from a cache", 2),
    Case(
      [
        "ledger/a.csv": header + ",startTime,spend,prompt_tokens,completion_tokens,call_type\n"
          + row
          + ",2026-07-01,0,5,0,x\n"
      ],
      "ledger/a.csv:1: warning: [format.several] the header fits native and litellm-spendlogs; Assay read it as native\n"
        + "  help: state which in assay.json: \"formats\": { \"ledger/a.csv\": \"native\" },"
        + " or \"litellm-spendlogs\"\n", 0),
    Case(
      [
        "ledger/a.csv": "request_id,startTime,model,spend,"
          + gateway.replacing("other\n", with: "other,api_key\n")
          + "r,2026-07-01,m,0,1,2,m,5,10,1,7,1782864000,{},k\n"
      ],
      "the header fits litellm-spendlogs and new-api; Assay read it as litellm-spendlogs\n", 1),
    Case(
      [
        "ledger/a.json": "[\n"
          + #"{"request_id":"r","startTime":"2026-07-01T00:00:00Z","spend":0,"prompt_tokens":5,"completion_tokens":1,"#
          + #""api_key":"k","user":"u","created_at":1782864000,"type":2,"model_name":"m","quota":1,"model":"m","other":"{}"}]"#
      ],
      "ledger/a.json:2: warning: [format.several] the keys fit litellm-spendlogs and new-api; Assay read them as"
        + " litellm-spendlogs\n  help: state which in assay.json: \"formats\": { \"ledger/a.json\":"
        + " \"litellm-spendlogs\" }, or \"new-api\"\n", 1),
    Case(
      [
        "ledger/a.jsonl":
          #"{"request_id":"r1",\#(json),"input_tokens":5,"startTime":"x","spend":0,"prompt_tokens":5,"#
          + #""completion_tokens":1,"call_type":"c"}"# + "\n"
      ],
      "ledger/a.jsonl:1: warning: [format.several] the keys fit litellm-spendlogs and native; Assay read them as"
        + " litellm-spendlogs\n", 1),
    Case(
      ["ledger/a.csv": gateway + "1,1,,500000,0,0,7,1782864000,{}\n"],
      "ledger/a.csv:2: note: [format.skipped] skipped, not usage: type 1, a top-up (first of 1 record)",
      1),
    Case(
      ["ledger/a.csv": gateway + "1,2,m,5,10,1,7,1782864000,{}\n"],
      "ledger/a.csv: warning: [format.unit] one unit of its quota is 0.000002 USD, but the credit value is 0.01 USD",
      2),
    Case(
      ["ledger/a.csv": gateway + "1,2,m,5,10,1,7,1782864000,\"{\"\"cache_tokens\"\":20}\"\n"],
      "ledger/a.csv:2:9: error: [qty.negative] input_tokens would be -10: its parts are 20 of a total of 10",
      1),
    Case(
      [
        "ledger/a.csv": gateway
          + "1,2,m,5,10,1,7,1782864000,\"{\"\"cache_tokens\"\":8,\"\"cache_write_tokens\"\":4}\"\n"
      ],
      "ledger/a.csv:2:9: warning: [qty.overlap] cache writes overlap other input", 2),
    Case(
      [
        "ledger/a.jsonl":
          #"{"request_id":"r1",\#(json),"response":{"output":[{"type":"file_search_call"}],"#
          + #""usage":{"input_tokens":5,"total_tokens":5}}}"#
      ],
      "ledger/a.jsonl:1: warning: [qty.tools] model \"m\" of p has no price for tool calls", 2),
    Case(
      [
        "ledger/a.jsonl": claude(#"{"input_tokens":5},{"type":"advisor_message","input_tokens":7}"#)
      ],
      "ledger/a.jsonl:1: warning: [qty.advisor]", 2),
    Case(
      [
        "ledger/a.jsonl": gemini(
          #""candidates":[{"groundingMetadata":{"webSearchQueries":["x"]}}]"#)
      ],
      "ledger/a.jsonl:1: warning: [qty.grounding]", 2),
    Case(
      [
        "ledger/a.jsonl":
          #"{"request_id":"r1",\#(json),"response":{"usage":{"input_tokens":5,"total_tokens":12,"#
          + #""output_tokens_details":{"image_tokens":7}}}}"#
      ],
      "has no price for image_output", 2),
    Case(
      [
        "ledger/a.jsonl":
          #"{"request_id":"r1",\#(json),"response":{"usage":{"prompt_tokens":5,"total_tokens":9}}}"#
      ],
      "ledger/a.jsonl:1:172: warning: [qty.total] the total is not the sum of input and output", 0
    ),
    Case(
      [
        "ledger/a.csv":
          "generation_id,created_at,cost_total,tokens_prompt,tokens_completion,model_permaslug,user\n"
          + "g,2026-07-01 00:00:00,0,1,1,m,u\n"
      ],
      "ledger/a.csv: note: [format.tier] openrouter-csv logs state no tier: rated as paid, without a target (1 row)",
      2),
    Case(
      ["ledger/a.csv": gateway + "1,2,m,5,10,1,7,1782864000,{\n"],
      "ledger/a.csv:2:27: error: [json.syntax] other is not JSON", 1),
  ]

  @Test func `each message about a format is said, with its exit status`() throws {
    for test in Self.cases {
      let folder = try Scratch()
      try folder.write("ws/plans.csv", "tier\npro\n")
      try folder.write("ws/prices/p.csv", Self.prices)
      for (name, text) in test.files { try folder.write("ws/" + name, text) }
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains(test.message), "\(check.errors)")
      #expect(check.status == test.status, "\(test.message): \(check.errors)")
    }
  }
}
