/// The outputs of batches that only their shape tells.
enum BatchOutputDetection {
  /// Returns the reason why the rows of a table are of a batch; nil if they do not have its shape.
  ///
  /// - OpenAI and Azure write `custom_id`, and the answer within `response.body`
  ///   (https://platform.openai.com/docs/guides/batch).
  /// - Vertex AI writes `processed_time`, `request` and `response` beside a `status`.
  static func why(_ table: SampleTable) -> String? {
    let names = Set(table.columns.map(\.name))
    func has(_ owner: String) -> Bool { names.contains { $0.hasPrefix(owner + ".") } }
    if names.contains("custom_id"), has("response.body") || has("response.body.usage") {
      return "as custom_id and response.body show: only batch outputs have them"
    }
    return names.isSuperset(of: ["processed_time", "status"]) && has("response")
      && names.contains { $0.hasPrefix("response.usage") }
      ? "as processed_time and response show: only batch outputs have them" : nil
  }
}

/// The paths of models on Vertex AI, whoever made them.
enum VertexPath {
  /// The column in which each row has one; nil for none.
  static func column(in table: SampleTable) -> SampleTable.Column? {
    table.columns.first { column in
      !column.texts.isEmpty
        && column.texts.allSatisfy {
          ConditionKeywords.place(inPath: $0) != nil && $0.contains("/publishers/")
        }
    }
  }
}
