import Ledger

/// The text about a condition that leaves requests without a price; no other place has such text.
package struct ConditionText {
  /// The fixed word of the finding.
  package let code: String
  /// Of a reason in JSON.
  package let name: String
  /// The thing without a price, after "has no price for".
  package let what: String
  /// The command or edit that helps.
  package let help: String

  private init(_ code: String, _ name: String, _ what: String, help: String) {
    self.code = code
    self.name = name
    self.what = what
    self.help = help
  }

  /// The words for a condition.
  package init(_ condition: RequestCondition) {
    self =
      switch condition {
      case .shortParts, .partsOfAnyLength:
        ConditionText(
          "qty.iterations", "parts_of_any_length",
          "requests of several iterations, some below and some above the long-context threshold",
          help: "export each iteration as a request of its own")
      case .unitsNotStated:
        ConditionText(
          "qty.units", "units_not_stated",
          "calls whose units are not stated: images, seconds, characters, pages or queries",
          help: "write such rows in Assay's own columns with images, seconds or searches;"
            + " or, if each call costs the same, ")
      case .usageNotStated:
        ConditionText(
          "qty.usage", "usage_not_stated", "requests with a cost and without usage",
          help: "export these requests with the usage of the vendor's response")
      case .tools:
        ConditionText(
          "qty.tools", "tools",
          "tool calls that the vendor charges by call, session or hour",
          help: "Assay has no unit class for them: compare these rows with the vendor's bill")
      case .grounding:
        ConditionText(
          "qty.grounding", "grounding", "the searches that grounded the answer",
          help: "set searches in this row to the number billed:"
            + " 1, or the number of webSearchQueries")
      case .otherModel:
        ConditionText(
          "qty.advisor", "other_model", "iterations of another model, an advisor",
          help:
            "move the advisor's iterations to a separate row with the advisor's model and a new"
            + " request_id")
      case .severalModels:
        ConditionText(
          "qty.models", "several_models", "sums over requests of several models",
          help: "export the results of the batch, with a line for each request")
      case .cachedImages:
        ConditionText(
          "qty.cachedimages", "cached_images", "images among the tokens read from a cache",
          help: "Assay has no unit class for them: compare these rows with the vendor's bill")
      case .undividedOutput:
        ConditionText(
          "qty.images", "undivided_output",
          "output that may include images: the row does not separate images from text",
          help: "export the usage with completion_tokens_details or candidatesTokensDetails,"
            + " or with image_output_tokens, 0 if the output has no images")
      case .undividedAudio:
        ConditionText(
          "qty.audio", "undivided_audio",
          "output that may include audio: the row does not separate audio from text",
          help: "export the usage with completion_tokens_details or candidatesTokensDetails,"
            + " or with audio_output_tokens, 0 if the output has no audio")
      case .citations:
        ConditionText(
          "qty.citations", "citations", "tokens of the sources that the answer cites",
          help: "Assay has no unit class for them: compare these rows with the vendor's bill")
      case .unreadRegion:
        ConditionText(
          "qty.region", "unread_region",
          "requests whose region is in a column that Assay does not read",
          help: "map the column to region")
      case .unreadTerms:
        ConditionText(
          "qty.terms", "unread_terms",
          "requests whose conditions (batch, service tier, long context, own key) are in a column that Assay"
            + " does not read",
          help: "map the column to service_tier")
      case .unreadQuantity:
        ConditionText(
          "qty.unread", "unread_quantity", "usage in a column that Assay does not read",
          help: "map the column to the class that it counts")
      case .gatewayCache:
        ConditionText(
          "qty.cached", "gateway_cache",
          "answers from a gateway cache, according to a column that Assay does not read",
          help: "leave these rows out")
      case .reversal:
        ConditionText(
          "qty.reversal", "reversal",
          "reversals, according to a column that Assay does not read",
          help: "leave these rows out")
      case .trial:
        ConditionText(
          "qty.trial", "trial",
          "dry runs, tests or simulations, according to a column that Assay does not read",
          help: "leave these rows out")
      }
  }
}

extension RequestConditions {
  /// The words for each, in order.
  package var words: [ConditionText] { all.map { ConditionText($0) } }

  /// The things without a price, joined by "and".
  package var what: String { words.map(\.what).joined(separator: ", and for ") }
}
