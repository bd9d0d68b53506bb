import Foundation
import Testing

/// Tokens that an export counts under the name of a service tier, as LangChain does with those of flex and priority.
///
/// A million tokens of m5 cost 1.25 USD in and 10 out, served as flex 0.625, 0.0625 from the cache and 5: 2,000 and 1,000
/// cost 0.0125, as flex 0.00625; with 1,000 of the 2,000 from the cache 0.000625 + 0.0000625 + 0.005 = 0.0056875.
struct TierTokenTests {
  private static let prices = """
    provider,model,unit_class,price_usd,per,service_tier,context_over,effective_from
    openai,m5,input,1.25,,,,2026-01-01
    openai,m5,output,10,,,,2026-01-01
    openai,m5,input,0.625,,flex,,2026-01-01
    openai,m5,cache_read,0.0625,,flex,,2026-01-01
    openai,m5,output,5,,flex,,2026-01-01

    """

  private struct Case {
    let details: String
    var tier = ""
    /// Of the mapping, beside what all rows have.
    var columns = ""
    let cost: String
    var finds: [String] = []
  }

  private static let cases: [Case] = [
    Case(
      details:
        #""in_details":{"flex":2000,"flex_cache_read":0},"out_details":{"flex":400,"flex_reasoning":600}"#,
      cost: "", finds: ["[qty.terms]", "[csv.condition]", "service_tier, with flex in these rows"]),
    Case(
      details: #""in_details":{"flex":0,"priority_cache_read":0},"out_details":{"flex":0}"#,
      cost: "0.0125"),
    Case(
      details: #""in_details":{"flex":2000},"out_details":{"flex":1000}"#,
      tier: #""tier_served":"flex","#, columns: #", "service_tier": "tier_served""#,
      cost: "0.00625"),
    Case(
      details: #""in_details":{"flex":1000,"flex_cache_read":1000},"out_details":{"flex":1000}"#,
      tier: #""tier_served":"flex","#, columns: #", "service_tier": "tier_served""#, cost: "",
      finds: ["[qty.unread]", #"write "cache_read_tokens": ["in_details.flex_cache_read"]"#]),
    Case(
      details: #""in_details":{"flex":1000,"flex_cache_read":1000},"out_details":{"flex":1000}"#,
      tier: #""tier_served":"flex","#,
      columns:
        #", "service_tier": "tier_served", "cache_read_tokens": ["in_details.flex_cache_read"]"#,
      cost: "0.0056875"),
  ]

  @Test(arguments: cases.indices)
  func `tokens of a service tier are never priced as standard`(index: Int) throws {
    let one = Self.cases[index]
    let folder = try ProposalKindsTests.workspace(
      "x.jsonl",
      #"{"id":"r1","t":"2026-08-01T10:00:00Z","u":"u1","p":"openai","m":"m5",\#(one.tier)"i":2000,"o":1000,"#
        + one.details + "}\n")
    try folder.write(
      "ws/assay.json",
      #"{ "mappings": { "ledger/x.jsonl": { "columns": { "request_id": "id", "request_started_at": "t", "user_id": "u","#
        + #" "provider": "p", "model": "m", "input_tokens": "i", "output_tokens": "o"\#(one.columns) },"#
        + #" "input_includes": ["cache_read"] } } }"#)
    try folder.write("ws/prices/p.csv", Self.prices)
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let said = run.errors.replacing(#/\n +/#, with: " ")
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == [one.cost], "\(said)")
    for words in one.finds { #expect(said.contains(words), "\(words): \(said)") }
    #expect(said.contains("[csv.condition]") == !one.finds.isEmpty, "\(said)")
  }
}
