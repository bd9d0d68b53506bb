/// Colours for one stream: the sixteen of the terminal, never the only sign of anything.
struct Paint {
  let isOn: Bool

  enum Choice: String, CaseIterable {
    case auto, always, never

    /// What was asked for, as far as it can be seen before anything else is understood: a refusal heeds it
    /// as well.
    init(typedIn words: [String]) {
      let option = CommandDeclaration.Option.color.name
      var choice = Choice.auto
      for (index, word) in words.enumerated() {
        if word == option, index + 1 < words.count {
          choice = Choice(rawValue: words[index + 1]) ?? choice
        } else if word.hasPrefix(option + "=") {
          choice = Choice(rawValue: String(word.dropFirst(option.count + 1))) ?? choice
        }
      }
      self = choice
    }
  }

  enum Colour: String {
    case bold = "1"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  /// Decides by the option, then NO_COLOR and TERM, then whether `stream` is a terminal.
  init(_ choice: Choice, for stream: Terminal) {
    switch choice {
    case .always: isOn = true
    case .never: isOn = false
    case .auto:
      isOn = stream.isTerminal && Terminal.allowsColour && Terminal.hasGlyphs
    }
  }

  func callAsFunction(_ colour: Colour, _ text: String) -> String {
    isOn
      ? ScreenSafety.escape + "[\(colour.rawValue)m\(text)" + ScreenSafety.escape + "[0m" : text
  }
}
