import Foundation
import Licences
import Testing

/// The licences of linked libraries, and their texts.
struct LicenceTests {
  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `each library of a module map is among the components`() throws {
    let known = Set(Component.all.flatMap(\.linkNames))
    var libraries: [String] = []
    let sources = root.appending(path: "Sources")
    for folder in try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted() {
      let map = sources.appending(path: "\(folder)/module.modulemap")
      guard FileManager.default.fileExists(atPath: map.path) else { continue }
      let text = try String(contentsOf: map, encoding: .utf8)
      for match in text.matches(of: #/link (?:framework )?"([^"]+)"/#) {
        let library = String(match.output.1)
        libraries.append(library)
        #expect(known.contains(library), "\(folder): add \(library) to ComponentList.swift")
      }
    }
    #expect(libraries.contains("sqlite3"))
  }

  @Test func `each text of data/licences is embedded, and its source is in the README`() throws {
    let folder = root.appending(path: "data/licences")
    let readme = try String(contentsOf: folder.appending(path: "README.md"), encoding: .utf8)
    let embedded = Set(Component.all.flatMap(\.texts).map(\.text))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".txt") }.sorted()
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      #expect(embedded.contains(text), "\(file)")
      #expect(readme.contains("| `\(file)` |"), "\(file)")
    }
    // The rest is LICENSE.
    #expect(embedded.count == files.count + 1)
  }
}
