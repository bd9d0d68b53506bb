import Intake
import Ledger
import Parsing
import Platform

extension WorkspaceLoader {
  /// True if the setting `ignore` leaves out the file or folder at `path`.
  func isIgnored(_ path: String) -> Bool {
    ignored.contains { ConfiguredMapping.matches(path, $0) }
  }

  /// Keeps a file of the ledger that is no export by its name, to be noted with all others.
  ///
  /// - Parameter isFile: it is an ordinary file; of a device or a pipe nothing is read.
  mutating func keepUnread(_ path: String, isFile: Bool, _ limits: GzipLimits) {
    var start: (isGzip: Bool, bytes: [UInt8]) = (false, [])
    if isFile {
      // What cannot be read is noted for its name all the same.
      do throws(FileFailure) {
        start = try LedgerBytes.beginning(of: root + "/" + path, limits: limits, count: 4_096)
      } catch { start = (false, []) }
    }
    unread.append(UnreadFile(path, beginning: start.bytes, isGzip: start.isGzip))
  }

  /// Notes the files of the ledger that nothing reads.
  mutating func noteUnread() {
    let setting = ignoreSetting
    for file in unread {
      findings.append(
        file.finding(ignoredBy: setting, in: root) { path in
          do throws(SystemError) { return try !FileSystem.exists(root + "/" + path) } catch {
            return false
          }
        })
    }
  }

  /// The number of files of one ending from which a pattern is proposed, and the largest number of paths and patterns.
  private static let (manyFiles, proposed) = (5, 20)

  /// The setting that leaves out what is left out already and every file that holds no usage, or the first of very many.
  private var ignoreSetting: String {
    let files = unread.filter { $0.kind == .other }.map(\.path)
    let others = unread.filter { $0.kind != .other }.map(\.path)
    var patterns: [String] = []
    for (ending, ofEnding) in Dictionary(grouping: files, by: { $0.fileEnding ?? "" }) {
      let pattern = "ledger/*" + ending
      let isPattern =
        !ending.isEmpty && ofEnding.count > WorkspaceLoader.manyFiles
        && !others.contains { ConfiguredMapping.matches($0, pattern) }
      patterns += isPattern ? [pattern] : ofEnding
    }
    let all = ignored + patterns.sorted().prefix(WorkspaceLoader.proposed)
    return "\"ignore\": [\(all.map(JSONString.quoted).joined(separator: ", "))]"
  }
}

extension String {
  /// The end of a name from its last point on; nil if there is none.
  fileprivate var fileEnding: String? {
    let name = FileSystem.name(of: self)
    return name.lastIndex(of: ".").map { String(name[$0...]) }
  }
}
