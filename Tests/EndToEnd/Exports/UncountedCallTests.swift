import Foundation
import Testing

/// Calls of images, sound and the like that state no quantity: what they cost is not known, and never 0.
///
/// By the books of `ConditionRun`: an image of dall-e-3 costs 0.04, a second of whisper-1 0.0001, a request of rerank-v3.5
/// 0.002; 1,000 tokens into luna and 100 out of it cost 0.00032.
struct UncountedCallTests {
  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,status,service,input_tokens,output_tokens,images,seconds"

  private static func row(
    _ model: String, status: String = "", service: String = "", counts: String,
    provider: String = "openai", more: String
  ) -> String {
    "r1,2026-08-10T09:00:00Z,u,pro,\(provider),\(model),\(status),\(service),\(counts),\(more)"
  }

  private struct Case {
    let row: String
    var column = "path"
    /// Blank is not known.
    let cost: String
    var finds = "[qty.units]"
  }

  private static let cases: [Case] = [
    Case(row: row("dall-e-3", counts: "0,0,,", more: "images/generations"), cost: ""),
    Case(row: row("dall-e-3", counts: "0,0,2,", more: "images/generations"), cost: "0.08"),
    Case(row: row("dall-e-3", counts: "0,0,0,", more: "other"), cost: ""),
    Case(row: row("dall-e-3", status: "failed", counts: "0,0,,", more: "images/edits"), cost: "0"),
    Case(row: row("luna", counts: "0,0,,", more: "images/generations"), cost: ""),
    Case(row: row("luna", counts: "0,0,,", more: "chat/completions"), cost: "0"),
    Case(row: row("luna", counts: "1000,100,,", more: "images/generations"), cost: "0.00032"),
    Case(row: row("luna", service: "speech", counts: "0,0,,", more: ""), cost: ""),
    Case(
      row: row("luna", counts: "0,0,,", more: "image"), column: "request_type", cost: ""),
    Case(row: row("whisper-1", counts: "0,0,,", more: "/v1/audio/transcriptions"), cost: ""),
    Case(
      row: row("whisper-1", counts: "0,0,,0.5", more: "/v1/audio/transcriptions"), cost: "0.00005"),
    Case(
      row: row("rerank-v3.5", counts: "0,0,,", provider: "cohere", more: "/v2/rerank"),
      cost: "0.002"),
    Case(
      row: row("drawer-image", counts: "24,1756,,", more: "images/generations"), cost: "",
      finds: "[qty.images]"),
    // 24 × 5 + 1,756 × 10 per million.
    Case(row: row("drawer-image", counts: "24,1756,,", more: "chat"), cost: "0.01768"),
    Case(row: row("free", counts: "0,0,,", more: "images/generations"), cost: "0"),
  ]

  @Test(arguments: cases.indices)
  func `a call that counts nothing has no price unless one of the request covers it`(
    index: Int
  ) throws {
    let one = Self.cases[index]
    let titles = "\(Self.header),\(one.column)".split(separator: ",")
    let cells = one.row.split(separator: ",", omittingEmptySubsequences: false)
    let members = zip(titles, cells).filter { !$1.isEmpty }.map { title, cell in
      let isNumber = title.hasSuffix("_tokens") || title == "images" || title == "seconds"
      return isNumber ? "\"\(title)\":\(cell)" : "\"\(title)\":\"\(cell)\""
    }
    let csv = "\(Self.header),\(one.column)\n\(one.row)\n"
    for (name, text) in [
      ("a.csv", csv), ("a.jsonl", "{" + members.joined(separator: ",") + "}\n"),
    ] {
      let found = try ConditionRun.run(text, named: name)
      #expect(found.cost("r1") == one.cost, "\(name) \(one.row) \(found.messages)")
      let isTold = found.messages.contains(one.finds)
      #expect(isTold == one.cost.isEmpty, "\(name) \(one.row) \(found.messages)")
    }
  }

  /// The fast path knows the model after the first row.
  @Test func `rows that count something do not lend it to others of their model`() throws {
    let more = "images/generations"
    let rows = [
      Self.row("dall-e-3", counts: "0,0,1,", more: more),
      Self.row("dall-e-3", counts: "0,0,0,", more: more).replacing("r1", with: "r2"),
      Self.row("dall-e-3", counts: "0,0,3,", more: more).replacing("r1", with: "r3"),
    ]
    for column in ["path", "note"] {
      let found = try ConditionRun.run(
        "\(Self.header),\(column)\n\(rows.joined(separator: "\n"))\n", named: "a.csv")
      #expect(found.cost("r1") == "0.04" && found.cost("r2") == "" && found.cost("r3") == "0.12")
    }
  }

  @Test func `a mapping that leaves out the path reads no image call as free`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/ledger/a.csv", "id,t,u,m,i,o,path\n1,2026-08-10T09:00:00Z,u,luna,0,0,images/edits\n")
    try folder.write("ws/prices/p.csv", ConditionRun.prices)
    try folder.write(
      "ws/assay.json",
      #"{ "mappings": { "ledger/a.csv": { "columns": { "request_id": "id", "request_started_at": "t", "user_id": "u","#
        + #" "model": "m", "input_tokens": "i", "output_tokens": "o" }, "constants": { "provider": "openai" } } } }"#
    )
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(
      run.errors.contains("[qty.units]") && run.errors.contains("[csv.condition]"), "\(run.errors)")
  }
}
