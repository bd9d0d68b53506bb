import Intake
import Ledger
import Parsing
import Platform

/// The files of credit events of a workspace: those below `credits/`, by the bytes of their paths.
package struct CreditFiles: Sendable {
  /// The files that can be read.
  package let files: [File]
  /// About the folder and the names in it; an error refuses the events.
  package let findings: [Finding]

  /// A file that can be read.
  package struct File: Sendable {
    package let source: ByteSource
    package var path: String { source.path }
    /// The name says that it holds JSON lines.
    package let isJSONLines: Bool
    /// The mapping of the settings for it; nil where they have none.
    package let mapping: ConfiguredBillOrEventMapping?
    /// The bytes of the file as it is, with its gzip if it has one.
    package var size: Int { Int(identity.size) }
    fileprivate let location: String
    fileprivate let identity: FileSystem.Identity
  }

  /// Looks at `credits/`; nil where it holds no file.
  package init?(of workspace: Workspace, limits: GzipLimits) throws(SystemError) {
    let ignored = workspace.books.settings.ignored
    let folder = try ExportFolder(
      WorkspacePath.credits, in: workspace.root,
      links: workspace.reading.linksLeadOut ? .followed : .heldInside
    ) { path in
      ignored.contains { ConfiguredMapping.matches(path, $0) }
    }
    if folder.paths.isEmpty && folder.findings.isEmpty { return nil }
    var findings = folder.findings
    var files: [File] = []
    var unread: [UnreadFile] = []
    for path in folder.paths.map(\.description) {
      let location = workspace.root + "/" + path
      guard ExportName.isEventFile(path) else {
        unread.append(CreditFiles.unread(path, at: location, limits))
        continue
      }
      do throws(FileFailure) {
        let identity = try LedgerBytes.identity(of: location)
        guard identity.size > 0 else { throw FileFailure(.empty) }
        let isGzip = identity.size > 1 ? try LedgerBytes.isGzip(location) : false
        files.append(
          File(
            source: CreditFiles.source(path, location, identity, isGzip: isGzip, limits),
            isJSONLines: ExportName.isJSONLines(path),
            mapping: workspace.creditMappings.first {
              ConfiguredMapping.matches(path, $0.pattern)
            },
            location: location, identity: identity))
      } catch { findings.append(error.finding(in: path)) }
    }
    findings += CreditFiles.findings(about: unread, ignored: ignored, in: workspace.root)
    // The settings may name a file that a view does not show.
    if !workspace.reading.linksLeadOut {
      findings += CreditFiles.unused(workspace.creditMappings, among: folder.paths)
    }
    self.files = files
    self.findings = findings.inReadingOrder
  }

  /// Returns true if a file of credit events can be read: they record what customers were charged.
  package static func exist(
    in workspace: Workspace, limits: GzipLimits
  ) throws(SystemError) -> Bool {
    try CreditFiles(of: workspace, limits: limits)?.files.isEmpty == false
  }

  /// It is read several times, and each time must show the same.
  private static func source(
    _ path: String, _ location: String, _ identity: FileSystem.Identity, isGzip: Bool,
    _ limits: GzipLimits
  ) -> ByteSource {
    ByteSource(path: path) { () throws(ReadFault) in
      do throws(FileFailure) {
        guard try LedgerBytes.identity(of: location) == identity else {
          throw FileFailure(.changed)
        }
        return try LedgerBytes.reader(of: location, isGzip: isGzip, limits: limits)
      } catch { throw ReadFault.cannotRead(reason: error.fault.message) }
    }
  }

  /// The files with their digests, by the bytes of their paths.
  package func digested() throws -> [WrittenFile] {
    try files.map { file in
      let digest = try SHA256.file(file.location)
      guard try LedgerBytes.identity(of: file.location) == file.identity else {
        throw RunRefusal(findings: [FileFailure(.changed).finding(in: file.path)])
      }
      return WrittenFile(path: file.path, size: digest.size, sha256: digest.sha256)
    }
  }

  /// The refusal of a workspace without credit events.
  package static func noEvents(in workspace: Workspace) -> RunRefusal {
    RunRefusal(findings: [
      Finding(
        .error, at: Place(file: WorkspacePath.credits), code: "credit.none",
        message: "no credit events, expected a CSV or JSON lines file in credits/",
        help: "export the events of your credit system, and put them into"
          + " \(FileSystem.shellPath(WorkspacePath.credits, in: workspace.root))/")
    ])
  }

  // MARK: Names

  private static func unread(_ path: String, at location: String, _ limits: GzipLimits)
    -> UnreadFile
  {
    var start: (isGzip: Bool, bytes: [UInt8]) = (false, [])
    // What cannot be read is noted for its name all the same.
    do throws(FileFailure) {
      start = try LedgerBytes.beginning(of: location, limits: limits, count: 4_096)
    } catch { start = (false, []) }
    return UnreadFile(path, beginning: start.bytes, isGzip: start.isGzip)
  }

  private static func findings(
    about unread: [UnreadFile], ignored: [String], in root: String
  ) -> [Finding] {
    let paths = ignored + unread.filter { $0.kind == .other }.map(\.path)
    let setting = "\"ignore\": [\(paths.map(JSONString.quoted).joined(separator: ", "))]"
    return unread.map { file in
      file.finding(ignoredBy: setting, in: root, folder: WorkspacePath.credits) { path in
        do throws(SystemError) { return try !FileSystem.exists(root + "/" + path) } catch {
          return false
        }
      }
    }
  }

  /// Returns a finding for each mapping of the settings that is for no file.
  private static func unused(_ mappings: [ConfiguredBillOrEventMapping], among paths: [Name])
    -> [Finding]
  {
    let paths = paths.map(\.description)
    return mappings.filter { mapping in
      !paths.contains { ConfiguredMapping.matches($0, mapping.pattern) }
    }.map { mapping in
      SettingsFault.unknownExport(
        mapping.pattern, near: nearest(to: mapping.pattern, among: paths), folder: "credits/"
      ).finding(at: mapping.place)
    }
  }
}
