extension String {
  /// The text with plain letters for signs.
  package var plainSigns: String {
    String(
      flatMap { letter -> String in
        switch letter {
        case "→": "->"
        case "…": "..."
        case "–": "-"
        case "█": "#"
        case "▼": "v"
        case "▲": "^"
        case "×": "x"
        default: String(letter)
        }
      })
  }
}
