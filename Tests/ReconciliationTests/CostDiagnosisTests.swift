import Ledger
import Reconciliation
import Support
import Testing

/// Recorded costs, each made by hand with one mistake: which mistake is found.
///
/// The request of the table is on day 15 and costs 100 × 3 + 40 × 0.3 + 20 × 3.75 + 30 × 15 + 7 × 16 = 949
/// millionths of a dollar and a fee of 0.001: 0.001949 USD.
@Suite struct CostDiagnosisTests {
  private static let small: [UnitClass: Int64] = [.input: 1_000, .output: 100]

  @Test(
    arguments: [
      // By the prices until day 10: 200 + 8 + 50 + 300 + 77.
      ("previous_price", Patient(cost: "0.001635")),
      // By those from day 20: 500 + 20 + 125 + 750 + 182.
      ("next_price", Patient(cost: "0.002577")),
      ("price_at_completion", Patient(completed: at(20), cost: "0.002577")),
      // mini has no fee: 70 + 2.8 + 18 + 57 + 14.
      ("other_model_price", Patient(cost: "0.0001618")),
      ("superseded_price", Patient(model: "corrected", quantities: [.input: 100], cost: "0.0009")),
      // 40 × 3 instead of 12.
      ("cache_at_full_price", Patient(cost: "0.002057")),
      // 40 × 3 besides the 12.
      ("cache_counted_twice", Patient(cost: "0.002069")),
      ("cache_read_dropped", Patient(cost: "0.001937")),
      ("cache_write_dropped", Patient(cost: "0.001874")),
      ("reasoning_dropped", Patient(cost: "0.001837")),
      // 7 × 15 besides the 112.
      ("reasoning_counted_twice", Patient(cost: "0.002054")),
      // 30 × 3 + 100 × 15 instead of 300 + 450.
      ("input_output_swapped", Patient(cost: "0.002789")),
      ("request_fee_missed", Patient(cost: "0.000949")),
      // Input at 3.3, as in eu: 330 instead of 300.
      ("region_wrong", Patient(cost: "0.001979")),
      // 2 × 0.001949.
      ("cost_twice", Patient(cost: "0.003898")),
      // To five decimals, and cut off after four.
      ("rounded_cost", Patient(cost: "0.00195")),
      ("rounded_cost", Patient(cost: "0.0019")),
      // 5 × 0.005 millionths by tiny's price are 2.5 steps of the ledger, which are 3 at its scale and never 2.
      (
        "other_model_price", Patient(model: "luna", quantities: [.input: 5], cost: "0.00000003")
      ),
      (
        // 5 × 3 millionths by gift's price, a thousand times too small, are 1.5 steps, which are 2.
        "unit_1000+other_model_price",
        Patient(model: "luna", quantities: [.input: 5], cost: "0.00000002")
      ),
      // 9 × 0.002 millionths are 1.8 steps of the ledger, cut off.
      ("rounded_cost", Patient(model: "mite", quantities: [.input: 9], cost: "0.00000001")),
      // 1,000 × 0.2 + 100 × 1.2 are 0.00032, up to a tenth of a cent; a cent is thirty times as much.
      ("rounded_cost", Patient(model: "luna", quantities: small, cost: "0.001")),
      ("unexplained", Patient(model: "luna", quantities: small, cost: "0.01")),
      ("unexplained", Patient(model: "luna", quantities: small, cost: "0.1")),
      ("unexplained", Patient(model: "luna", quantities: small, cost: "1")),
      // Output at 15,000 USD per million: 0.45 instead of 0.00045.
      ("unit_1000", Patient(cost: "0.451499")),
      // In batch until day 10 nothing had another price than now: two mistakes about prices are
      // mini's price and its exchanged tokens, 30 × 0.7 + 2.8 + 18 + 100 × 1.9 + 14.
      ("input_output_swapped+other_model_price", Patient(cost: "0.0002458")),
      // 100 × 7 + 30 × 30 instead of 300 + 450.
      ("band_wrong", Patient(cost: "0.002799")),
      // 1,500 × 7 + 30 × 30 are right; 1,500 × 3 + 30 × 15 is the base band.
      ("band_missed", Patient(quantities: [.input: 1_500, .output: 30], cost: "0.00595")),
      // 1,000 × 3 + 500 × 7 + 30 × 30.
      ("band_as_brackets", Patient(quantities: [.input: 1_500, .output: 30], cost: "0.0084")),
      // The same with 30 × 15.
      ("band_as_brackets", Patient(quantities: [.input: 1_500, .output: 30], cost: "0.00795")),
      // 150 + 6 + 38 + 225 + 56, without a fee.
      ("service_tier_wrong", Patient(cost: "0.000475")),
      ("service_tier_missed", Patient(serviceTier: "batch", cost: "0.001949")),
      ("region_missed", Patient(region: "eu", cost: "0.001949")),
      ("unit_1000", Patient(cost: "1.949")),
      ("unit_1000", Patient(cost: "0.00000195")),
      ("unit_1000000", Patient(cost: "1949")),
      // The fee of 0.001 a thousand times too high, and too low.
      ("unit_1000", Patient(cost: "1.000949")),
      ("unit_1000", Patient(cost: "0.00095")),
      // 2 × 0.002 millionths, and 100 × 10 a million times too low: half a step of the ledger, which 0.4 alone is not.
      (
        "unit_1000000",
        Patient(model: "mite", quantities: [.input: 2, .reasoning: 100], cost: "0.00000001")
      ),
      ("recorded_zero", Patient(cost: "0")),
      // 3 × 0.005 = 0.015 millionths, half a step of the ledger; binary fractions fall short of the half.
      ("float_cost", Patient(model: "tiny", quantities: [.input: 3], cost: "0.00000001")),
      // 1 × 3 + 4 × 15 and the fee are 0.001063; times 10⁸, binary fractions are just below 106,300, and were cut off.
      ("float_cost", Patient(quantities: [.input: 1, .output: 4], cost: "0.00106299")),
      // 7 × 0.2 + 1.2 are 0.0000026; by literals of a price per token just below.
      (
        "float_cost",
        Patient(model: "luna", quantities: [.input: 7, .output: 1], cost: "0.00000259")
      ),
      // 1 × 3 + 13 × 15 + 3 × 0.3 and the fee are 0.0011989; summed in this order they are just below.
      (
        "float_cost",
        Patient(quantities: [.input: 1, .cacheRead: 3, .output: 13], cost: "0.00119889")
      ),
      // By the prices until day 10, 0.001635, cut off: 163 steps, of which some mistake makes any.
      ("unexplained", Patient(cost: "0.00163")),
      // 1,900 × 10 and 0.001 until day 10 are 0.02; with 3 × 0.2, 0.0200006, to six decimals: 20,001 steps.
      (
        "previous_price+rounded_cost",
        Patient(quantities: [.output: 1_900, .cacheRead: 3], cost: "0.020001")
      ),
      ("byok_cost_as_ours", Patient(isBYOK: true, cost: "0.001949")),
      // The same to four decimals, a thousand times too high, and with 30 × 15 of output that is blank here.
      ("byok_cost_as_ours+rounded_cost", Patient(isBYOK: true, cost: "0.0019")),
      ("byok_cost_as_ours+unit_1000", Patient(isBYOK: true, cost: "1.949")),
      (
        "byok_cost_as_ours+tokens_missing",
        Patient(
          isBYOK: true,
          quantities: [.input: 100, .cacheRead: 40, .cacheWrite5m: 20, .reasoning: 7],
          blanks: [.output], cost: "0.001949")
      ),
      ("byok_cost_as_ours+cache_read_dropped", Patient(isBYOK: true, cost: "0.001937")),
      // Without output it would be 0.001499; 30 × 15 are missing.
      (
        "tokens_missing",
        Patient(
          quantities: [.input: 100, .cacheRead: 40, .cacheWrite5m: 20, .reasoning: 7],
          blanks: [.output], cost: "0.001949")
      ),
      // 1,750 are right; 303 more are 1,010 cached tokens at 0.3, but by six decimals any cost is some number of these, and
      // of two blanks neither is conspicuous.
      (
        "unexplained",
        Patient(
          quantities: [.input: 100, .output: 30], blanks: [.cacheRead, .cacheWrite5m],
          cost: "0.002053")
      ),
      // 450 more are 30 of output at 15, which any request has; those of the cache and of reasoning few have.
      (
        "tokens_missing",
        Patient(
          quantities: [.input: 100], blanks: [.cacheRead, .output, .reasoning], cost: "0.00175")
      ),
      // Of input and output neither is meant more than the other.
      (
        "unexplained", Patient(quantities: [:], blanks: [.input, .output], cost: "0.00145")
      ),
      // 635 by the prices until day 10, less 8 for the cache reads.
      ("previous_price+cache_read_dropped", Patient(cost: "0.001627")),
      ("unexplained", Patient(cost: "0.00123457")),
    ] as [(String, Patient)])
  func `a mistake in a cost is found`(code: String, patient: Patient) throws {
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == code)
    #expect(diagnosis.causes.contains(.unexplained) == (code == "unexplained"))
  }

  /// Prices of before, or of another model, that lack one for a class of the request: alone these give no cost.
  ///
  /// Of nova the request costs 100 × 3 + 40 × 0.3 + 31 × 12 = 684 millionths of a dollar; luna has prices of input and output only.
  @Test(
    arguments: [
      // 400 + 248 by the prices until day 10, and 40 × 4 for the cache reads besides.
      ("previous_price+cache_read_dropped", nova(cost: "0.000648")),
      ("previous_price+cache_at_full_price", nova(cost: "0.000808")),
      // 20 + 37.2 by luna's, and 40 × 0.2 for the cache reads besides.
      ("cache_read_dropped+other_model_price", nova(cost: "0.0000572")),
      ("cache_at_full_price+other_model_price", nova(cost: "0.0000652")),
      // The same of gpt-5; 20 × 0.2 for cache writes.
      (
        "cache_write_dropped+other_model_price",
        Patient(quantities: [.input: 100, .cacheWrite5m: 20, .output: 31], cost: "0.0000572")
      ),
      (
        "cache_at_full_price+other_model_price",
        Patient(quantities: [.input: 100, .cacheWrite1h: 20, .output: 31], cost: "0.0000612")
      ),
      (
        "reasoning_dropped+other_model_price",
        Patient(quantities: [.input: 100, .output: 31, .reasoning: 7], cost: "0.0000572")
      ),
      // Luna at the price of a model that has none since day 10: 910 + 589.
      (
        "previous_price+other_model_price",
        Patient(model: "luna", quantities: [.input: 100, .output: 31], cost: "0.001499")
      ),
      // 103 × 8 by the price of input that is all that corrected has: two classes are left out, by a third mistake.
      (
        "unexplained",
        Patient(
          model: "nova", quantities: [.input: 103, .cacheRead: 40, .output: 31], cost: "0.000824")
      ),
    ] as [(String, Patient)])
  func `what one mistake gives no price of may have been another mistake`(
    code: String, patient: Patient
  ) throws {
    #expect(try DiagnosisBooks.diagnose(patient)?.codes == code)
  }

  private static func nova(cost: String) -> Patient {
    Patient(
      model: "nova", quantities: [.input: 100, .cacheRead: 40, .output: 31], cost: cost)
  }

  /// A euro is 1.17 USD.
  @Test(
    arguments: [
      // 0.001949 ÷ 1.17 = 0.0016658…, to six decimals.
      ("converted_rounding", Patient(currency: "EUR", cost: "0.001666")),
      // 0.0016658119… cut off after six, and rounded up to eight.
      ("converted_rounding", Patient(currency: "EUR", cost: "0.001665")),
      ("converted_rounding", Patient(currency: "EUR", cost: "0.00166582")),
      // 0.0000021 ÷ 1.17 = 0.00000179487…, to eight. There is no price of its own for mini in eu, so that
      // without one the cost is the same: no cause.
      (
        "converted_rounding",
        Patient(
          model: "mini", region: "eu", quantities: [.input: 3], currency: "EUR",
          cost: "0.00000179")
      ),
      // 0.000000025 ÷ 1.17 = 0.0000000213675213…, to 13 decimals: just under half a step of the ledger again.
      (
        "converted_rounding",
        Patient(
          model: "tiny", quantities: [.input: 5], currency: "EUR", cost: "0.0000000213675")
      ),
      // 0.00032 ÷ 1.17 = 0.0002735…, up to 0.001; a euro is no rounding of it.
      (
        "converted_rounding",
        Patient(model: "luna", quantities: small, currency: "EUR", cost: "0.001")
      ),
      ("unexplained", Patient(model: "luna", quantities: small, currency: "EUR", cost: "0.01")),
      ("unexplained", Patient(model: "luna", quantities: small, currency: "EUR", cost: "1")),
      // 9 × 0.002 millionths are 1.8 steps of the ledger, cut off to one: ÷ 1.17, to 16 decimals.
      (
        "rounded_cost",
        Patient(
          model: "mite", quantities: [.input: 9], currency: "EUR", cost: "0.0000000085470085")
      ),
      // 0.0019 and 0.00195 ÷ 1.17.
      ("rounded_cost", Patient(currency: "EUR", cost: "0.00162393")),
      ("rounded_cost", Patient(currency: "EUR", cost: "0.00166667")),
      ("not_converted", Patient(currency: "EUR", cost: "0.001949")),
      // 0.001949 ÷ 1.17, to eight decimals, where nothing is our cost.
      ("byok_cost_as_ours", Patient(isBYOK: true, currency: "EUR", cost: "0.00166581")),
      ("byok_cost_as_ours+not_converted", Patient(isBYOK: true, currency: "EUR", cost: "0.001949")),
      (
        "byok_cost_as_ours+rounded_cost", Patient(isBYOK: true, currency: "EUR", cost: "0.00162393")
      ),
      // 0.001635 ÷ 1.17, to eight decimals and to fifteen.
      ("previous_price", Patient(currency: "EUR", cost: "0.00139744")),
      ("previous_price", Patient(currency: "EUR", cost: "0.001397435897436")),
      // Less than half a step of the ledger beside that, but told to ten decimals.
      ("unexplained", Patient(currency: "EUR", cost: "0.0013974316")),
    ] as [(String, Patient)])
  func `a mistake in a cost of another currency is found`(code: String, patient: Patient) throws {
    let diagnosis = try #require(try DiagnosisBooks.diagnose(patient))
    #expect(diagnosis.codes == code)
  }

  @Test func `a right cost has no diagnosis`() throws {
    #expect(try DiagnosisBooks.diagnose(Patient(cost: "0.001949")) == nil)
    #expect(try DiagnosisBooks.diagnose(Patient(cost: "0.001949000001")) == nil)
  }

  /// The rows for 10 to 20 stand at lines 8 to 13, those before at 2 to 7; the fee at 20.
  @Test func `the evidence names the figure and the rows behind it`() throws {
    let diagnosis = try #require(
      try DiagnosisBooks.diagnose(Patient(quantities: [.input: 100, .output: 30], cost: "0.0015")))
    #expect(
      diagnosis.evidence == "0.0015 USD by vendors.csv:2 vendors.csv:6 vendors.csv:20")
  }

  @Test func `what else would fit is in the evidence`() throws {
    let diagnosis = try #require(
      try DiagnosisBooks.diagnose(Patient(completed: at(20), cost: "0.002577")))
    #expect(diagnosis.evidence.description.hasSuffix(", also next_price"))
  }

  /// 246 tokens at 0.000000005 USD: at a price of a step of the ledger's scale, or less, some number of tokens
  /// explains every difference, so that it is named only where nothing else fits.
  @Test func `a blank quantity at a tiny price is the last resort`() throws {
    var patient = Patient(model: "tiny", quantities: [:], blanks: [.input], cost: "0.00000123")
    #expect(try DiagnosisBooks.diagnose(patient)?.codes == "tokens_missing")
    patient.quantities = [.input: 1_000]
    // 1,000 tokens for 5 thousandths of a step each, a thousand times too dear.
    patient.cost = "0.005"
    #expect(try DiagnosisBooks.diagnose(patient)?.codes == "unit_1000")
  }
}
