import Testing

/// Exports that name the model that was wished and the one that answered, which is charged.
///
/// A million tokens cost 1 USD in and 10 out of big, and a tenth of it of gpt-small.
struct AnsweringModelTests {
  private static func workspace(_ text: String) throws -> Scratch {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd\np,gpt-big,input,1\np,gpt-big,output,10\n"
        + "p,gpt-small,input,0.1\np,gpt-small,output,1\n")
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write("ws/ledger/a.csv", text)
    return folder
  }

  private static let models = ["gpt-big,gpt-big", "gpt-big,gpt-small", "gpt-big,gpt-small"]

  /// 1,000 in and 100 out cost 0.002 of the first, and 0.0002 of the second: 0.0024.
  @Test(arguments: [
    "requested_model,served_model", "model,actual_model", "model,response_model",
    "model_requested,model_resolved", "model,upstream_model",
  ])
  func `what answered is priced, and the proposal says that the columns differ`(
    columns: String
  ) throws {
    let lines = Self.models.enumerated().map { number, models in
      "e\(number),2026-09-0\(number + 1)T10:00:00Z,u,p,\(models),1000,100\n"
    }
    let folder = try Self.workspace(
      "id,timestamp,user,provider,\(columns),prompt_tokens,completion_tokens\n" + lines.joined())
    let names = columns.split(separator: ",")
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    let proposed = try folder.text("ws/assay.json")
    #expect(
      proposed.contains("\"model\": \"\(names[1])\"")
        && proposed.contains("\(names[0]) names another in 2 of the first 3 rows"),
      "\(proposed) \(check.errors)")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let cost = rows(ofCSV: try folder.text("ws/out/summary.csv"))
      .first { $0["measure"] == "vendor_cost_usd" }
    #expect(cost?["value"] == "0.0024")
  }

  private static let header =
    "request_id,request_started_at,user_id,tier,provider,model,input_tokens,output_tokens"

  @Test func `a model that answered and is not read is reported where it is another`() throws {
    for (answered, isTold) in [
      ("gpt-small", true), ("gpt-big", false), ("gpt-big-2026-01-01", false), ("p/GPT-big", false),
      ("", false),
    ] {
      let folder = try Self.workspace(
        Self.header + ",served_model\n"
          + "r1,2026-09-01T10:00:00Z,u,pro,p,gpt-big,1000,100,\(answered)\n")
      let check = try Program.assay("check", folder.path("ws"))
      #expect(check.errors.contains("[model.differs]") == isTold, "\(answered) \(check.errors)")
      #expect(check.status == (isTold ? 2 : 0))
    }
  }
}
