import Intake
import Testing

/// Counts of requests that are called costs, which are no dollars.
struct CountedCostTests {
  private static func proposal(_ name: String, _ costs: [String]) throws -> MappingProposal {
    let rows = zip(costs.indices, costs).map { row, cost in
      "r\(row),2026-09-10T10:0\(row):00Z,u,claude-sonnet-4-5,\(18_000 + 100 * row),300,\(cost)\n"
    }
    return try MappingProposal(
      ofCSV: "request_id,ts,user_id,model,input_tokens,completion_tokens,\(name)\n" + rows.joined())
  }

  @Test(arguments: [
    ("cost", ["1", "1"], false), ("cost", ["0.33", "0.33"], false), ("cost", ["1", "3"], true),
    ("cost", ["0.071", "0.074"], true), ("cost", ["0.01", "0.01"], true),
    ("cost", ["0", "0"], true), ("cost_usd", ["1", "1"], true),
    ("requestsCosts", ["0.66", "0.07"], false), ("upstream_inference_cost", ["0", "0.1"], false),
    ("totalCents", ["2.64", "0.275"], true),
  ])
  func `what is the same for each request of a model, or counts requests, is no cost`(
    name: String, costs: [String], isCost: Bool
  ) throws {
    let proposal = try Self.proposal(name, costs)
    let line = "\"vendor_cost_usd\": \"\(name)\""
    #expect(
      proposal.lacks(isCost ? [line] : [], butNot: isCost ? [] : [line]).isEmpty,
      "\(proposal.lines)")
  }

  @Test func `cents are cents`() throws {
    let proposal = try Self.proposal("totalCents", ["2.64", "0.275"])
    #expect(proposal.lacks([#""vendor_cost_usd": "cents""#]).isEmpty, "\(proposal.lines)")
  }
}
