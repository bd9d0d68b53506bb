import Testing

/// Costs by prices that do not count, or no longer: each told apart from the others, by the rows of the book.
///
/// Every request has a million tokens of input and one of output, so that it costs the sum of two prices.
struct StalePriceTests {
  /// g1 at 3 and 15 USD, g2 at 1 and 8; each case adds rows to them.
  private static let book = """
    openai,g1,input,3,,,,2026-01-01,
    openai,g1,output,15,,,,2026-01-01,
    openai,g2,input,1,,,,2026-01-01,
    openai,g2,output,8,,,,2026-01-01,

    """

  /// An image price that nobody asks for is corrected in February.
  private static let unrelated = """
    openai,g1,image,0.02,,,,2026-01-01,
    openai,g1,image,0.01,,,,2026-01-01,2026-02-01

    """

  private struct Case: CustomTestStringConvertible, Sendable {
    let rows: String
    var row = "2026-08-10T12:00:00Z,g1,,"
    var completed = ""
    let cost: String
    let diagnosis: String
    var testDescription: String { "\(cost) is \(diagnosis)" }
  }

  private func diagnosis(_ test: Case) throws -> String? {
    let folder = try Scratch()
    try folder.write("ws/plans.csv", "tier\npro\n")
    try folder.write(
      "ws/aliases.csv",
      "provider,alias,model,effective_from\nopenai,latest,g1,2026-01-01\nopenai,latest,g2,2026-07-20\n"
    )
    try folder.write(
      "ws/derivations.csv",
      "provider,unit_class,service_tier,from_unit_class,factor\n*,,batch,,0.6\n")
    try folder.write(
      "ws/prices/p.csv",
      "provider,model,unit_class,price_usd,service_tier,region,context_over,effective_from,recorded_at\n"
        + Self.book + test.rows)
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,user_id,tier,provider,input_tokens,output_tokens,request_started_at,model,service_tier,region,"
        + "vendor_cost_usd,request_completed_at\n"
        + "a,u1,pro,openai,1000000,1000000,\(test.row),\(test.cost),\(test.completed)\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    return rows(ofCSV: try folder.text("ws/out/exceptions.csv")).first?["diagnosis"]
  }

  @Test(arguments: [
    // Rows recorded in March state a price that nothing stated before: they correct nothing.
    Case(
      rows: unrelated + "openai,g1,input,4,,eu,,2026-01-01,2026-03-01\n"
        + "openai,g1,output,15,,eu,,2026-01-01,2026-03-01\n",
      row: "2026-08-10T12:00:00Z,g1,,eu", cost: "18", diagnosis: "region_missed"),
    Case(
      rows: unrelated + "openai,g1,input,4,,,500,2026-01-01,2026-03-01\n", cost: "18",
      diagnosis: "band_missed"),
    Case(
      rows: unrelated + "openai,g1,request,0.5,,,,2026-01-01,2026-03-01\n", cost: "18",
      diagnosis: "request_fee_missed"),
    // 0.6 × 18, where batch has its own price of input.
    Case(
      rows: unrelated + "openai,g1,input,2,batch,,,2026-01-01,2026-03-01\n",
      row: "2026-08-10T12:00:00Z,g1,batch,", cost: "10.8", diagnosis: "unexplained"),
  ])
  private func `a price without a correction is not superseded`(test: Case) throws {
    let found = try diagnosis(test)
    #expect(found == test.diagnosis)
  }

  /// Input was 3, then 2.5 and then 2; output 15, then 14, in between.
  private static let corrections = """
    openai,g1,input,2.5,,,,2026-01-01,2026-02-01
    openai,g1,output,14,,,,2026-01-01,2026-03-01
    openai,g1,input,2,,,,2026-01-01,2026-04-01
    openai,g1,image,0.02,,,,2026-01-01,2026-03-15

    """

  @Test(arguments: [
    // Before every correction, after the first one, and after the second one.
    Case(rows: corrections, cost: "18", diagnosis: "superseded_price"),
    Case(rows: corrections, cost: "17.5", diagnosis: "superseded_price"),
    Case(rows: corrections, cost: "16.5", diagnosis: "superseded_price"),
    // Only that of the output was not loaded; only those of the input were not.
    Case(rows: corrections, cost: "17", diagnosis: "superseded_price"),
    Case(rows: corrections, cost: "17.0001", diagnosis: "unexplained"),
    // A rise in September, called off in August.
    Case(
      rows:
        "openai,g1,input,4,,,,2026-09-01,2026-07-01\nopenai,g1,input,3,,,,2026-09-01,2026-08-10\n",
      row: "2026-09-02T12:00:00Z,g1,,", cost: "19", diagnosis: "superseded_price"),
  ])
  private func `a price that was corrected is superseded`(test: Case) throws {
    let found = try diagnosis(test)
    #expect(found == test.diagnosis)
  }

  /// Too many models to say that one was taken for another, unless its name means it.
  private static let manyModels = (0...1_000).map {
    "openai,x\($0),input,9,,,,2026-01-01,\nopenai,x\($0),output,9,,,,2026-01-01,\n"
  }.joined()

  @Test(arguments: [
    // `latest` is g2 since 20 July, and no price has changed. g1 costs exactly twice what g2 does.
    Case(rows: "", row: "2026-08-10T12:00:00Z,latest,,", cost: "18", diagnosis: "cost_twice"),
    Case(rows: "", row: "2026-07-10T12:00:00Z,latest,,", cost: "9", diagnosis: "other_model_price"),
    Case(
      rows: manyModels, row: "2026-07-10T12:00:00Z,latest,,", cost: "9",
      diagnosis: "other_model_price"),
    // g1 costs 4 and 15 from 5 August, and an image of it was corrected.
    Case(
      rows: unrelated + "openai,g1,input,4,,,,2026-08-05,\n", row: "2026-08-10T12:00:00Z,latest,,",
      cost: "19", diagnosis: "other_model_price"),
    // It was g1 when the request began, and g2 when it ended.
    Case(
      rows: "", row: "2026-07-19T23:59:59Z,latest,,", completed: "2026-07-20T00:00:05Z", cost: "9",
      diagnosis: "price_at_completion"),
    // The same name, and a price of g1 was corrected: a correction of g1 is none of g2. Two mistakes are looked for.
    Case(
      rows: "openai,g1,output,16,,,,2026-01-01,2026-07-10T00:00:00Z\n",
      row: "2026-07-19T23:59:59Z,latest,,", completed: "2026-07-20T00:00:05Z", cost: "123.456789",
      diagnosis: "unexplained"),
    // g2 itself cost 1 until 5 August.
    Case(
      rows: "openai,g2,input,2,,,,2026-08-05,\n", row: "2026-08-10T12:00:00Z,latest,,", cost: "9",
      diagnosis: "previous_price"),
  ])
  private func `what a name meant at another time is another model`(test: Case) throws {
    let found = try diagnosis(test)
    #expect(found == test.diagnosis)
  }
}
