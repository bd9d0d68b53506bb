/// A part of the page under a heading of its own.
enum Section {
  /// A section that its heading names, with room beside the heading for the controls of the script.
  ///
  /// - Parameter side: a short note beside the heading.
  static func markup(
    id: String, _ heading: String, side: Markup = .nothing, _ children: [Markup]
  ) -> Markup {
    .element(
      "section", ["id": id, "aria-labelledby": headingID(id)],
      [
        .element(
          "div", ["class": "head"], [.element("h2", ["id": headingID(id)], .text(heading)), side])
      ] + children)
  }

  static func headingID(_ id: String) -> String { "h-" + id }
  static func noteID(_ id: String) -> String { "note-" + id }

  /// A quiet line: the unit, what a table leaves out, and the files that have every digit.
  static func note(for id: String, _ text: String, files: [String]) -> Markup {
    .element(
      "p", ["class": "note", "id": noteID(id)], [.sentence(text + " ")] + fileNames(files))
  }

  /// The same beside a heading.
  static func side(_ text: String) -> Markup {
    .element("p", ["class": "note"], .sentence(text))
  }

  /// Names of files as a list that ends a sentence.
  static func fileNames(_ files: [String]) -> [Markup] {
    files.enumerated().flatMap { index, file -> [Markup] in
      let rest = files.count - index - 1
      return [.element("code", .text(file)), rest == 0 ? "." : rest == 1 ? " and " : ", "]
    }
  }
}
