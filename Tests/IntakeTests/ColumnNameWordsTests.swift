import Testing

@testable import Intake

/// The words of a column's name.
struct ColumnNameWordsTests {
  /// A capital letter begins a word after a small letter or a digit.
  ///
  /// Names in ASCII and others obey the same rules.
  @Test(arguments: [
    ("promptTokens", ["prompt", "tokens"]), ("prompt_tokens", ["prompt", "tokens"]),
    ("Prompt Tokens", ["prompt", "tokens"]), ("HTTPStatus2Code", ["httpstatus2", "code"]),
    ("gpt-4o-mini", ["gpt", "4o", "mini"]), ("  a\r\nb  ", ["a", "b"]), ("", []), ("--", []),
    ("coûtTokens", ["cout", "tokens"]), ("Größe2Zeit", ["groesse2", "zeit"]),
    ("cost$", ["cost", "usd"]), ("$ai_model", ["ai", "model"]),
  ])
  func `several spellings of a name are the same words`(name: String, words: [String]) {
    #expect(ColumnNameWords(name).words == words)
  }
}
