import Intake
import Testing

/// Counts of a session that only grow, in exports of few rows.
///
/// The numbers of orders are n! per session.
struct RunningCountsTests {
  private static let header =
    "id,time,session,provider,model,user,prompt_tokens,completion_tokens\n"

  /// Rows of sessions by input and output.
  private static func export(_ sessions: [[(Int, Int)]]) -> String {
    header
      + sessions.enumerated().flatMap { number, rows in
        rows.enumerated().map { row, counts in
          "\(number)-\(row),2026-08-10T1\(number):0\(row):00Z,S\(number),openai,gpt-5.6-luna,u1,"
            + "\(counts.0),\(counts.1)\n"
        }
      }.joined()
  }

  private static let growing: [[[(Int, Int)]]] = [
    // Two sessions of 4 rows: 24 × 24 = 576 orders.
    Array(repeating: [(1_000, 100), (2_100, 210), (3_300, 330), (4_600, 460)], count: 2),
    // One session of 6 rows: 720 orders.
    [[(947, 157), (2_238, 386), (3_651, 488), (4_930, 686), (6_398, 878), (7_226, 1_051)]],
    // One session of 5 rows: 120 orders.
    [[(900, 40), (1_850, 75), (2_700, 121), (3_720, 150), (4_600, 199)]],
  ]

  @Test(arguments: growing.indices)
  func `counts that only grow within short sessions are left open`(index: Int) throws {
    let proposal = try MappingProposal(ofCSV: Self.export(Self.growing[index]))
    #expect(
      proposal.lacks([#""input_tokens": "FILL IN""#, #""output_tokens": "FILL IN""#]).isEmpty,
      "\(proposal.lines)")
  }

  private static let single: [[[(Int, Int)]]] = [
    // Three rows have 6 orders.
    [[(1_000, 100), (2_100, 210), (3_300, 330)]],
    // The input of a conversation grows; its output falls once.
    [[(947, 157), (2_238, 386), (3_651, 488), (4_930, 486), (6_398, 878), (7_226, 1_051)]],
    // A first request of 40,000 tokens is no sum of steps of about 1,000.
    [
      [
        (40_000, 900), (41_000, 930), (42_100, 970), (43_200, 1_020), (44_500, 1_050),
        (45_600, 1_110),
      ]
    ],
  ]

  @Test(arguments: single.indices)
  func `counts that fall, few rows, and a large first request are of single requests`(
    index: Int
  ) throws {
    let proposal = try MappingProposal(ofCSV: Self.export(Self.single[index]))
    #expect(
      proposal.lacks([
        #""input_tokens": "prompt_tokens""#, #""output_tokens": "completion_tokens""#,
      ]).isEmpty, "\(proposal.lines)")
  }
}
