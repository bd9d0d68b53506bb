import Foundation
import Testing

/// Exports that state some usage more than once, or beside what it is part of: each request counts once.
///
/// The examples stand in Tests/Examples/CountedOnce; costs are worked by hand from the shipped price book, in USD.
struct CountedOnceTests {
  private struct Case: CustomTestStringConvertible {
    let testDescription: String
    let folder: String
    /// Requests rated, rows that are copies, and what they cost.
    let rated: Int
    let copies: Int
    let cost: String
    /// A part of the message about them.
    var told: [String] = []
  }

  private static let cases = [
    // 3×5 + 20,000×6.25 + 400×25; 3×5 + 1,000×6.25 + 20,000×0.5 + 600×25; 3×5 + 1,200×6.25 + 21,000×0.5 + 500×25;
    // 5×5 + 900×6.25 + 22,200×0.5 + 150×25, in millionths.
    Case(
      testDescription: "a side question that copies the conversation of Claude Code",
      folder: "sidechain", rated: 4, copies: 3, cost: "0.217295",
      told: ["[dup.same] id msg_01A: a copy of ledger/6f2b0f6e.jsonl:1"]),
    // 2,000×0.2 + 300×1.2; 2,000×0.2 + 1,000×0.02 + 500×1.2.
    Case(
      testDescription: "a span of an agent that holds the sum of its requests",
      folder: "agent-span", rated: 2, copies: 0, cost: "0.00178",
      told: ["ledger/spans.jsonl:1: note: [sum.parts]", "(first of 1 record)"]),
    // 1,000×0.2 + 100×1.2; 1,000×0.2 + 1,000×0.02 + 200×1.2.
    Case(
      testDescription: "a session of Codex with refreshes of the screen",
      folder: "codex", rated: 2, copies: 0, cost: "0.00078",
      told: ["token_count that repeats a total (first of 2 records)"]),
    // 5×5 + 128,955×0.5 + 1,253×6.25 + 100×25; 2,000×0.2 + 1,000×0.02 + 300×1.2.
    Case(
      testDescription: "an export of OTLP as JSON", folder: "otlp", rated: 2, copies: 0,
      cost: "0.07561375"),
    // What Langfuse computed for the twelve, which is in the file.
    Case(
      testDescription: "observations of Langfuse with spans between them", folder: "langfuse",
      rated: 12, copies: 0, cost: "0.31273932", told: ["SPAN without usage (first of 24 records)"]),
  ]

  @Test(arguments: cases)
  private func `usage that occurs more than once counts once`(one: Case) throws {
    let folder = try Scratch()
    _ = try Program.assay("init", folder.path("ws"))
    let examples = Program.repository.appending(path: "Tests/Examples/CountedOnce/" + one.folder)
    for file in try FileManager.default.contentsOfDirectory(atPath: examples.path) {
      let text = try Data(contentsOf: examples.appending(path: file))
      try folder.write("ws/ledger/" + file, text)
    }
    for options in [
      ["--threads", "1"], ["--threads", "4", "--block-bytes", "300"],
      ["--careful", "--block-bytes", "100"],
    ] {
      let run = try Program.assay(["run", folder.path("ws"), "--quiet"] + options)
      #expect(run.status == 0, "\(run.errors)")
      let errors = run.errors.split(separator: /\s+/).joined(separator: " ")
      for text in one.told { #expect(errors.contains(text), "\(text): \(run.errors)") }
      let summary = try folder.text("ws/out/summary.csv")
      for line in [
        "rows_rated,\(one.rated)", "rows_duplicate,\(one.copies)", "rows_conflict,0",
        "rows_rejected,0", "vendor_cost_usd,\(one.cost)",
      ] {
        #expect(summary.contains(line + "\n"), "\(line): \(summary)")
      }
    }
  }
}
