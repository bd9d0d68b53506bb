/// Colours for one stream: the sixteen of the terminal, never the only sign of anything.
package struct Paint {
  let isOn: Bool

  /// The values of `--color`.
  package enum Choice: String, CaseIterable {
    case auto, always, never

    /// The requested choice, as far as it is visible before the command line is parsed.
    ///
    /// A refusal of the command line follows it as well.
    ///
    /// - Parameter option: its name, with the dashes.
    package init(typedIn words: [String], option: String) {
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

  /// The colours that are used, by their number in the escape.
  package enum Colour: String {
    case bold = "1"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case cyan = "36"
  }

  /// Decides by the option, then NO_COLOR and TERM, then whether `stream` is a terminal.
  package init(_ choice: Choice, for stream: Terminal) {
    switch choice {
    case .always: isOn = true
    case .never: isOn = false
    case .auto:
      isOn = stream.isTerminal && Terminal.allowsColour && Terminal.hasGlyphs
    }
  }

  /// Returns the text in the colour, where colours are on.
  package func callAsFunction(_ colour: Colour, _ text: String) -> String {
    isOn
      ? ScreenSafety.escape + "[\(colour.rawValue)m\(text)" + ScreenSafety.escape + "[0m" : text
  }
}
