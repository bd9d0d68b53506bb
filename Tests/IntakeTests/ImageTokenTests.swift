import Intake
import Ledger
import Testing

/// Tokens of images among the output, as vendors and gateways tell them.
@Suite struct ImageTokenTests {
  /// The rows of a text, the same by both paths.
  private func read(_ text: String) throws -> LedgerReading {
    let bytes = Array(text.utf8)
    let reading = try LedgerReading(of: bytes)
    #expect(try reading == LedgerReading(of: bytes, ReadingPlan(isCarefulOnly: true)))
    #expect(reading.rejects.isEmpty, "\(reading.rejects.map(\.codes))")
    return reading
  }

  private func line(_ body: String) -> String {
    #"{"request_id":"r","request_started_at":"2026-08-01T10:00:00Z","user_id":"u","provider":"p","#
      + #""model":"m","response":\#(body)}"# + "\n"
  }

  /// Bodies with 50 of output, and how much of it is images.
  private static let imageOutputs: [(body: String, images: Int64)] = [
    (
      geminiOutput(#"{"modality":"TEXT","tokenCount":10},{"modality":"IMAGE","tokenCount":40}"#), 40
    ),
    (geminiOutput(#"{"modality":"IMAGE","tokenCount":0},{"modality":"TEXT","tokenCount":50}"#), 0),
    (geminiOutput(#"{"modality":"TEXT","tokenCount":50}"#), 0),
    (responsesOutput(#""output_tokens_details":{"image_tokens":50,"text_tokens":0}"#), 50),
    (responsesOutput(#""output_tokens_details":{"image_tokens":0,"text_tokens":50}"#), 0),
    (responsesOutput(#""output_tokens_details":{"image_tokens":null}"#), 0),
    // OpenAI's images endpoint states no details of the output: all of it is the image.
    (
      responsesOutput(
        #""input_tokens_details":{"image_tokens":0}"#, #","data":[{"b64_json":"x"}]"#), 50
    ),
    (#"{"usage":{"completion_tokens":50,"completion_tokens_details":{"image_tokens":40}}}"#, 40),
    (#"{"usage":{"completion_tokens":50,"completion_tokens_details":{"image_tokens":0}}}"#, 0),
  ]

  @Test(arguments: imageOutputs)
  func `tokens of images among the output are a class of their own`(
    body: String, images: Int64
  ) throws {
    let reading = try read(line(body))
    #expect(reading.rows.map(\.quantities.imageOutput) == [images])
    #expect(reading.rows.map(\.quantities.output) == [50 - images])
    #expect(reading.rows.allSatisfy { $0.kind.conditions.isEmpty })
  }

  @Test func `tokens of images in a LiteLLM log are a class of their own`() throws {
    let row =
      #"{"request_id":"r","startTime":"2026-08-01 10:00:00","model":"m","custom_llm_provider":"gemini","spend":0,"#
      + #""prompt_tokens":5,"completion_tokens":50,"user":"u","metadata":{"usage_object":"#
      + #"{"completion_tokens_details":{"image_tokens":40,"text_tokens":10}}}}"#
    let reading = try read(row + "\n")
    #expect(reading.rows.map(\.quantities.output) == [10])
    #expect(reading.rows.map(\.quantities.imageOutput) == [40])
  }

  private static func geminiOutput(_ details: String) -> String {
    #"{"usageMetadata":{"candidatesTokenCount":50,"candidatesTokensDetails":[\#(details)]}}"#
  }

  private static func responsesOutput(_ details: String, _ more: String = "") -> String {
    #"{"usage":{"output_tokens":50,"total_tokens":50,\#(details)}\#(more)}"#
  }
}
