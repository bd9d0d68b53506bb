/// Reasoning that a vendor counts in the sum of all tokens, and in no other count.
enum ReasoningInTotal {
  /// Returns true if only the sum of all tokens has the reasoning of a model, and no other count.
  ///
  /// Google's API in the form of OpenAI's has a total of "input, output and thinking"
  /// (https://discuss.ai.google.dev/t/question-with-usage-in-openai-compatibility/98760, read 2026-11).
  static func isOnlyThere(vendor: String, model: String) -> Bool {
    let name = VendorKeywords.vendor(vendor) ?? vendor
    return name == "google" && ModelVendor.of(model) == "google"
  }
}
