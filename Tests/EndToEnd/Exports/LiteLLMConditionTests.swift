import Foundation
import Testing

/// Conditions in LiteLLM's log outside all quantities get a price or leave the request unpriced, and never make a right
/// record wrong; every figure is worked by hand.
struct LiteLLMConditionTests {
  // MARK: Batches of LiteLLM

  private static let batch = #""batch_models":["luna"],"batch_successful_requests":500,"#

  /// 1,000,000 × 0.2 ÷ 2 + 1,000,000 × 1.2 ÷ 2 per million = 0.7, though all of them together have more than 272,000.
  @Test func `a row that sums a batch has the price of a batch and of short requests`() throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm(
        "b", "aretrieve_batch", "luna", tokens: (1_000_000, 1_000_000), spend: "0.7",
        metadata: Self.batch))
    #expect(found.cost("b") == "0.7" && found.verdict("b") == "matched")
    #expect(found.rows["b"]?["service_tier"] == "batch" && found.status == 0)
    #expect(found.messages.contains("[qty.batch]"))
  }

  /// 1,000,000 × 0.4 ÷ 2 + 1,000,000 × 1.8 ÷ 2 = 1.1.
  @Test func `a batch of one request has the band of that request`() throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm(
        "b", "aretrieve_batch", "luna", tokens: (1_000_000, 1_000_000), spend: "1.1",
        metadata: #""batch_models":["luna"],"batch_successful_requests":1,"#))
    #expect(found.cost("b") == "1.1" && found.verdict("b") == "matched")
    #expect(!found.messages.contains("[qty.batch]"))
  }

  @Test func `a batch of several models has no price`() throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm(
        "b", "aretrieve_batch", "luna", tokens: (10, 10), spend: "0.7",
        metadata: #""batch_models":["luna","nano"],"batch_successful_requests":2,"#))
    #expect(found.verdict("b") == "unpriced" && found.messages.contains("[qty.models]"))
  }

  /// 1,000 × 0.2 + 1,000 × 1.2 per million = 0.0014 in the row of a request.
  @Test func `rows that ask for a batch are no usage, and a null says that a row is none`() throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm("a", "acreate_batch", "luna", spend: "0")
        + ConditionRun.litellm("p", "aretrieve_batch", "luna", spend: "0")
        + ConditionRun.litellm(
          "r", "acompletion", "luna", tokens: (1_000, 1_000), spend: "0.0014",
          metadata: #""batch_models":null,"#))
    #expect(found.rows.count == 1 && found.cost("r") == "0.0014")
    #expect(found.verdict("r") == "matched" && found.status == 0)
  }

  /// Recorded at the prices of long requests: 1.1 where 0.7 was right.
  @Test func `a batch that was recorded in the band of its sum took a wrong band`() throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm(
        "b", "aretrieve_batch", "luna", tokens: (1_000_000, 1_000_000), spend: "1.1",
        metadata: Self.batch))
    #expect(found.verdict("b") == "mismatch" && found.rows["b"]?["diagnosis"] == "band_wrong")
  }

  // MARK: Calls without tokens

  /// The row states no number of images or seconds: 0.04 USD and 0.006 USD are not too high.
  @Test(arguments: [
    ("aimage_generation", "dall-e-3", "openai"), ("atranscription", "whisper-1", "openai"),
    ("speech", "whisper-1", "openai"), ("image_edit", "dall-e-3", "openai"),
    ("amoderation", "luna", "openai"), ("ocr", "luna", "openai"),
  ])
  func `a call whose units are not stated has no price`(
    call: String, model: String, provider: String
  ) throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm("n", call, model, spend: "0.04", provider: provider)
        + ConditionRun.litellm("z", call, model, spend: "0", provider: provider))
    for id in ["n", "z"] {
      #expect(found.verdict(id) == "unpriced" && found.cost(id) == "")
      #expect(found.evidence[id]?.contains("units are not stated") == true)
    }
    #expect(found.messages.contains("[qty.units]") && found.status == 2)
  }

  @Test func `a rerank costs its fee, and a model that is free costs nothing`() throws {
    let found = try ConditionRun.run(
      ConditionRun.litellm("r", "arerank", "rerank-v3.5", spend: "0.002", provider: "cohere")
        + ConditionRun.litellm("m", "amoderation", "free", spend: "0"))
    #expect(found.cost("r") == "0.002" && found.verdict("r") == "matched")
    #expect(found.cost("m") == "0" && found.verdict("m") == "matched")
  }

  /// The row that the help prints, with a price of 0.04 in it.
  @Test func `a fee per request prices calls whose units are not stated`() throws {
    let ledger = ConditionRun.litellm("n", "aimage_generation", "dall-e-3", spend: "0.04")
    let without = try ConditionRun.run(ledger)
    #expect(
      without.messages.contains(
        "add to prices/p.csv: openai,dall-e-3,request,PRICE,1,,,2026-08-10"),
      "\(without.messages)")
    let found = try ConditionRun.run(
      ledger, prices: ConditionRun.prices + "openai,dall-e-3,request,0.04,1,,,2026-08-10\n")
    #expect(found.cost("n") == "0.04" && found.verdict("n") == "matched" && found.status == 0)
  }

  @Test func `a cost without usage is not compared with nothing, and no usage at no cost is none`()
    throws
  {
    let found = try ConditionRun.run(
      ConditionRun.litellm("c", "acompletion", "luna", spend: "0.01")
        + ConditionRun.litellm("z", "acompletion", "luna", spend: "0")
        + ConditionRun.litellm(
          "h", "acompletion", "luna", spend: "0.01", more: #","cache_hit":"True""#))
    #expect(found.verdict("c") == "unpriced" && found.messages.contains("[qty.usage]"))
    #expect(found.cost("z") == "0" && found.verdict("z") == "matched")
    #expect(found.cost("h") == "0")
  }

  // MARK: The stored response

  /// 1,000 × 0.025 + 1,000 × 0.2 per million = 0.000225; 0.00045 at the standard prices.
  @Test func `the service tier is that of the stored response, not the requested one`() throws {
    let asked = #","response":{},"proxy_server_request":{"service_tier":"flex"}"#
    let found = try ConditionRun.run(
      ConditionRun.litellm(
        "f", "acompletion", "nano", tokens: (1_000, 1_000), spend: "0.00045",
        more: #","response":{"service_tier":"flex"}"#)
        + ConditionRun.litellm(
          "t", "acompletion", "nano", tokens: (1_000, 1_000), spend: "0.00045",
          more: #","response":"{\"service_tier\":\"flex\"}""#)
        + ConditionRun.litellm(
          "s", "acompletion", "nano", tokens: (1_000, 1_000), spend: "0.00045", more: asked))
    for id in ["f", "t"] {
      #expect(found.cost(id) == "0.000225" && found.verdict(id) == "mismatch")
      #expect(found.rows[id]?["diagnosis"] == "service_tier_missed")
    }
    #expect(found.cost("s") == "0.00045" && found.verdict("s") == "matched")
  }
}
