import Intake
import Testing

/// Proposals about reasoning in the output, where rows state the vendor's own output as well, and where nothing
/// shows it.
struct VendorReportedOutputTests {
  /// Names of columns behind the model, rows of vendor, model and these, what stands in the proposal, and what is left
  /// open.
  private static let cases: [(names: String, rows: [String], says: [String], missing: [String])] = [
    // 500 and 1,200 thoughts are 1,700.
    (
      "input_tokens,output_tokens,candidates_token_count,reasoning_tokens",
      ["google,gemini-2.5-pro,3000,1700,500,1200", "openai,gpt-5,10000,2000,,1500"],
      [#""google": ["reasoning"]"#, #""openai": ["reasoning"]"#, "google: as the numbers show"], []
    ),
    (
      "input_tokens,output_tokens,candidates_token_count,reasoning_tokens",
      ["google,gemini-2.5-pro,3000,500,500,400", "openai,gpt-5,10000,2000,,1500"],
      [#""google": []"#, "google: as the numbers show"], []
    ),
    (
      "input_tokens,output_tokens,raw_usage.completion_tokens,reasoning_tokens",
      ["google,gemini-2.5-pro,3000,1700,500,1200", "google,gemini-2.5-pro,90,70,30,40"],
      [#""output_includes": ["reasoning"]  // as the numbers show"#], []
    ),
    // As `llm` has it: each vendor's name for thoughts, which somebody has to look at.
    (
      "input_tokens,output_tokens,reasoning_tokens,candidatesTokenCount,thoughtsTokenCount",
      ["openai,gpt-5,10000,2000,1500,,", "google,gemini-2.5-pro,3000,1700,,500,1200"],
      [#""google": ["reasoning"]"#, "google: as the numbers show"], ["reasoning_tokens"]
    ),
    // Nothing shows whether 1,700 are all that came out.
    (
      "input_tokens,output_tokens,reasoning_tokens",
      ["google,gemini-2.5-pro,3000,1700,1200", "openai,gpt-5,10000,2000,1500"],
      [#""google": ["FILL IN"]"#, #""openai": ["reasoning"]"#], ["output_includes"]
    ),
    (
      "input_tokens,output_tokens,thoughts_token_count",
      ["google,gemini-2.5-pro,3000,1700,1200"], [#""output_includes": ["FILL IN"]"#],
      ["output_includes"]
    ),
    // The vendor's own names.
    (
      "prompt_token_count,candidates_token_count,thoughts_token_count",
      ["google,gemini-2.5-pro,3000,1700,1200"], [#""output_includes": []"#], []
    ),
  ]

  @Test(arguments: cases.indices)
  func `output holds reasoning as rows show, as its own vendor documents, or it is left open`(
    index: Int
  ) throws {
    let (names, rows, says, missing) = Self.cases[index]
    let lines = rows.enumerated().map { row, counts in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,\(counts)\n"
    }
    let proposal = try MappingProposal(
      ofCSV: "id,ts,user,provider,model,\(names)\n" + lines.joined())
    #expect(proposal.lacks(says) == [], "\(proposal.lines)")
    #expect(proposal.missing == missing, "\(proposal.lines)")
  }
}
