import Foundation
import Testing

/// Names in exports of usage by bucket that vendors leave blank, or write in other words than ours.
struct BucketNameTests {
  private static func run(_ files: [String: String]) throws -> (folder: Scratch, run: Program) {
    let folder = try Scratch()
    for (path, text) in files { try folder.write("ws/" + path, text) }
    return (folder, try Program.assay("run", folder.path("ws")))
  }

  private static func lines(
    _ folder: Scratch, _ table: String, _ columns: [String]
  ) throws -> [String] {
    rows(ofCSV: try folder.text("ws/out/\(table).csv")).map { row in
      columns.map { row[$0] ?? "" }.joined(separator: " ")
    }
  }

  @Test func `a row of OpenRouter's activity counts with a blank slug too`() throws {
    // 137 − 40 of completion.
    let (folder, run) = try Self.run([
      "ledger/a.csv":
        "Date,Slug,Usage,BYOK Usage,Requests,Prompt Tokens,Completion Tokens,Reasoning Tokens\n"
        + "2026-05-13 00:00:00,,0.0123,0,3,10389,137,40\n"
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try Self.lines(
        folder, "usage-buckets",
        ["model", "requests", "input_tokens", "output_tokens", "reasoning_tokens"])
        == [" 3 10389 97 40"])
  }
}
