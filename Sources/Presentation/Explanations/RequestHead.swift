import Explaining
import Ledger
import Pricing
import Rating
import Terminal
import Workspace

/// The first lines of a screen about a request: what it is, what became of it, and where it is.
struct RequestHead {
  let width: Int
  let paint: Paint

  /// The id, the state with a remark, and the place on one line, as far as they fit.
  func title(
    _ name: String, state: RowState, remark: String? = nil, place: String
  ) -> [String] {
    let colour: Paint.Colour =
      switch state.isAgreeing {
      case true: .green
      case false: .red
      case nil: .yellow
      }
    let (shown, words, place) = (
      SafeText.safe(name), state.words + (remark.map { "; " + $0 } ?? ""), SafeText.safe(place)
    )
    let room = width - shown.displayWidth - 3 - words.count - place.displayWidth
    let gap = max(2, room - 1)
    let left = paint(.bold, shown) + "   " + paint(colour, words)
    if gap <= room { return [left + String(repeating: " ", count: gap) + place] }
    if shown.displayWidth + 3 + words.count <= width { return [left, "  " + place] }
    return [paint(.bold, shown), "  " + paint(colour, words), "  " + place]
  }

  /// Start, customer, model and conditions, parted by three blanks; on several lines where they must be.
  func facts(_ facts: [String]) -> [String] {
    var lines: [String] = []
    for fact in facts.map(SafeText.safe) where !fact.isEmpty {
      if let last = lines.last, last.displayWidth + 3 + fact.displayWidth <= width {
        lines[lines.count - 1] = last + "   " + fact
      } else {
        lines.append((lines.isEmpty ? "" : "  ") + fact)
      }
    }
    return lines
  }

  /// Returns the conditions that decide prices besides the model, except ordinary ones.
  static func conditions(_ kind: RateKey) -> String {
    var words = [kind.status.name]
    if kind.service != RateKey.chatService { words.append(kind.service.description) }
    if kind.serviceTier != RateKey.standardServiceTier {
      words.append(kind.serviceTier.description)
    }
    if !kind.region.isEmpty { words.append("region \(kind.region)") }
    if kind.isBYOK { words.append("own key") }
    return words.joined(separator: ", ")
  }

  /// The name of the model where it means another: by the alias book, or by what precedes it.
  ///
  /// - Parameter isOfLedger: it is in the ledger, and not only in a question.
  func alias(_ trace: RatingTrace, isOfLedger: Bool) -> [String] {
    let (name, model) = (trace.card.kind.model, trace.card.dimensions.model)
    if name == model { return [] }
    let reason =
      trace.alias.map { SourceLocationText.short($0.place) + RequestHead.rule($0.value, of: name) }
      ?? "\(RequestHead.start(of: name)) precedes it"
    let said = SafeText.safe(name.description)
    return Wrapping.lines(
      (isOfLedger ? "The ledger says \(said), which means" : "\(said) means")
        + " \(model): \(reason)", hanging: 2, width: width)
  }

  /// Returns the start of a name that `ModelKey.restsAfterProvider` splits off.
  ///
  /// It is its provider, or the word of the Gemini API.
  private static func start(of name: Name) -> String {
    let start = "\(ProviderNames.beforeGeminiModels)/"
    return name.description.hasPrefix(start) ? start : "its provider"
  }

  /// Returns the way in which a row matches a name, or the text after its provider.
  ///
  /// Empty for a row that has exactly the name.
  private static func rule(_ alias: Alias, of name: Name) -> String {
    let text = SafeText.safe(alias.alias.description)
    let isWhole = alias.matchedLength(in: name) != nil
    let subject = isWhole ? "it" : "the part after \(start(of: name))"
    return switch alias.match {
    case .exact: isWhole ? "" : ", because \(subject) is \(text)"
    case .prefix: ", because \(subject) begins with \(text)"
    case .suffix: ", because \(subject) ends with \(text)"
    case .contains: ", because \(subject) contains \(text)"
    case .regex: ", because \(subject) matches \(text)"
    }
  }
}
