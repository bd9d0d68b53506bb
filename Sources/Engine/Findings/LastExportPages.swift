import Intake
import Workspace

/// The folders that have the last page of a list, so that the pages before it miss nothing that shows.
struct LastExportPages {
  /// A folder, and the form of a page in it.
  private struct Kind: Hashable {
    let folder: Substring
    let usage: UsageFormat
    /// An array alone is no page of a list.
    let record: RecordFormat
    /// Pages of a list have the members of one mapping.
    let sources: [UsageMapping.Source]
  }

  private let last: Set<Kind>

  init(_ files: [LedgerFile], _ tallies: [FileTally]) {
    last = Set(
      zip(files, tallies).filter { file, tally in
        file.start.layout.format.isJSONDocument && tally.warnings[.morePages] == nil
      }.map { LastExportPages.kind($0.0) })
  }

  /// Returns true if another file of the folder and format is a page that no other follows.
  func hasLast(of file: LedgerFile) -> Bool { last.contains(LastExportPages.kind(file)) }

  private static func kind(_ file: LedgerFile) -> Kind {
    let end = file.path.lastIndex(of: "/") ?? file.path.startIndex
    let layout = file.start.layout
    return Kind(
      folder: file.path[..<end], usage: layout.usage, record: layout.format,
      sources: layout.mapping?.sources ?? [])
  }
}
