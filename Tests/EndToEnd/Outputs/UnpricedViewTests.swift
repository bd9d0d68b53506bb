import Testing

/// Views of `assay.db` for requests without a price: NULL where unknown, else the known part.
struct UnpricedViewTests {
  /// Of tier free nothing has a price, of pro one request of two: 0.2 USD, at 1.5 worth 0.3.
  ///
  /// That free plans earn 0 is known; what they cost, and so their margin, is not.
  @Test func `a free plan earns 0, whatever has no price`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,gpt,input,2\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\nteam,false\nfree,true\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens\n"
        + "a,2026-08-01T10:00:00Z,u1,pro,openai,gpt,100000\n"
        + "b,2026-08-01T10:00:00Z,u1,pro,openai,nope,100000\n"
        + "c,2026-08-01T10:00:00Z,u2,free,openai,nope,100000\n"
        + "d,2026-08-01T10:00:00Z,u3,team,openai,nope,100000\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let database = folder.path("ws/assay.db")
    let tiers = try Answer(
      database,
      """
      SELECT tier, vendor_cost_usd, revenue_usd, margin_usd, unpriced_requests
      FROM margin_by_tier_month
      """)
    #expect(
      tiers.rows == [
        ["free", nil, "0.0", nil, "1"], ["pro", "0.2", "0.3", "0.1", "1"],
        ["team", nil, nil, nil, "1"],
      ])
    let users = try Answer(
      database, "SELECT user_id, vendor_cost_usd, revenue_usd FROM margin_by_user ORDER BY user_id")
    #expect(users.rows == [["u1", "0.2", "0.3"], ["u2", nil, "0.0"], ["u3", nil, nil]])
    let free = try Answer(
      database, "SELECT user, requests, free_tier_loss_usd, unpriced_requests FROM worst_free_users"
    )
    #expect(free.rows == [["u2", "1", nil, "1"]])
    let models = try Answer(
      database,
      "SELECT model, free_tier_loss_usd, unpriced_requests FROM free_tier_loss_by_model_month")
    #expect(models.rows == [["nope", nil, "1"]])
    let vendors = try Answer(
      database, "SELECT recorded_cost_usd, difference_usd FROM cost_by_provider_month")
    #expect(vendors.rows == [[nil, nil]])
    let months = try Answer(
      database,
      """
      SELECT tier, model, sum(revenue_nanousd), sum(vendor_cost_nanousd), sum(microcredits),
        sum(revenue_nanousd - vendor_cost_nanousd), sum(recorded_cost_nanousd)
      FROM account_month GROUP BY tier, model ORDER BY tier, model
      """)
    #expect(
      months.rows == [
        ["free", "nope", "0", nil, nil, nil, nil],
        ["pro", "gpt", "300000000", "200000000", "30000000", "100000000", nil],
        ["pro", "nope", nil, nil, nil, nil, nil], ["team", "nope", nil, nil, nil, nil, nil],
      ])
  }

  /// A request of 0.2 USD is worth 30 credits, 0.3 USD.
  ///
  /// Of the first day's two only one records a cost and credits, of the second's none; the third's cost is in a currency
  /// without a rate and nothing was charged, the fourth's was 0, and the fifth has no price.
  @Test func `a recorded sum is NULL where none was recorded, and says how many it lacks`() throws {
    let folder = try Scratch()
    try folder.write(
      "ws/prices/p.csv", "provider,model,unit_class,price_usd\nopenai,gpt,input,2\n")
    try folder.write("ws/plans.csv", "tier,is_free\npro,false\n")
    try folder.write(
      "ws/ledger/a.csv",
      "request_id,request_started_at,user_id,tier,provider,model,input_tokens,vendor_cost_usd,"
        + "currency,credits_deducted\n"
        + "a,2026-08-01T10:00:00Z,u1,pro,openai,gpt,100000,0.2,USD,30\n"
        + "b,2026-08-01T11:00:00Z,u1,pro,openai,gpt,100000,,USD,\n"
        + "c,2026-08-02T10:00:00Z,u1,pro,openai,gpt,100000,,USD,\n"
        + "d,2026-08-03T10:00:00Z,u1,pro,openai,gpt,100000,0.5,EUR,0\n"
        + "e,2026-08-04T10:00:00Z,u1,pro,openai,gpt,100000,0,USD,\n"
        + "f,2026-08-05T10:00:00Z,u1,pro,openai,nope,100000,0.1,USD,\n")
    _ = try Program.assay("run", folder.path("ws"), "--quiet")
    let database = folder.path("ws/assay.db")
    let days = try Answer(
      database,
      """
      SELECT recorded_cost_usd, costs_not_recorded, costs_not_converted, recorded_credits,
        credits_not_recorded, negative_margin_requests FROM daily ORDER BY day
      """)
    #expect(
      days.rows == [
        ["0.2", "1", "0", "30", "1", "0"], [nil, "1", "0", nil, "1", "0"],
        [nil, "0", "1", "0", "0", "1"], ["0", "0", "0", nil, "1", "0"],
        ["0.1", "0", "0", nil, "1", nil],
      ])
    let gaps = "costs_not_recorded, costs_not_converted, credits_not_recorded"
    let facts = try Answer(database, "SELECT \(gaps) FROM fact ORDER BY day")
    #expect(
      facts.rows == [
        ["1", "0", "1"], ["1", "0", "1"], ["0", "1", "0"], ["0", "0", "1"], ["0", "0", "1"],
      ])
    let vendors = try Answer(
      database,
      """
      SELECT recorded_cost_usd, costs_not_recorded, costs_not_converted FROM cost_by_provider_month
      """)
    #expect(vendors.rows == [["0.3", "2", "1"]])
  }
}
