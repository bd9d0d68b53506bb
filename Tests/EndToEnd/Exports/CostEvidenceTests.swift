import Foundation
import Testing

/// Parts of totals where rows of a tool contradict a vendor's documentation, by the shipped book.
///
/// A million tokens of gpt-5.6-luna cost 0.20 USD in, 0.02 from the cache and 1.20 out; of claude-opus-4-8 5, 0.50 and 25.
struct CostEvidenceTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let header: String
    /// After the id, time and user.
    let rows: [String]
    let says: String
    /// Of each row; none where somebody has to fill in something.
    let costs: [String]
  }

  private static let plain = "provider,model,prompt_tokens,cached_tokens,completion_tokens"
  private static let cases = [
    // 12,000 × 0.2 + 8,000 × 0.02 + 300 × 1.2 = 2,920 millionths; 9,000 × 0.2 + 3,000 × 0.02 + 200 × 1.2 = 2,100;
    // 1,200 × 5 + 800 × 0.5 + 300 × 25 = 13,900.
    Case(
      testDescription: "costs of several vendors", header: plain + ",cost",
      rows: [
        "openai,gpt-5.6-luna,12000,8000,300,0.00292", "openai,gpt-5.6-luna,9000,3000,200,0.0021",
        "anthropic,claude-opus-4-8,1200,800,300,0.0139",
      ],
      says: #""input_includes": []  // as the recorded costs show"#,
      costs: ["0.00292", "0.0021", "0.0139"]),
    // 4,000 × 0.2 + 8,000 × 0.02 + 300 × 1.2 = 1,320; 6,000 × 0.2 + 3,000 × 0.02 + 200 × 1.2 = 1,500.
    Case(
      testDescription: "costs as each vendor documents it", header: plain + ",cost",
      rows: [
        "openai,gpt-5.6-luna,12000,8000,300,0.00132", "openai,gpt-5.6-luna,9000,3000,200,0.0015",
        "anthropic,claude-opus-4-8,1200,800,300,0.0139",
      ],
      says:
        #""input_includes": { "openai": ["cache_read"], "anthropic": [] }  // openai, anthropic: as the recorded costs show"#,
      costs: ["0.00132", "0.0015", "0.0139"]),
    Case(
      testDescription: "more read than is in the prompt of one vendor", header: plain,
      rows: [
        "openai,gpt-5.6-luna,12000,20000,300", "openai,gpt-5.6-luna,9000,3000,200",
        "anthropic,claude-opus-4-8,1200,800,300",
      ],
      says:
        #""input_includes": { "openai": [], "anthropic": [] }  // openai: as the numbers show; anthropic: a guess, from each vendor's documentation"#,
      // 2,400 + 400 + 360.
      costs: ["0.00316", "0.0021", "0.0139"]),
    Case(
      testDescription: "the same beside a vendor who documents that it holds the cache",
      header: plain,
      rows: [
        "openai,gpt-5.6-luna,12000,20000,300", "google,gemini-2.5-pro,9000,3000,200",
      ],
      says:
        #""input_includes": { "openai": [], "google": ["FILL IN"] }  // openai: as the numbers show; google: no number confirms it"#,
      costs: []),
    Case(
      testDescription: "a total of prompt and completion that leaves out the cache",
      header: plain + ",total_tokens,cost",
      rows: [
        "openai,gpt-5.6-luna,12000,8000,300,12300,0.00292",
        "openai,gpt-5.6-luna,9000,3000,200,9200,0.0021",
      ],
      says: #""input_includes": []  // as the recorded costs show"#, costs: ["0.00292", "0.0021"]),
    // 1,000 × 0.2 + 800 × 1.2 = 1,160; 2,000 × 0.2 + 500 × 1.2 = 1,000; 100 × 5 + 30 × 25 = 1,250. A log that charges the same
    // tokens twice has these costs as well.
    Case(
      testDescription: "thoughts beside the output, by the costs alone",
      header: "provider,model,prompt_tokens,completion_tokens,reasoning_tokens,cost",
      rows: [
        "openai,gpt-5.6-luna,1000,500,300,0.00116", "openai,gpt-5.6-luna,2000,400,100,0.001",
        "anthropic,claude-opus-4-8,100,30,,0.00125",
      ],
      says:
        #""output_includes": { "openai": ["FILL IN"], "anthropic": ["reasoning"] }  // anthropic: a guess, from each vendor's documentation; openai: the recorded costs charge reasoning beside the output, but the vendor's own output includes it: the log may charge it twice"#,
      costs: []),
    // The second row has more thoughts than output: 2,000 × 0.2 + 500 × 1.2 = 1,000.
    Case(
      testDescription: "thoughts beside the output, by more of them than output",
      header: "provider,model,prompt_tokens,completion_tokens,reasoning_tokens,cost",
      rows: [
        "openai,gpt-5.6-luna,1000,500,300,0.00116", "openai,gpt-5.6-luna,2000,100,400,0.001",
        "anthropic,claude-opus-4-8,100,30,,0.00125",
      ],
      says:
        #""output_includes": { "openai": [], "anthropic": ["reasoning"] }  // openai: as the numbers show"#,
      costs: ["0.00116", "0.001", "0.00125"]),
  ]

  @Test(arguments: cases)
  func `what rows show of totals goes before what a vendor documents`(one: Case) throws {
    let lines = one.rows.enumerated().map { "x\($0),2026-08-01T10:0\($0):00Z,u,\($1)" }
    let text = (["id,timestamp,user," + one.header] + lines).joined(separator: "\n") + "\n"
    let folder = try ProposalKindsTests.workspace("a.csv", text)
    let proposed = try Program.assay("check", folder.path("ws")).output
    #expect(proposed.contains(one.says), "\(proposed)")
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    if one.costs.isEmpty {
      #expect(check.errors.contains("so Assay saved nothing"), "\(check.errors)")
      return
    }
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    #expect(run.status == 0, "\(run.errors)")
    let rated = rows(ofCSV: try folder.text("rated.csv"))
    #expect(rated.map { $0["vendor_cost_usd"] } == one.costs)
  }
}
