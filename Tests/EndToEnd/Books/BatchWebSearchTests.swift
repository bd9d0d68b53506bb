import Testing

/// The cost of batches that search the web, by the shipped book.
///
/// A million tokens of claude-opus-4-8 cost 5 USD in and 25 out, half of it in a batch, and a search 0.01: 1,000 and 100
/// tokens and 2 searches cost 0.0275, in a batch 0.02375.
struct BatchWebSearchTests {
  @Test func `a batch halves tokens, and no searches`() throws {
    let header =
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,searches,service_tier\n"
    let lines = ["standard", "batch"].map {
      "\($0),2026-08-01T10:00:00Z,u1,anthropic,claude-opus-4-8,1000,100,2,\($0)\n"
    }
    let folder = try ProposalKindsTests.workspace("a.csv", header + lines.joined())
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == ["0.0275", "0.02375"], "\(run.errors)")
  }

  /// 0.005 + 0.0025 for tokens, in a batch half of it, and 0.01 for the request.
  @Test func `a batch halves no fee by the request`() throws {
    let header =
      "request_id,request_started_at,user_id,provider,model,input_tokens,output_tokens,service_tier\n"
    let lines = ["standard", "batch"].map {
      "\($0),2026-08-01T10:00:00Z,u1,anthropic,claude-opus-4-8,1000,100,\($0)\n"
    }
    let folder = try ProposalKindsTests.workspace("a.csv", header + lines.joined())
    try folder.write(
      "ws/prices/fees.csv",
      "provider,model,unit_class,price_usd,per,service_tier,effective_from,recorded_at,source\n"
        + "anthropic,claude-opus-4-8,request,0.01,1,standard,2026-01-01,2026-01-01,a test\n")
    let run = try Program.assay(
      "run", folder.path("ws"), "--quiet", "--rated", folder.path("rated.csv"))
    let costs = rows(ofCSV: try folder.text("rated.csv")).map { $0["vendor_cost_usd"] }
    #expect(costs == ["0.0175", "0.01375"], "\(run.errors)")
  }
}
