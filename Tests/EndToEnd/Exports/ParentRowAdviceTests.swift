import Testing

/// Spans that hold others, named in lists, repeat what these used: they are no requests.
///
/// By the shipped book 1,000 tokens of gpt-5.6-luna in and 100 out cost 0.00032 USD, and half of these 0.00016.
struct ParentRowAdviceTests {
  private static let csv = """
    span_id,span_parents,trace_id,name,start_time,user,model,input_tokens,output_tokens
    s1,[],t1,root,2026-08-01T10:00:00Z,u1,,1500,150
    s2,['s1'],t1,llm,2026-08-01T10:00:01Z,u1,gpt-5.6-luna,1000,100
    s3,['s1'],t1,llm,2026-08-01T10:00:02Z,u1,gpt-5.6-luna,500,50

    """

  private static let json = """
    {"span_id":"s1","span_parents":null,"created":"2026-08-01T10:00:00Z","span_attributes":{"type":"task"},"metadata":{"user":"u1"},"metrics":{"prompt_tokens":1500,"completion_tokens":150}}
    {"span_id":"s2","span_parents":["s1"],"created":"2026-08-01T10:00:01Z","span_attributes":{"type":"llm"},"metadata":{"user":"u1","model":"gpt-5.6-luna"},"metrics":{"prompt_tokens":1000,"completion_tokens":100}}
    {"span_id":"s3","span_parents":["s1"],"created":"2026-08-01T10:00:02Z","span_attributes":{"type":"llm"},"metadata":{"user":"u1","model":"gpt-5.6-luna"},"metrics":{"prompt_tokens":500,"completion_tokens":50}}

    """

  @Test(arguments: [("a.csv", csv), ("a.jsonl", json)])
  func `a proposal leaves out spans that lists of parents name`(name: String, text: String) throws {
    let folder = try ProposalKindsTests.workspace(name, text)
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == ["0.00032", "0.00016"], "\(check.output) \(run.errors)")
  }

  /// With a mapping of one's own, and in our own columns.
  @Test func `a root span without a model is left out, not filled in`() throws {
    let mapped = try ProposalKindsTests.workspace("a.csv", Self.csv)
    let columns =
      #""request_id": "span_id", "request_started_at": "start_time", "user_id": "user", "model": "model", "input_tokens": "input_tokens", "output_tokens": "output_tokens""#
    func settings(_ more: String) -> String {
      #"{ "mappings": { "ledger/a.csv": { "columns": { \#(columns) }\#(more) } } }"#
    }
    try mapped.write("ws/assay.json", settings(""))
    let run = try Program.assay("run", mapped.path("ws"), "--quiet")
    #expect(run.errors.contains("[id.empty]"), "\(run.errors)")
    let told = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(told.contains(#""skip": { "model": [""] } in its mapping"#), "\(told)")
    #expect(!told.contains("fill in the cell and export again"), "\(told)")
    try mapped.write("ws/assay.json", settings(#", "skip": { "model": [""] }"#))
    let again = try Program.assay("run", mapped.path("ws"), "--quiet")
    #expect(again.status == 0, "\(again.errors)")
    let native = try ProposalKindsTests.workspace(
      "a.csv",
      Self.csv.replacing("span_id,", with: "request_id,").replacing(
        "start_time", with: "request_started_at"
      )
      .replacing(",user,", with: ",user_id,").replacing("model,", with: "model,provider,")
      .replacing("u1,,", with: "u1,,openai,").replacing("luna,", with: "luna,openai,"))
    let ours = try Program.assay("run", native.path("ws"), "--quiet")
    #expect(
      ours.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .contains("exclude these rows from the export if they are parents of other rows"),
      "\(ours.errors)")
  }
}
