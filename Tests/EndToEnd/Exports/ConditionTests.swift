import Foundation
import Testing

/// Conditions in a vendor's body outside all quantities get a price or leave the request unpriced, and never make a right
/// record wrong; every figure is worked by hand.
struct ConditionTests {
  // MARK: Images

  /// 24 × 5 + 1,756 × 30 per million = 0.0528.
  @Test func `all output of the images endpoint costs what images do`() throws {
    let found = try ConditionRun.run(
      ConditionRun.body(
        "i", "drawer-image",
        #""data":[{"b64_json":"x"}],"usage":{"total_tokens":1780,"input_tokens":24,"output_tokens":1756,"#
          + #""input_tokens_details":{"text_tokens":24,"image_tokens":0}}"#))
    #expect(found.cost("i") == "0.0528" && found.rows["i"]?["image_output_tokens"] == "1756")
  }

  /// A model that charges for the images that it makes does not charge those it is given as text: 60 of 100 tokens.
  @Test func `images given to a model that prices images need a price of their own`() throws {
    let usage =
      #""data":[{"url":"x"}],"usage":{"total_tokens":150,"input_tokens":100,"output_tokens":50,"#
      + #""input_tokens_details":{"text_tokens":40,"image_tokens":60}}"#
    let ledger = ConditionRun.body("i", "drawer-image", usage)
    let without = try ConditionRun.run(ledger)
    #expect(without.verdict("i") == "unpriced")
    #expect(without.messages.contains("has no price for image_input"), "\(without.messages)")
    // 40 × 5 + 60 × 8 + 50 × 30 per million.
    let found = try ConditionRun.run(
      ledger, prices: ConditionRun.prices + "openai,drawer-image,image_input,8,,,,2026-01-01\n")
    #expect(found.cost("i") == "0.00218")
  }

  /// 100 × 0.2 + 50 × 1.2 per million, 60 of the 100 being images.
  @Test func `images given to a chat model cost what its input does, and count in the band`() throws
  {
    func usage(_ input: Int, _ images: Int) -> String {
      #""usage":{"prompt_tokens":\#(input),"completion_tokens":50,"total_tokens":\#(input + 50),"#
        + #""prompt_tokens_details":{"image_tokens":\#(images)}}"#
    }
    let found = try ConditionRun.run(
      ConditionRun.body("c", "luna", usage(100, 60))
        + ConditionRun.body("l", "luna", usage(272_001, 272_000)))
    #expect(found.cost("c") == "0.00008" && found.rows["c"]?["image_input_tokens"] == "60")
    // 272,001 × 0.4 + 50 × 1.8 per million.
    #expect(found.cost("l") == "0.1088904")
  }

  @Test func `output of a model that makes images has no price where nothing divides it`() throws {
    let undivided =
      #""usage":{"prompt_tokens":5,"completion_tokens":50,"total_tokens":55}"#
    let divided =
      #""usage":{"prompt_tokens":5,"completion_tokens":50,"total_tokens":55,"#
      + #""completion_tokens_details":{"image_tokens":40}}"#
    let found = try ConditionRun.run(
      ConditionRun.body("u", "drawer-image", undivided)
        + ConditionRun.body("d", "drawer-image", divided))
    #expect(found.verdict("u") == "unpriced" && found.messages.contains("[qty.images]"))
    // 5 × 5 + 10 × 10 + 40 × 30 per million.
    #expect(found.cost("d") == "0.001325")
  }

  // MARK: Audio

  /// 60 of 100 were cached, 20 of them audio; of 30 of audio 10 were not: 30 of text are left.
  @Test func `audio that a cache had needs a price of its own where audio costs more than text`()
    throws
  {
    let ledger = ConditionRun.body(
      "a", "talker",
      #""usage":{"input_tokens":100,"output_tokens":5,"total_tokens":105,"input_token_details":"#
        + #"{"cached_tokens":60,"audio_tokens":30,"cached_tokens_details":{"audio_tokens":20}}}"#)
    let without = try ConditionRun.run(ledger)
    #expect(without.verdict("a") == "unpriced")
    #expect(without.messages.contains("has no price for audio_cache_read"), "\(without.messages)")
    // 30 × 4 + 40 × 0.4 + 20 × 0.4 + 10 × 32 + 5 × 16 per million.
    let found = try ConditionRun.run(
      ledger, prices: ConditionRun.prices + "openai,talker,audio_cache_read,0.4,,,,2026-01-01\n")
    #expect(found.cost("a") == "0.000544")
    // Where audio costs what text does: 30 × 4 + 60 × 0.4 + 10 × 4 + 5 × 16 per million.
    let same = try ConditionRun.run(
      ledger, prices: ConditionRun.prices.replacing("audio_input,32", with: "audio_input,4"))
    #expect(same.cost("a") == "0.000264")
  }

  // MARK: Tools and searches

  @Test(arguments: [
    (
      #""output":[{"type":"file_search_call"}],"usage":{"input_tokens":5,"total_tokens":5}"#,
      "qty.tools"
    ),
    (
      #""output":[{"type":"code_interpreter_call"}],"usage":{"input_tokens":5,"total_tokens":5}"#,
      "qty.tools"
    ),
    (#""usage":{"prompt_tokens":5,"num_sources_used":3}"#, "qty.tools"),
    (
      #""type":"message","usage":{"input_tokens":5,"server_tool_use":{"code_execution_requests":1}}"#,
      "qty.tools"
    ),
    (
      #""type":"message","usage":{"input_tokens":5,"iterations":[{"type":"advisor_message","input_tokens":7}]}"#,
      "qty.advisor"
    ),
  ])
  func `tools and models that no class is for leave a request without a price`(
    body: String, code: String
  ) throws {
    let found = try ConditionRun.run(ConditionRun.body("t", "luna", body))
    #expect(
      found.verdict("t") == "unpriced" && found.messages.contains("[\(code)]"), "\(found.messages)")
    #expect(found.evidence["t"]?.hasPrefix("no price for ") == true)
  }

  @Test(arguments: [
    #""output":[{"type":"function_call"},{"type":"computer_call"},{"type":"mcp_call"}],"usage":{"input_tokens":5,"total_tokens":5}"#,
    #""type":"message","usage":{"input_tokens":5,"server_tool_use":{"web_search_requests":0,"web_fetch_requests":2}}"#,
    #""usage":{"prompt_tokens":5,"num_sources_used":0}"#,
  ])
  func `tools that cost their tokens alone change no price`(body: String) throws {
    // 5 × 0.2 per million.
    #expect(try ConditionRun.run(ConditionRun.body("t", "luna", body)).cost("t") == "0.000001")
  }

  /// 5 × 2 per million, and two searches at 0.014.
  @Test func `searches that ground an answer cost what searches do`() throws {
    let found = try ConditionRun.run(
      ConditionRun.body(
        "g", "gemini-3-pro", provider: "google",
        #""candidates":[{"groundingMetadata":{"webSearchQueries":["a","b"]}}],"#
          + #""usageMetadata":{"promptTokenCount":5}"#))
    #expect(found.cost("g") == "0.02801" && found.rows["g"]?["searches"] == "2")
  }
}
