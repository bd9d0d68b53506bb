import Foundation
import Testing

/// A reader can enter a room folder by folder.
struct ModuleFolderTests {
  @Test func `no two folders have one name`() throws {
    let folders = Set(try ["Sources", "reports"].flatMap(swiftFiles).flatMap(foldersAround))
    for (name, same) in Dictionary(grouping: folders, by: { $0.split(separator: "/").last })
    where same.count > 1 {
      Issue.record("\(name ?? ""): \(same.sorted().joined(separator: ", "))")
    }
  }

  @Test func `folders of a room of over 3,000 lines use each other one way only`() throws {
    for room in try FileManager.default.contentsOfDirectory(atPath: root + "/Sources").sorted() {
      let files = try swiftFiles(in: "Sources/" + room).map(SourceFile.init)
      guard files.map(\.lineCount).reduce(0, +) > 3_000 else { continue }
      var uses = uses(among: files)
      // What uses nothing that is left, or is used by nothing that is left, lies on no circle.
      while let free = uses.keys.first(where: { folder in
        uses[folder]?.isEmpty == true || !uses.values.contains { $0[folder] != nil }
      }) {
        uses[free] = nil
        for user in uses.keys { uses[user]?[free] = nil }
      }
      // The fewer places use a folder, the sooner it is there that the circle is to be cut.
      let arrows = uses.flatMap { user, used in used.map { (user, $0, places: $1.sorted()) } }
      let thinnest = arrows.sorted { $0.places.count < $1.places.count }.prefix(3)
      for (user, folder, places) in thinnest {
        Issue.record("\(user) uses \(folder): \(places.prefix(5).joined(separator: ", "))")
      }
    }
  }

  /// Of each folder, the others whose types it names, each with the places where it does.
  ///
  /// Files beside folders are a folder, too.
  private func uses(among files: [SourceFile]) -> [String: [String: [String]]] {
    // A name that is nested somewhere as well may mean that one, and shows nothing.
    let nested = files.reduce(into: Set<Substring>()) { $0.formUnion($1.nested) }
    var homes: [Substring: String] = [:]
    for file in files {
      for name in file.shared where !nested.contains(name) { homes[name] = file.folder }
    }
    var uses = Dictionary(files.map { ($0.folder, [String: [String]]()) }) { first, _ in first }
    for file in files {
      for word in file.words {
        guard let home = homes[word], home != file.folder, !file.hidden.contains(word) else {
          continue
        }
        uses[file.folder]?[home, default: []].append("\(file.path) names \(word)")
      }
    }
    return uses
  }

  /// The names of types in a file.
  ///
  /// Names of functions and members are too often those of something else as well.
  private struct SourceFile {
    let path: String
    let folder: String
    private(set) var lineCount = 0
    /// Declared for all of the room, for this file alone, or within another type.
    private(set) var shared: Set<Substring> = []
    private(set) var hidden: Set<Substring> = []
    private(set) var nested: Set<Substring> = []
    /// Every word that begins with a capital, but those in comments and texts and after dots.
    private(set) var words: Set<Substring> = []

    init(_ path: String) throws {
      self.path = path
      folder = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
      let text = try String(contentsOfFile: ModuleFolderTests().root + "/" + path, encoding: .utf8)
      var isText = false
      for line in text.components(separatedBy: "\n").dropLast() {
        lineCount += 1
        if line.contains("\"\"\"") { isText.toggle() }
        if !isText { add(ModuleFolderTests.code(of: line)) }
      }
    }

    private mutating func add(_ code: String) {
      var last: Substring = ""
      var isHidden = false
      for chain in code.split(whereSeparator: {
        !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "."
      }) {
        let word = chain.prefix { $0 != "." }
        if word == "private" || word == "fileprivate" { isHidden = true }
        if word.first?.isUppercase == true {
          words.insert(word)
          if ModuleFolderTests.declaring.contains(last) {
            if code.hasPrefix(" ") {
              nested.insert(word)
            } else if isHidden {
              hidden.insert(word)
            } else {
              shared.insert(word)
            }
          }
        }
        last = word
      }
    }
  }

  private static let declaring: Set<Substring> = [
    "struct", "class", "enum", "protocol", "actor", "typealias", "associatedtype",
  ]

  /// A line without its comment and its texts, but with what these interpolate.
  private static func code(of line: String) -> String {
    let line = line.components(separatedBy: "//")[0]
    guard line.contains("\"") else { return line }
    let parts = line.replacingOccurrences(of: "\\\"", with: "").components(separatedBy: "\"")
    return parts.enumerated().map { index, part in
      if index % 2 == 0 { return part }
      return part.components(separatedBy: "\\(").dropFirst()
        .map { String($0.prefix { $0 != ")" }) }.joined(separator: " ")
    }
    .joined(separator: " ")
  }

  // MARK: Files

  private let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path

  private func swiftFiles(in folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: root + "/" + folder)
      .filter { $0.hasSuffix(".swift") }.map { folder + "/" + $0 }.sorted()
  }

  /// The folders that a file is in, by their paths.
  private func foldersAround(_ file: String) -> [String] {
    file.indices.filter { file[$0] == "/" }.map { String(file[..<$0]) }
  }
}
