/// A part of the page under a heading of its own.
enum Section {
  /// A section that its heading names; without content there is none.
  static func markup(id: String, _ heading: String, _ children: [Markup]) -> Markup {
    .element(
      "section", ["aria-labelledby": id],
      [.element("h2", ["id": id], .text(heading))] + children)
  }

  /// A line under a heading: the unit, and the file that has every digit.
  static func note(for id: String, _ text: String, files: [String]) -> Markup {
    .element("p", ["class": "mute", "id": id + "-note"], [.text(text + " ")] + fileNames(files))
  }

  /// Names of files as a list that ends a sentence.
  static func fileNames(_ files: [String]) -> [Markup] {
    files.enumerated().flatMap { index, file -> [Markup] in
      let rest = files.count - index - 1
      return [.element("code", .text(file)), rest == 0 ? "." : rest == 1 ? " and " : ", "]
    }
  }
}
