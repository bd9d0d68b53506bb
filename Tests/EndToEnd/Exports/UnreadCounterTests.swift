import Foundation
import Testing

/// Counters that a mapping by hand leaves out: what a run says of them; by the shipped book.
///
/// 1,000 and 100 tokens of gpt-5.6-luna cost 0.0002 + 0.00012 USD.
struct UnreadCounterTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    /// The header after our own columns, and the cells of two rows.
    let names: String
    let cells: [String]
    /// Of each row; blank where it has none.
    let costs: [String]
    /// Words that are said; none where there is nothing to say.
    var finds: [String] = []
    /// Further members of the columns of the mapping.
    var columns = ""
  }

  private static let start =
    #""thoughts" counts reasoning tokens, and its mapping does not read them (1 of the first 2 rows have some)"#
  private static let cases = [
    Case(
      testDescription: "a number in a column cache", names: "cache", cells: ["1200", "0"],
      costs: ["", "0.00032"],
      finds: [
        #""cache" states usage, but Assay does not read this column"#,
        #"write "cache_read_tokens": "cache" within "columns" of its mapping"#,
      ]),
    Case(
      testDescription: "the same where a mapping reads the tokens elsewhere", names: "cache,cached",
      // 1,000 × 0.2 + 400 × 0.02 + 100 × 1.2.
      cells: ["400,400", "0,0"], costs: ["0.000328", "0.00032"],
      columns: #", "cache_read_tokens": "cached""#),
    Case(
      testDescription: "yes and no in a column cache", names: "cache", cells: ["1", "0"],
      costs: ["0.00032", "0.00032"]),
    Case(
      testDescription: "thoughts that are more than the output", names: "thoughts",
      cells: ["300", "0"], costs: ["0.00032", "0.00032"],
      finds: [
        start
          + ": output_tokens does not include them: in at least one row, output_tokens is smaller",
        #"write "reasoning_tokens": "thoughts" within "columns" of its mapping, and "output_includes": [] beside "columns""#,
      ]),
    Case(
      testDescription: "thoughts that may be in the output", names: "thoughts", cells: ["30", "0"],
      costs: ["0.00032", "0.00032"],
      finds: [start + ": it is unknown whether output_tokens includes them"]),
    Case(
      testDescription: "thoughts that name themselves a detail of the output",
      names: "completion_tokens_details.reasoning_tokens", cells: ["30", "0"],
      costs: ["0.00032", "0.00032"]),
  ]

  @Test(arguments: cases)
  func `a counter that a mapping leaves out is demanded unless what is read holds it`(
    one: Case
  ) throws {
    let lines = one.cells.enumerated().map {
      "x\($0),2026-08-01T10:0\($0):00Z,u,openai,gpt-5.6-luna,1000,100,\($1)"
    }
    let text = (["id,t,u,v,m,in,out," + one.names] + lines).joined(separator: "\n") + "\n"
    let folder = try ProposalKindsTests.workspace("a.csv", text)
    let settings = try folder.text("ws/assay.json")
    let mapping =
      #""mappings": { "ledger/a.csv": { "columns": { "request_id": "id", "request_started_at": "t", "user_id": "u","#
      + #" "provider": "v", "model": "m", "input_tokens": "in", "output_tokens": "out"\#(one.columns) },"#
      + #" "input_includes": [], "output_includes": [] } },"#
    try folder.write(
      "ws/assay.json",
      settings.replacing("{", with: "{ " + mapping, maxReplacements: 1))
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let said = run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] } == one.costs)
    #expect(run.status == (one.finds.isEmpty ? 0 : 2), "\(run.errors)")
    for words in one.finds { #expect(said.contains(words), "\(run.errors)") }
  }
}
