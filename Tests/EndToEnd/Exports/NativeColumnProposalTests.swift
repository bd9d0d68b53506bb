import Testing

/// Proposals for Assay's columns under other names: with their unit, without included parts, for the tier that is
/// there; by the shipped book, where a million tokens of gpt-5.6-luna cost 0.20 USD in, 0.02 from the cache and 1.20 out.
struct NativeColumnProposalTests {
  private static let header = "request_id,request_started_at,user_id,provider,model"

  private static func workspace(_ columns: String, _ cells: [String]) throws -> Scratch {
    let rows = cells.enumerated().map { number, cells in
      "r\(number),2026-09-0\(number + 1)T10:00:00Z,u,openai,gpt-5.6-luna,\(cells)\n"
    }
    return try ProposalKindsTests.workspace("x.csv", "\(header),\(columns)\n" + rows.joined())
  }

  private static func cost(_ folder: Scratch) throws -> String? {
    let run = try Program.assay("run", folder.path("ws"), "--quiet")
    return run.status == 1
      ? run.errors
      : rows(ofCSV: try folder.text("ws/out/summary.csv"))
        .first { $0["measure"] == "vendor_cost_usd" }?["value"]
  }

  /// 17,000 in cost 0.0034, and 3,000 out 0.0036.
  @Test func `a column of thousands is mapped with its unit`() throws {
    let folder = try Self.workspace("input_tokens_k,output_tokens_k", ["2,1", "5,1", "10,1"])
    let check = try Program.assay("check", folder.path("ws"), "--save-mappings")
    #expect(!check.errors.contains(#""input_tokens_k": "input_tokens""#), "\(check.errors)")
    #expect(try Self.cost(folder) == "0.007")
  }

  /// Of 5,000 in 4,000 are from the cache: 0.0002 + 0.00008 + 0.00012 a row.
  @Test func `parts of a prompt are removed from it`() throws {
    let folder = try Self.workspace(
      "input_tokens,output_tokens,prompt_tokens_details.cached_tokens",
      ["5000,100,4000", "5000,100,4000"])
    let check = try Program.assay("check", folder.path("ws"), "--json")
    #expect(
      check.output.contains("do not rename it") && check.output.contains("input_includes"),
      "\(check.output)")
    let help = try #require(
      try Program.assay("check", folder.path("ws")).errors.replacing(#/\n +/#, with: " ")
        .firstMatch(of: #/assay\.json: ("mappings": \{ .*? \] \} \})/#)?.1)
    let settings = try folder.text("ws/assay.json")
    let brace = try #require(settings.firstIndex(of: "{"))
    try folder.write(
      "ws/assay.json",
      settings[...brace] + String(help) + "," + settings[settings.index(after: brace)...])
    #expect(try Self.cost(folder) == "0.0008")
  }

  @Test func `cached audio has one remedy, and a word for the standard tier no price of its own`()
    throws
  {
    let audio = try Self.workspace(
      "input_tokens,output_tokens,cache_read_tokens,cached_audio_tokens", ["1000,100,0,300"])
    let check = try Program.assay("check", audio.path("ws"))
    #expect(
      check.errors.contains("audio_cache_read_tokens") && !check.errors.contains("csv.tokens"),
      "\(check.errors)")
    let tiers = try Self.workspace(
      "input_tokens,output_tokens,service_tier",
      ["1000,100,Standard", "1000,100,default", "1000,100,special"])
    let told = try Program.assay("check", tiers.path("ws")).errors.replacing(#/\n +/#, with: " ")
    #expect(
      told.contains(
        #"export the service tiers "Standard", "default" as standard, or map them this way"#),
      "\(told)")
    #expect(told.contains("1000000,special,") && !told.contains("1000000,default,"), "\(told)")
  }
}
