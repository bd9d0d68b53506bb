import Ledger

/// Finds rows that do not state how much of their output is images or audio, of models that charge for these apart.
///
/// A model is looked up once. A blank count is not known; a count of 0 says that all is text.
final class UndividedMediaOutput {
  private let conditions: @Sendable (_ provider: Name, _ model: Name) -> RequestConditions
  private var known: [Name: [Name: RequestConditions]] = [:]
  /// The number of names whose conditions are kept: more than a ledger is likely to have.
  private static let most = 1 << 12

  /// - Parameter conditions: those of requests of a provider's model whose output nothing divides.
  init(_ conditions: @escaping @Sendable (_ provider: Name, _ model: Name) -> RequestConditions) {
    self.conditions = conditions
  }

  /// Returns the conditions of requests of a model whose output nothing divides; none for a model of text.
  func conditions(of model: Name, by provider: Name) -> RequestConditions {
    if let found = known[provider]?[model] { return found }
    let found = conditions(provider, model)
    if known.count >= Self.most || known[provider]?.count ?? 0 >= Self.most { known = [:] }
    known[provider, default: [:]][model] = found
    return found
  }
}

extension CarefulRow {
  /// The conditions of the row because nothing divides its output, of which parts have prices of their own.
  func undividedOutput(_ quantities: Quantities) -> [RequestCondition] {
    guard quantities.output > 0, let undivided else { return [] }
    return undivided.conditions(of: name(.model), by: name(.provider)).all.filter { condition in
      switch condition {
      case .undividedOutput: quantities.images == 0 && !hasNumber(.imageOutputTokens)
      default: !hasNumber(.audioOutputTokens)
      }
    }
  }
}
