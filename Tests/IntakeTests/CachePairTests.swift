import Testing

@testable import Intake

/// Headers that say with or without tokens of a cache.
@Suite struct CachePairTests {
  @Test(arguments: [
    ("Input (w/ Cache Write)", true, false), ("Input (w/o Cache Write)", false, true),
    ("Input (with cache)", true, false), ("Input without cache", false, true),
    ("input_incl_cache_tokens", true, false), ("input_excl_cache_tokens", false, true),
    ("Input incl. Cache", true, false), ("Input excl. Cache", false, true),
    ("Input (cache included)", true, false), ("Input (cache excluded)", false, true),
    ("Eingabe mit Cache", true, false), ("Eingabe ohne Cache", false, true),
    ("input_wo_cache_write", false, true), ("Input (w/out Cache Write)", false, true),
    ("cache_write_tokens", false, false), ("Cache Read", false, false),
    ("cache_w", false, false), ("no. of cached tokens", false, false),
  ])
  func `a header says with or without a cache`(header: String, with: Bool, without: Bool) {
    let name = ColumnNameWords(header)
    #expect(CacheKeywords.isWith(name) == with)
    #expect(CacheKeywords.isUncached(name) == without)
  }

  private static func proposal(
    _ with: String, _ without: String, _ rows: [[Int]], total: Bool = true
  )
    throws -> MappingProposal
  {
    let lines = rows.enumerated().map { row, counts in
      "r\(row),2026-11-22T0\(row):14:03Z,u,claude-sonnet-4-6,"
        + (total ? counts : counts.dropLast()).map(String.init).joined(separator: ",") + "\n"
    }
    return try MappingProposal(
      ofCSV: "id,Date,user,Model,\(with),\(without),Cache Read,Output Tokens"
        + (total ? ",Total Tokens\n" : "\n") + lines.joined())
  }

  /// Columns with and without the cache writes, cache reads, output and their sum, by hand.
  private static let beside: [(rows: [[Int]], total: Bool)] = [
    // Cursor's: 18,250 + 312 + 40,120 + 1,804 = 60,486, and 640 + 51,200 + 2,210 = 54,050.
    ([[18_250, 312, 40_120, 1_804, 60_486], [0, 640, 51_200, 2_210, 54_050]], true),
    ([[0, 221, 9_800, 540, 10_561], [0, 640, 51_200, 2_210, 54_050]], true),
    // No row has fewer in the first: the sum alone tells, as 5,100 + 88 + 22,000 + 930 = 28,118.
    ([[18_250, 312, 40_120, 1_804, 60_486], [5_100, 88, 22_000, 930, 28_118]], true),
    // Without a sum a row of fewer tokens tells.
    ([[18_250, 312, 40_120, 1_804, 0], [0, 640, 51_200, 2_210, 0]], false),
  ]

  @Test(arguments: beside.indices, ["w/ |w/o ", "with |without ", "incl. |excl. "])
  func `input with cache writes beside input without them is the cache write`(
    index: Int, words: String
  ) throws {
    let (rows, total) = Self.beside[index]
    let words = words.split(separator: "|")
    let (with, without) = ("Input (\(words[0])Cache Write)", "Input (\(words[1])Cache Write)")
    let proposal = try Self.proposal(with, without, rows, total: total)
    #expect(
      proposal.lacks([
        "\"input_tokens\": \"\(without)\"", "\"cache_write_5m_tokens\": \"\(with)\"",
        #""cache_read_tokens": "Cache Read""#,
      ]) == [], "\(proposal.lines)")
    #expect(proposal.missing == [])
  }

  /// 1,000 = 200 + 500 read + 300 written, of which no column is; 1,000 + 50 = 1,050.
  @Test func `input with cache writes that may be all input is left open`() throws {
    for total in [true, false] {
      let proposal = try Self.proposal(
        "Input (incl. Cache Write)", "Input (excl. Cache Write)",
        [[1_000, 200, 500, 50, 1_050], [700, 150, 450, 20, 720]], total: total)
      #expect(
        proposal.lacks([
          #""input_tokens": "Input (excl. Cache Write)""#, #""cache_write_5m_tokens": "FILL IN""#,
        ]) == [], "\(proposal.lines)")
    }
  }

  /// 1,000 = 400 + 600: what it holds is read from the others.
  @Test func `input with the cache is not read where its parts are`() throws {
    let proposal = try Self.proposal(
      "Input incl. Cache", "Input excl. Cache",
      [[1_000, 400, 600, 50, 1_050], [900, 200, 700, 5, 905]])
    #expect(
      proposal.lacks(
        [#""input_tokens": "Input excl. Cache""#, #""cache_read_tokens": "Cache Read""#],
        butNot: ["FILL IN", #": "Input incl. Cache""#]) == [], "\(proposal.lines)")
  }

  @Test func `input without the cache holds none for any vendor`() throws {
    let proposal = try MappingProposal(
      ofCSV: """
        id,Date,user,Provider,Model,Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,Output Tokens,Total Tokens
        a,2026-11-22T09:14:03Z,u,anthropic,claude-sonnet-4-6,18250,312,40120,1804,60486
        b,2026-11-22T09:15:03Z,u,openai,gpt-5.1-codex,0,6400,51200,2210,59810

        """)
    #expect(proposal.lacks([#""input_includes": []"#]) == [], "\(proposal.lines)")
  }
}
