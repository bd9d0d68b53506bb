import Intake
import Testing

/// Which columns a proposed mapping takes for which counts of tokens.
@Suite struct ProposedColumnsTests {
  /// Names of columns, rows of them, what is proposed of those, and what is left open.
  ///
  /// By hand.
  private static let cases:
    [(names: String, rows: [String], found: [String: String], missing: [String])] = [
      // As pandas writes counts among which one was blank.
      (
        "prompt_tokens,completion_tokens", ["1000.0,500.0", "1000.0,0.0"],
        ["input_tokens": "prompt_tokens", "output_tokens": "completion_tokens"], []
      ),
      (
        "prompt_tokens,completion_tokens", ["1000.00,0.00", "900.00,7.00"],
        ["input_tokens": "prompt_tokens", "output_tokens": "completion_tokens"], []
      ),
      (
        "prompt_tokens,completion_tokens", ["9,0.5", "8,0.25"], ["input_tokens": "prompt_tokens"],
        []
      ),
    ]

  @Test(arguments: cases.indices)
  func `what counts tokens is found, or left open`(index: Int) throws {
    let (names, rows, found, missing) = Self.cases[index]
    let lines = rows.enumerated().map { row, counts in
      "q\(row),2026-08-01T10:00:0\(row)Z,u,p,m,\(counts)\n"
    }
    let proposal = try MappingProposal(
      ofCSV: "id,ts,user,provider,model,\(names)\n" + lines.joined())
    let counts = proposal.lines.reduce(into: [String: String]()) { counts, line in
      let texts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
      if texts.count > 4, texts[0] == "    ", texts[1].hasSuffix("_tokens") {
        counts[texts[1]] = texts[3]
      }
    }
    #expect(counts == found, "\(proposal.lines)")
    #expect(proposal.missing == missing)
  }

  /// Nobody groups digits below a thousand: 100.000 is a hundred beside 0.000, and else may be as many thousands.
  @Test func `a zero with decimals shows that a point groups nothing`() throws {
    for (count, isGrouped) in [("0.000", false), ("7", true)] {
      let csv =
        "id,ts,user,model,prompt_tokens\na,2026-08-01T10:00:00Z,u,gpt-5,100.000\n"
        + "b,2026-08-01T10:00:01Z,u,gpt-5,\(count)\n"
      let lines = try MappingProposal(ofCSV: csv).lines
      #expect(lines.contains { $0.contains("decimal_comma") } == isGrouped, "\(lines)")
      #expect(lines.contains { $0.contains(#""input_tokens": "prompt_tokens""#) })
    }
  }
}
