import Ledger

/// Finds the images of a prompt in a column whose name says no side.
extension ColumnGuess {
  /// The name of `image_tokens` beside a prompt and another column of the images of the output: those of the input.
  var imagesOfInput: String? {
    guard found[.imageInputTokens] == nil, found[.imageOutputTokens] != nil,
      found[.inputTokens] != nil
    else { return nil }
    let unused = Set(unused)
    return columns.first {
      unused.contains($0.name) && ColumnNameWords($0.name).joined == "imagetokens"
        && holds($0, .imageInputTokens) && running.increments[$0.name] == nil
    }?.name
  }
}
