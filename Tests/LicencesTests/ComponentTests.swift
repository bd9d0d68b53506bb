import Licences
import Testing

/// The parts of the program, each with its licence and texts.
struct ComponentTests {
  @Test func `each component has a use, a licence and a text`() {
    for component in Component.all {
      #expect(!component.use.isEmpty, "\(component.name)")
      #expect(!component.texts.isEmpty, "\(component.name)")
      #expect(component.source != nil || component.name == "Assay", "\(component.name)")
    }
  }

  /// From https://spdx.org/licenses/ and its page of exceptions.
  private static let licences: Set<String> = [
    "Apache-2.0", "BSD-2-Clause", "BSD-2-Clause-Views", "BSD-3-Clause", "GPL-3.0-or-later",
    "LGPL-2.1-or-later", "MIT", "MPL-2.0", "Zlib", "blessing",
  ]
  private static let exceptions: Set<String> = [
    "GCC-exception-2.0-note", "GCC-exception-3.1", "LLVM-exception", "PCRE2-exception",
    "Swift-exception",
  ]

  @Test func `each licence is an SPDX expression`() {
    for component in Component.all {
      for part in component.licence.split(separator: " AND ") {
        let terms = part.split(separator: " WITH ").map(String.init)
        #expect(Self.licences.contains(terms[0]), "\(component.name)")
        #expect(terms.dropFirst().allSatisfy(Self.exceptions.contains), "\(component.name)")
      }
    }
  }

  @Test func `no two components have a name or link name in common`() {
    let names = Component.all.map(\.name)
    let linkNames = Component.all.flatMap(\.linkNames)
    #expect(Set(names).count == names.count)
    #expect(Set(linkNames).count == linkNames.count)
  }

  /// The screen shows any other character as an escape.
  @Test func `each text is lines of ASCII, with a title of its own`() {
    let texts = Set(Component.all.flatMap(\.texts))
    #expect(Set(texts.map(\.title)).count == texts.count)
    for text in texts {
      #expect(text.text.utf8.count > 200, "\(text.title)")
      #expect(text.text.hasSuffix("\n"), "\(text.title)")
      #expect(
        text.text.utf8.allSatisfy { (0x20..<0x7F).contains($0) || $0 == 0x0A }, "\(text.title)")
    }
  }
}
