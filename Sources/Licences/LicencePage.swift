/// The page that `assay licences` prints: a table of contents, then a section for each component.
package enum LicencePage {
  /// The page for `Component.all`, in ASCII; the same for every call.
  package static let text = text(of: Component.all)

  /// Returns the page for `components`; a text that several share is in the section of the first.
  static func text(of components: [Component]) -> String {
    let width = components.map(\.name.count).max() ?? 0
    var page = "Assay and the parts of the program, with their licences as SPDX expressions\n\n"
    for component in components {
      let gap = String(repeating: " ", count: width - component.name.count + 2)
      page += "  " + component.name + gap + component.licence + "\n"
    }
    var owners: [LicenceText: String] = [:]
    for component in components {
      page += section(of: component, &owners)
    }
    return page
  }

  /// - Parameter owners: the name of the component whose section has the text, for each text so far.
  private static func section(
    of component: Component, _ owners: inout [LicenceText: String]
  ) -> String {
    var lines = [
      "", "", rule("="), component.name, rule("="), "Licence: " + component.licence,
      "Use: " + component.use,
    ]
    if let source = component.source { lines.append("Source: " + source) }
    if !component.linkNames.isEmpty {
      lines.append("Linked as: " + component.linkNames.joined(separator: ", "))
    }
    var texts = ""
    for text in component.texts {
      if let owner = owners[text] {
        lines.append("\(text.title): see \(owner)")
      } else {
        owners[text] = component.name
        texts += "\n" + [rule("-"), text.title, rule("-")].joined(separator: "\n") + "\n\n"
        texts += text.text
      }
    }
    return lines.joined(separator: "\n") + "\n" + texts
  }

  private static func rule(_ character: Character) -> String {
    String(repeating: character, count: 80)
  }
}
