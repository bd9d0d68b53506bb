import Ledger
import Pricing
import Rating

/// The first lines of a screen about a request: what it is, what became of it, and where it stands.
struct RequestHead {
  let width: Int
  let paint: Paint

  /// The id, the state and the place on one line, as far as they fit.
  func title(_ name: String, state: RowState, place: String) -> [String] {
    let colour: Paint.Colour =
      switch state.isAgreeing {
      case true: .green
      case false: .red
      case nil: .yellow
      }
    let (shown, words) = (SafeText.safe(name), state.words)
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

  /// What decides prices besides the model, each only where it is not the ordinary.
  static func conditions(_ kind: RequestKind) -> String {
    var words = [kind.status.name]
    if kind.service != RequestKind.chatService { words.append(kind.service.description) }
    if kind.serviceTier != RequestKind.standardServiceTier {
      words.append(kind.serviceTier.description)
    }
    if !kind.region.isEmpty { words.append("region \(kind.region)") }
    if kind.isBYOK { words.append("own key") }
    return words.joined(separator: ", ")
  }

  /// The name in the ledger where the alias book says what it means.
  func alias(_ trace: RatingTrace) -> [String] {
    guard let alias = trace.alias else { return [] }
    let (name, model) = (trace.card.kind.model, trace.card.dimensions.model)
    return Wrapping.paragraph(
      "The ledger says \(SafeText.safe(name.description)), which means \(model):"
        + " \(PlaceWords.short(alias.place))\(RequestHead.rule(alias.value))",
      width: width, hanging: 2)
  }

  /// How a rule fits a name; empty for a row that has it.
  private static func rule(_ alias: Alias) -> String {
    let text = SafeText.safe(alias.alias.description)
    return switch alias.match {
    case .exact: ""
    case .prefix: ", as it begins with \(text)"
    case .suffix: ", as it ends with \(text)"
    case .contains: ", as it holds \(text)"
    case .regex: ", as it fits \(text)"
    }
  }
}
