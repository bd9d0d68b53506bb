import Cube
import Terminal

extension CommandDeclaration.Option {
  static let focus = Self(
    name: "--focus", value: nil, group: .output,
    help: "also write FOCUS 1.2: focus.csv and focus-credits.csv")
  static let focusBy = Self(
    name: "--focus-by", value: "CUT", group: .output,
    help: "split focus.csv: by tier, by account or none [tier]",
    takes: .word(FocusGrouping.allCases.map(\.rawValue)))
}

extension Arguments {
  /// How `focus.csv` is cut; nil where no FOCUS file is wanted.
  package func focus() throws(UsageFault) -> FocusGrouping? {
    let cut = try value("--focus-by", expected: "none, tier or account") {
      FocusGrouping(rawValue: $0)
    }
    guard has("--focus") else {
      if cut != nil { throw .needsOther(option: "--focus-by", other: "--focus") }
      return nil
    }
    return cut ?? .tier
  }
}
