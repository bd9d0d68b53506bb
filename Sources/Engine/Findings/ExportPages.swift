import Intake
import Workspace

/// The pages of lists: where a folder has the last one, and as many as the list has, nothing is missing that shows.
struct ExportPages {
  /// A folder, and the form of a page in it.
  private struct Kind: Hashable {
    let folder: Substring
    let usage: UsageFormat
    /// An array alone is no page of a list.
    let record: RecordFormat
    /// Pages of a list have the members of one mapping.
    let sources: [UsageMapping.Source]
  }

  /// What a folder has of a list.
  private struct Found {
    var count: Int64 = 0
    var hasLast = false
    /// The path of the first page that others follow.
    var first: String?
  }

  private let found: [Kind: Found]

  init(_ files: [LedgerFile], _ tallies: [FileTally]) {
    var found: [Kind: Found] = [:]
    for (file, tally) in zip(files, tallies) where file.start.layout.format.isJSONDocument {
      let isLast = !tally.warnings.keys.contains { if case .morePages = $0 { true } else { false } }
      let kind = ExportPages.kind(file)
      found[kind, default: Found()].count += 1
      if isLast {
        found[kind]?.hasLast = true
      } else if found[kind]?.first == nil {
        found[kind]?.first = file.path
      }
    }
    self.found = found
  }

  /// Returns true if pages are missing beside a page that others follow.
  ///
  /// Without the last page each file may be a list of its own. With it the first page represents all.
  ///
  /// - Parameter pages: of the whole list; nil where the page does not tell.
  func lacks(pageOf pages: Int64?, like file: LedgerFile) -> Bool {
    guard let found = found[ExportPages.kind(file)], found.hasLast else { return true }
    return found.count < pages ?? 0 && found.first == file.path
  }

  private static func kind(_ file: LedgerFile) -> Kind {
    let end = file.path.lastIndex(of: "/") ?? file.path.startIndex
    let layout = file.start.layout
    return Kind(
      folder: file.path[..<end], usage: layout.usage, record: layout.format,
      sources: layout.mapping?.sources ?? [])
  }
}
