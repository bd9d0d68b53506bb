import Foundation
import Testing

/// `assay explain` on the sample: the screens of the design, whose figures were worked by hand.
struct ExplainTests {
  @Test func `a matched request is explained as designed`() throws {
    let run = try explain("req_8f4461b1920c56430038")
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(
      run.output == """
        req_8f4461b1920c56430038   matched                 ledger/usage-2026-09.csv:337
        2026-09-02T12:13:41.566Z   pro, u_0299   anthropic claude-sonnet-5   completed

        Vendor cost     Quantity  USD per million  USD        Price from
          input              198              2    0.000396   vendors.csv:8
          cache_read         425              0.2  0.000085   × 0.1, derivations.csv:3
          cache_write_5m     560              2.5  0.0014     × 1.25, derivations.csv:4
          output             429             10    0.00429    vendors.csv:11
          Expected                                 0.006171
          Recorded                                 0.006171   equal
          Not used: vendors.csv:7, :10 (3 and 15 from 2026-09-01), which lines 8 and 11
          corrected on 2026-08-10

        Credits: 0.006171 × 1.5 ÷ 0.01 = 0.92565, rounded up to step 0.1: 1; recorded 1,
          equal
          Multiplier 1.5: tier pro, multipliers.csv:4, approved 2026-07-01
          Skipped: combination, model and provider have no approved row
                   (multipliers.csv:8, this model at 1.75, is pending)

        Paid tier, plans.csv:3: revenue 0.01 USD, margin 0.003829 USD. No customer pays
          more or less.

        """)
  }

  @Test(arguments: ["explain", "quote"])
  func `the help fits a screen`(command: String) throws {
    let run = try Program.assay(command, "--help")
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(run.status == 0)
    #expect(lines.count <= 40)
    #expect(lines.allSatisfy { $0.count <= 80 })
  }

  @Test func `without an id the command says what it needs`() throws {
    for words in [["explain"], ["explain", sample]] {
      let run = try Program.assay(words)
      #expect(run.status == 64)
      #expect(run.errors.hasPrefix("assay: error: explain needs a request id"))
    }
  }

  @Test func `a request whose figures differ says how much, and who pays for it`() throws {
    let run = try explain("req_dd4945e7d84320b0d3a9")
    #expect(
      run.output == """
        req_dd4945e7d84320b0d3a9   cost and credits differ  ledger/usage-2026-07.csv:55
        2026-07-01T11:16:57.914Z   pro, u_0303   openai gpt-5.6-luna   completed

        Vendor cost     Quantity  USD per million  USD        Price from
          input               77              1    0.000077   vendors.csv:29
          cache_read         304              0.1  0.0000304  vendors.csv:31
          output              60              6    0.00036    vendors.csv:33
          Expected                                 0.0004674
          Recorded                                 0.000741   0.0002736 too high
          Not used: vendors.csv:30, :32, :34 (0.2, 0.02 and 1.2), in force from
          2026-07-30
          Not used: vendors.csv:35, :37, :39 (2, 0.2 and 9), for a total input over
          272,000; here 381

        Credits: 0.0004674 × 1.5 ÷ 0.01 = 0.07011, rounded up to step 0.1: 0.1; recorded
          0.2, 0.1 too high
          Multiplier 1.5: tier pro, multipliers.csv:4, approved 2026-07-01
          Skipped: combination, model and provider have no approved row

        Diagnosis: cache_at_full_price, follows_cost
          The request was rated with cached tokens at the full input price: 381 × 1 + 60
          × 6 per million = 0.000741 USD, as recorded (vendors.csv:29, :33).
          The recorded credits follow from the recorded cost: 0.000741 × 1.5 ÷ 0.01 =
          0.11115, recorded as 0.2.
          Other causes tried, with the resulting cost: band_wrong 0.0007548,
          cache_counted_twice 0.0007714, input_output_swapped 0.0005524, cost_twice
          0.0009348, rounded_cost 0.000468, unit_1000 0.0004370304, unit_1000000
          0.0004370000304, cache_read_dropped 0.000437, class_dropped 0.0003904,
          other_model_price 0.0011685, service_tier_wrong 0.0002337, next_price
          0.00009348, recorded_zero 0

        Paid tier, plans.csv:3: revenue 0.001 USD, margin 0.0005326 USD. Customer u_0303
          was overcharged 0.1 credits (0.001 USD).

        """)
  }

  /// 0.0012813 × 1.05 ÷ 0.01 = 0.1345365, and 0.002621 × 1.5 ÷ 0.01 = 0.39315; × 1.2, of the first other tier, gives as
  /// many credits.
  @Test(arguments: [
    (
      "req_cfaa9b15965d72fb0b69",
      """
        The request was charged at the multiplier of another tier: 0.0012813 × 1.05 ÷
        0.01 = 0.1345365, recorded as 0.2 (multipliers.csv:6).

      """
    ),
    (
      "req_b510e896ba9785260940",
      """
        The request was charged at the multiplier of another tier: 0.002621 × 1.5 ÷
        0.01 = 0.39315, recorded as 0.4 (multipliers.csv:4).

      """
    ),
  ])
  func `the arithmetic of a cause is by the row that it names`(id: String, lines: String) throws {
    #expect(try explain(id).output.contains(lines))
  }

  /// Recorded 0.2 and × 1.05 of another tier: × 1.5 gives 0.192195, up to 0.2; × 2, which counts, 0.25626, down to 0.2.
  ///
  /// Recorded 0.4 and × 2: × 2.5, which was rejected, gives 0.375, up to 0.4.
  @Test(arguments: [
    (
      "req_cfaa9b15965d72fb0b69",
      """
        Other causes give 0.2 credits, but not with the multiplier 1.05 that the row
        states: default_multiplier by 1.5, floored by 2
        Other causes tried, with the resulting credits: other_increment 0.26,
        unapproved_multiplier 0.4, not_charged 0, charged_twice 0.6

      """
    ),
    (
      "req_14a21aeaa7a305e9cfe9",
      """
        Another cause gives 0.4 credits, but not with the multiplier 2 that the row
        states: unapproved_multiplier by 2.5
        Other causes tried, with the resulting credits: other_tier_multiplier 0.2,
        charged_twice 0.6, not_charged 0, other_increment 1

      """
    ),
  ])
  func `what gives the recorded credits by a multiplier that the row does not state says so`(
    id: String, lines: String
  ) throws {
    #expect(try explain(id).output.contains(lines))
  }

  @Test func `of rows with one id the first is explained and the others say how they differ`()
    throws
  {
    let conflict = try explain("req_cb825ef51fcd541eb81b").output
    #expect(
      conflict.hasPrefix("req_cb825ef51fcd541eb81b   matched; its id occurs twice"))
    #expect(conflict.contains(" ledger/usage-2026-08.csv:221\n"))
    #expect(
      conflict.hasSuffix(
        """
        Other rows with this id, not counted
          line 256: 463 output tokens; line 221, which Assay used: 33; also different:
            request_completed_at, vendor_cost_usd, credits_deducted

        """))
    #expect(
      try explain("req_c79303a11ec19c6d6c63").output.hasSuffix(
        "  ledger/usage-2026-07.csv:3499 is a duplicate, the same in every column\n"))
  }

  @Test func `a request without a price says what is missing`() throws {
    let screen = try explain("req_8cdb9b1fc096a60a1cae").output
    #expect(screen.hasPrefix("req_8cdb9b1fc096a60a1cae   unpriced "))
    #expect(screen.contains("  No price: the price books have no row of "))
    #expect(screen.contains("Credits: not known without a price; recorded "))
  }

  @Test func `an unknown id exits 1 and says where it was looked for`() throws {
    let run = try explain("req_8f4461b1920c5643003")
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(
      run.errors
        == "assay: error: no request \"req_8f4461b1920c5643003\" in 3 files of ledger/ (exit 1)\n")
  }

  @Test func `what the books recorded later can be left out`() throws {
    let screen = try explain("req_8f4461b1920c56430038", "--as-known-at", "2026-08-01").output
    // 198 × 3 + 425 × 0.3 + 560 × 3.75 + 429 × 15 per million.
    #expect(screen.contains("  Expected                                 0.0092565\n"))
    #expect(screen.contains("0.0030855 too low"))
    #expect(
      screen.contains(
        "Not used: vendors.csv:8, :11 (2 and 10), recorded only on 2026-08-10, after\n"))
  }

  @Test func `a request outside the period says so and is explained all the same`() throws {
    let screen = try explain("req_8f4461b1920c56430038", "--period", "2026-08").output
    #expect(screen.hasPrefix("req_8f4461b1920c56430038   outside the period "))
    #expect(screen.contains("  Expected                                 0.006171\n"))
  }

  @Test(arguments: [60, 80, 100, 120])
  func `no line is wider than the terminal, whatever it has to say`(width: Int) throws {
    for id in [
      "req_8f4461b1920c56430038", "req_dd4945e7d84320b0d3a9", "req_cb825ef51fcd541eb81b",
      "req_8cdb9b1fc096a60a1cae",
    ] {
      let run = try Program.assay(
        ["explain", sample, id], environment: ["COLUMNS": String(width)])
      for line in run.output.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
    }
  }

  @Test func `colours add nothing but colour`() throws {
    let plain = try explain("req_dd4945e7d84320b0d3a9", "--color", "never").output
    let painted = try explain("req_dd4945e7d84320b0d3a9", "--color", "always").output
    #expect(painted != plain)
    #expect(painted.replacing(#/\u{1B}\[[0-9]+m/#, with: "") == plain)
  }

  private var sample: String { Program.quarter.path }

  private func explain(_ words: String...) throws -> Program {
    try Program.assay(["explain", sample] + words)
  }
}
