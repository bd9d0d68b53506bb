import Foundation
import Testing

/// Pages of a vendor's list, which say whether more follow.
struct ListPageTests {
  private static func page(_ id: String, more: Bool, isFirst: Bool = false) -> String {
    let mark = "\"has_more\": \(more)"
    return """
      {
        "object": "list",\(isFirst ? "\n  \(mark)," : "")
        "data": [
          {"object": "chat.completion", "id": "\(id)", "model": "gpt-4o-2024-08-06", "created": 1785580000,
           "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100},
           "service_tier": "default", "choices": [], "metadata": {}}
        ],
        "first_id": "\(id)",
        "last_id": "\(id)"\(isFirst ? "" : ",\n  \(mark)")
      }

      """
  }

  /// 1,000 × 2.5 + 100 × 10 = 3,500 millionths of a USD.
  @Test(arguments: [(true, 8), (false, 10)])
  func `a page reads its items, and says that pages are missing`(
    isFirst: Bool, line: Int
  ) throws {
    let folder = try ProposalKindsTests.workspace(
      "a.json", Self.page("chatcmpl-1", more: true, isFirst: isFirst))
    _ = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] } == ["0.0035"])
    #expect(run.status == 2)
    #expect(run.errors.contains("ledger/a.json:\(line): warning: [json.pages]"), "\(run.errors)")
    // A list that is no page says nothing about pages.
    let item = Self.page("chatcmpl-9", more: false).split(separator: "\n")[3...5].joined()
    try folder.write("ws/ledger/b.json", "[\(item)]\n")
    try folder.write(
      "ws/assay.json",
      try folder.text("ws/assay.json").replacing("ledger/a.json", with: "ledger/*.json"))
    let list = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(list.errors.contains("[json.pages]"), "\(list.errors)")
    // Nor does the last page of a list with other members.
    let before = try folder.text("ws/assay.json")
    try folder.write(
      "ws/ledger/c.json",
      #"{"data": [{"key": "c9", "at": "2026-08-01T10:00:00Z", "who": "u", "vendor": "openai", "#
        + #""name": "gpt-4o-2024-08-06", "in": 10, "out": 1}], "has_more": false}"# + "\n")
    try folder.write(
      "ws/assay.json",
      before.replacing(
        "\"mappings\": {",
        with:
          #""mappings": { "ledger/c.json": { "columns": { "request_id": "key", "user_id": "who", "#
          + #""request_started_at": "at", "provider": "vendor", "model": "name", "#
          + #""input_tokens": "in", "output_tokens": "out" } },"#))
    let mixed = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(mixed.errors.contains("[json.pages]"), "\(mixed.errors)")
    #expect(!mixed.errors.contains("error:"), "\(mixed.errors)")
    try FileManager.default.removeItem(atPath: folder.path("ws/ledger/c.json"))
    try folder.write("ws/assay.json", before)
    // Beside the last page nothing is missing.
    try folder.write("ws/ledger/b.json", Self.page("chatcmpl-2", more: false))
    let both = try Program.assay("run", folder.path("ws"), "--quiet")
    #expect(both.status == 0 && !both.errors.contains("json.pages"), "\(both.errors)")
  }
}
