import Ledger
import Reconciliation
import Testing

/// Costs and credits in which one class was forgotten, made by hand: the class is named, before a unit that leaves too little to be seen.
///
/// In millionths of a dollar the request of the media model costs 1,000 × 3.1 + 700 × 14 + 300 × 40 + 210 × 80 for tokens,
/// 3 × 40,000 for images, 2 × 10,000 for searches and 45 × 100 for seconds: 186,200, or 0.1862 USD. That of gpt-5 is the one
/// of `CostDiagnosisTests`.
@Suite struct OmittedClassTests {
  private static let media: [UnitClass: Int64] = [
    .input: 1_000, .output: 700, .audioInput: 300, .audioOutput: 210, .image: 3, .search: 2,
    .second: 45_000_000_000,
  ]
  private static let small: [UnitClass: Int64] = [.input: 1_000, .output: 100]

  @Test(
    arguments: [
      ("input", Patient(model: "media", quantities: media, cost: "0.1831")),
      ("output", Patient(model: "media", quantities: media, cost: "0.1764")),
      ("audio_input", Patient(model: "media", quantities: media, cost: "0.1742")),
      ("audio_output", Patient(model: "media", quantities: media, cost: "0.1694")),
      ("audio_input, audio_output", Patient(model: "media", quantities: media, cost: "0.1574")),
      ("image", Patient(model: "media", quantities: media, cost: "0.0662")),
      ("search", Patient(model: "media", quantities: media, cost: "0.1662")),
      ("second", Patient(model: "media", quantities: media, cost: "0.1817")),
      // 0.00032 without 100 × 1.2, and without 1,000 × 0.2: what a millionth of these costs does not show.
      ("output", Patient(model: "luna", quantities: small, cost: "0.0002")),
      ("input", Patient(model: "luna", quantities: small, cost: "0.00012")),
      // 1,949 less 300, less 450, less 300 + 12 + 75, and less 450 + 112.
      ("input", Patient(cost: "0.001649")),
      ("output", Patient(cost: "0.001499")),
      ("input, cache_read, cache_write_5m", Patient(cost: "0.001562")),
      ("output, reasoning", Patient(cost: "0.001387")),
      // Nothing but the fee of 0.001, where 500 × 3 + 100 × 15 are missing.
      ("input, output", Patient(quantities: [.input: 500, .output: 100], cost: "0.001")),
      // Nothing but two searches, where 1,000 × 3.1 + 300 × 40 are missing, and there is no output.
      (
        "input, audio_input",
        Patient(
          model: "media", quantities: [.input: 1_000, .audioInput: 300, .search: 2], cost: "0.02")
      ),
      // 600 × 0.2 and 100 × 1.2 are equal.
      (
        "input or output",
        Patient(model: "luna", quantities: [.input: 600, .output: 100], cost: "0.00012")
      ),
    ] as [(String, Patient)])
  func `a class that was not charged is named`(classes: String, patient: Patient) throws {
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == "class_dropped")
    #expect(diagnosis.evidence.description.contains(" without \(classes) by "))
  }

  /// (500 × 3 and the fee) × 1.5 ÷ 0.01 is 0.375 credits; with 1,900 × 15 it is 4.65.
  @Test func `a class for which no credits were charged is named`() throws {
    let patient = Patient(quantities: [.input: 500, .output: 1_900], credits: "0.4")
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == "class_dropped")
    #expect(diagnosis.evidence.description.hasPrefix("0.4 credits of 0.0025 USD without output"))
  }

  @Test(
    arguments: [
      // By the prices until day 10 the request is 1,635, of which 300 are output.
      ("previous_price+class_dropped", "output", Patient(cost: "0.001335")),
      // Luna, at 0.2 and 1.2, has no price of audio: 1,003 × 0.2 + 700 × 1.2.
      (
        "class_dropped+other_model_price", "audio_input",
        Patient(
          model: "media", quantities: [.input: 1_003, .output: 700, .audioInput: 300],
          cost: "0.0010406")
      ),
      // 1,949 less 300 and 12, and less 300 and 75: nothing was charged at any price, neither at the full one.
      ("cache_read_dropped+class_dropped", "input", Patient(cost: "0.001637")),
      ("cache_write_dropped+class_dropped", "input", Patient(cost: "0.001574")),
      // Exchanged, the output is the 100 of the input, at 15; with 112 of reasoning and the fee 2,612.
      (
        "input_output_swapped+class_dropped", "input, cache_read, cache_write_5m",
        Patient(cost: "0.002612")
      ),
      // 1,949 less 12 and 450.
      ("cache_read_dropped+class_dropped", "output", Patient(cost: "0.001487")),
    ] as [(String, String, Patient)])
  func `a class left out shows beside another mistake`(
    codes: String, classes: String, patient: Patient
  ) throws {
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == codes)
    #expect(diagnosis.evidence.description.contains(" without \(classes) by "))
  }

  @Test(
    arguments: [
      // Where nothing is left, zero was recorded; and what has a code of its own keeps it.
      ("recorded_zero", Patient(model: "luna", quantities: [.input: 1_000], cost: "0")),
      (
        "recorded_zero", Patient(model: "gift", quantities: [.input: 1_000, .search: 2], cost: "0")
      ),
      ("cache_read_dropped", Patient(cost: "0.001937")),
      ("reasoning_dropped", Patient(cost: "0.001837")),
      ("request_fee_missed", Patient(cost: "0.000949")),
      // 100 × 1.2 a thousand times too low shows at eight decimals: 0.0002 and 0.00000012.
      ("unit_1000", Patient(model: "luna", quantities: small, cost: "0.00020012")),
      // So does a millionth of a million times as much: 100,000,000 × 1.2 ÷ 10⁶ is 0.00012.
      (
        "unit_1000000",
        Patient(model: "luna", quantities: [.input: 1_000, .output: 100_000_000], cost: "0.00032")
      ),
    ] as [(String, Patient)])
  func `a class left out is no cause of what another one gives`(code: String, patient: Patient)
    throws
  {
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == code)
    #expect(!diagnosis.evidence.description.contains("class_dropped"))
  }
}
