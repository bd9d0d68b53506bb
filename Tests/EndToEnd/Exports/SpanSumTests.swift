import Foundation
import Testing

/// Spans and observations that state usage beside that of others below them.
///
/// Input costs 1 USD for a million tokens, what was read from a cache 0.1, output 2.
struct SpanSumTests {
  private static let prices =
    "provider,model,unit_class,price_usd\nopenai,m,input,1\nopenai,m,cache_read,0.1\n"
    + "openai,m,output,2\n"

  /// A span of the trace `t`; without usage where `input` is nil.
  private static func span(
    _ id: String, in parent: String = "", as operation: String = "chat", _ input: Int?,
    _ output: Int = 0, user: String = "u", more: String = ""
  ) -> String {
    let counts =
      input.map {
        #","gen_ai.usage.input_tokens":\#($0),"gen_ai.usage.output_tokens":\#(output)"#
      } ?? ""
    return
      #"{"traceId":"t","spanId":"\#(id)","parentSpanId":"\#(parent)","startTimeUnixNano":"1785578400000000000","#
      + #""attributes":{"gen_ai.operation.name":"\#(operation)","gen_ai.provider.name":"openai","#
      + #""gen_ai.request.model":"m","user.id":"\#(user)"\#(counts)\#(more)}}"# + "\n"
  }

  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let files: [String]
    /// The requests that count, in order.
    let ids: [String]
    /// Their total cost, in millionths of a USD.
    let cost: Int
    var told: String?
    var status: Int32 = 0
  }

  static let cases = [
    Case(
      testDescription: "an agent with tools between it and its requests",
      files: [
        span("a", as: "invoke_agent", 300, 30) + span("b", in: "a", 100, 10)
          + span("c", in: "a", as: "execute_tool", nil) + span("d", in: "c", 200, 20)
      ], ids: ["t:b", "t:d"], cost: 360, told: "note: [sum.parts]"),
    Case(
      testDescription: "an agent in another file than its requests, which comes first",
      files: [span("b", in: "a", 100, 10), span("a", as: "invoke_agent", 100, 10)],
      ids: ["t:b"], cost: 120, told: "note: [sum.parts]"),
    Case(
      testDescription: "agents within a workflow, each with its sum",
      files: [
        span("w", as: "invoke_workflow", 300, 30) + span("a", in: "w", as: "invoke_agent", 300, 30)
          + span("b", in: "a", 100, 10) + span("c", in: "a", 200, 20)
      ], ids: ["t:b", "t:c"], cost: 360, told: "(first of 2 records)"),
    Case(
      testDescription: "an agent with less than the sum, which is no request either",
      files: [span("a", as: "invoke_agent", 100, 30) + span("b", in: "a", 200, 20)],
      ids: ["t:b"], cost: 240, told: "warning: [sum.differs]", status: 2),
    Case(
      testDescription: "an agent alone, which counts and is told",
      files: [span("a", as: "invoke_agent", 100, 10)], ids: ["t:a"], cost: 120,
      told: "warning: [sum.alone]", status: 2),
    Case(
      testDescription: "a request that another library tells again within",
      files: [span("a", 100, 10) + span("b", in: "a", 100, 10)], ids: ["t:b"], cost: 120,
      told: "note: [sum.parts]"),
    Case(
      testDescription: "a request within another that has less: both count",
      files: [span("a", 100, 5) + span("b", in: "a", 200, 20)], ids: ["t:a", "t:b"], cost: 350),
    Case(
      testDescription: "a request within another that may hold it: both count, and it is told",
      files: [span("a", 300, 25) + span("b", in: "a", 200, 20)], ids: ["t:a", "t:b"], cost: 590,
      told: "warning: [sum.nested]", status: 2),
    Case(
      testDescription: "a request without usage whose usage stands on the span below",
      files: [span("a", nil) + span("b", in: "a", 100, 10)], ids: ["t:b"], cost: 120,
      told: "note: [sum.parts]"),
    Case(
      testDescription: "spans that are each other's parents",
      files: [span("a", in: "b", 100, 10) + span("b", in: "a", 100, 10)], ids: ["t:a", "t:b"],
      cost: 240),
    Case(
      testDescription: "a span that was exported twice beside its agent",
      files: [
        span("b", in: "a", 100, 10),
        span("a", as: "invoke_agent", 100, 10) + span("b", in: "a", 100, 10),
      ], ids: ["t:b"], cost: 120, told: "note: [dup.same]"),
    Case(
      testDescription: "a request whose usage is not stated: it is not known",
      files: [span("a", nil) + span("b", 100, 10)], ids: ["t:b"], cost: 120,
      told: "error: [qty.none]", status: 2),
    // 100 are the rest of 1,000, of which 900 were read.
    Case(
      testDescription: "an input beside its cache, as the total shows",
      files: [
        span(
          "a", 100, 10,
          more:
            #","gen_ai.usage.cache_read.input_tokens":900,"gen_ai.usage.total_tokens":1010"#)
      ], ids: ["t:a"], cost: 210),
    Case(
      testDescription: "usage under a name that nobody knows",
      files: [span("a", 100, 10, more: #","gen_ai.usage.video_tokens":7"#)], ids: ["t:a"],
      cost: 120, told: "warning: [qty.unknown]", status: 2),
  ]

  @Test(arguments: cases)
  func `a span whose usage is that of others is no request`(one: Case) throws {
    let folder = try Scratch()
    try folder.write("ws/prices/p.csv", Self.prices)
    for (number, text) in one.files.enumerated() {
      try folder.write("ws/ledger/\(number).jsonl", text)
    }
    for options in [[], ["--threads", "3", "--block-bytes", "200", "--careful"]] {
      let run = try Program.assay(
        ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
      #expect(run.status == one.status, "\(run.errors)")
      if let told = one.told { #expect(run.errors.contains(told), "\(run.errors)") }
      let rated = rows(ofCSV: try folder.text("rated.csv"))
      #expect(rated.compactMap { $0["request_id"] }.sorted() == one.ids)
      let cost = rated.compactMap { Decimal(string: $0["vendor_cost_usd"] ?? "") }.reduce(0, +)
      #expect(cost * 1_000_000 == Decimal(one.cost))
    }
  }

  /// 2,000 × 1 + 1,000 × 0.1 + 300 × 2, and the same again.
  @Test func `exports of OTLP read the same a line each, in one document and in a list`() throws {
    func export(_ id: String, _ service: String) -> String {
      #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"\#(service)"}}]},"#
        + #""scopeSpans":[{"scope":{"name":"] } [ {"},"spans":[{"traceId":"t","spanId":"\#(id)","#
        + #""startTimeUnixNano":"1785578400000000000","attributes":[{"key":"gen_ai.operation.name","#
        + #""value":{"stringValue":"chat"}},{"key":"gen_ai.provider.name","value":{"stringValue":"openai"}},"#
        + #"{"key":"gen_ai.request.model","value":{"stringValue":"m"}},{"key":"gen_ai.usage.input_tokens","#
        + #""value":{"intValue":"3000"}},{"key":"gen_ai.usage.cache_read.input_tokens","value":{"intValue":"1000"}},"#
        + #"{"key":"gen_ai.usage.output_tokens","value":{"intValue":300}}]}]}],"schemaUrl":""}]}"#
    }
    let (first, second) = (export("a", "shop"), export("b", "chat"))
    let metrics = #"{"resourceMetrics":[{"scopeMetrics":[]}]}"#
    let snake = (first + "\n" + second).replacing("resourceSpans", with: "resource_spans")
      .replacing("scopeSpans", with: "scope_spans").replacing("traceId", with: "trace_id")
      .replacing("spanId", with: "span_id").replacing("intValue", with: "int_value")
      .replacing("stringValue", with: "string_value")
      .replacing("startTimeUnixNano", with: "start_time_unix_nano")
    for (name, text) in [
      ("lines.jsonl", "\(first)\n\(metrics)\n\(second)\n"), ("list.json", "[\(first),\n\(second)]"),
      ("broken.json", "\(first)\n\(second)".replacing(":", with: " :\n ")), ("snake.json", snake),
    ] {
      let folder = try Scratch()
      try folder.write("ws/prices/p.csv", Self.prices)
      try folder.write("ws/ledger/" + name, text)
      for options in [[], ["--careful", "--block-bytes", "77"]] {
        let run = try Program.assay(
          ["run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv")] + options)
        #expect(run.status == 0, "\(name): \(run.errors)")
        let rated = rows(ofCSV: try folder.text("rated.csv"))
        #expect(rated.map { $0["request_id"] } == ["t:a", "t:b"], "\(name)")
        #expect(rated.map { $0["account_id"] } == ["shop", "chat"], "\(name)")
        #expect(rated.map { $0["vendor_cost_usd"] } == ["0.0027", "0.0027"], "\(name)")
      }
    }
    for cut in [first.dropLast(), first.dropLast(40), first.dropLast(200)] {
      let folder = try Scratch()
      try folder.write("ws/ledger/a.jsonl", second + "\n" + cut)
      let run = try Program.assay("run", folder.path("ws"))
      #expect(run.status == 1 && run.errors.contains("ledger/a.jsonl:2"), "\(run.errors)")
    }
  }
}
