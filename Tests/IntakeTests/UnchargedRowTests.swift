import Testing

@testable import Intake

/// Rows whose kind says that they failed, or that nobody was charged for them.
struct UnchargedRowTests {
  private static func proposal(_ kinds: [String]) throws -> MappingProposal {
    let rows = kinds.enumerated().map { row, kind in
      "2026-09-1\(row)T12:00:00.123Z,\"\(kind)\",claude-sonnet-4-5,\(300 + row),900\n"
    }
    return try MappingProposal(
      ofCSV: "Date,Kind,Model,Input Tokens,Output Tokens\n" + rows.joined())
  }

  @Test func `rows for which no customer was charged are left out, by name`() throws {
    for kind in ["Errored, No Charge", "Aborted, Not Charged", "USAGE_ERRORED_NOT_CHARGED"] {
      let proposal = try Self.proposal(["On-Demand", kind, "On-Demand"])
      #expect(
        proposal.lacks([
          "\"skip\": { \"Kind\": [\"\(kind)\"] }", "// 1 record that no customer paid for",
        ]).isEmpty, "\(proposal.lines)")
    }
  }

  @Test func `rows that failed are no completed ones`() throws {
    let proposal = try Self.proposal(["On-Demand", "Errored", "On-Demand"])
    #expect(
      proposal.lacks([
        #""status": "Kind""#, #""status": { "On-Demand": "completed", "Errored": "failed" }"#,
      ]).isEmpty, "\(proposal.lines)")
  }

  @Test func `kinds that say nothing of it are not read`() throws {
    let proposal = try Self.proposal(["On-Demand", "Included", "On-Demand"])
    #expect(proposal.lacks([], butNot: ["skip", "status"]).isEmpty, "\(proposal.lines)")
  }

  @Test func `a mapping that does not read it leaves such rows without a price`() {
    for (word, states) in [
      ("Errored, No Charge", true), ("Aborted, Not Charged", true), ("errored", true),
      ("On-Demand", false), ("Included in Pro", false), ("No", false),
    ] {
      #expect((ConditionColumn("Kind")?.condition(word) == .unreadTerms) == states, "\(word)")
    }
    #expect(
      UnreadAdvice.text("Kind", .unreadTerms, words: ["Errored, No Charge"], isMapped: true)
        .contains(#""skip": { "Kind": ["Errored, No Charge"] }"#))
  }
}
