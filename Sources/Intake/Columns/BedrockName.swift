/// Names of models as Amazon Bedrock has them: an id that begins with the maker, maybe after an inference profile, or an ARN.
enum BedrockName {
  /// Returns true if a name of a model is one of these.
  static func isOne(_ name: some Collection<UInt8>) -> Bool {
    if name.starts(with: "arn:aws".utf8) { return true }
    let parts = name.split(separator: UInt8(ascii: "."), maxSplits: 2)
    guard parts.count >= 2 else { return false }
    if isAmong(makers, parts[0]) { return true }
    return parts.count == 3 && isAmong(profiles, parts[0]) && isAmong(makers, parts[1])
  }

  static func isOne(_ name: String) -> Bool { isOne(name.utf8) }

  private static func isAmong(_ words: [StaticString], _ text: some Collection<UInt8>) -> Bool {
    words.contains { word in
      text.count == word.utf8CodeUnitCount
        && text.elementsEqual(
          UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
  }

  private static let makers: [StaticString] = [
    "anthropic", "amazon", "meta", "mistral", "cohere", "ai21", "deepseek", "openai", "qwen",
    "stability", "writer", "twelvelabs", "moonshot", "moonshotai", "minimax", "nvidia", "zai",
    "google", "luma",
  ]
  private static let profiles: [StaticString] = [
    "us", "eu", "apac", "jp", "au", "ca", "sa", "us-gov", "global",
  ]
}
