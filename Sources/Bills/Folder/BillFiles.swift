import Intake
import Ledger
import Parsing
import Platform
import Workspace

/// The files below `bills/` of a workspace, by the bytes of their paths.
struct BillFiles {
  private(set) var paths: [Name] = []
  private(set) var findings: [Finding] = []
  private let root: String
  private let isIgnored: (String) -> Bool

  /// No real folder of bills is that deep, and each level takes room on the stack.
  private static let deepest = 100

  init(in root: String, isIgnored: @escaping (String) -> Bool) throws(SystemError) {
    self.root = root
    self.isIgnored = isIgnored
    guard try FileSystem.kind(of: root + "/" + WorkspacePath.bills) == .folder else { return }
    try list(WorkspacePath.bills)
    paths.sort()
  }

  private mutating func list(_ folder: String) throws(SystemError) {
    for name in try FileSystem.names(in: root + "/" + folder) {
      let path = folder + "/" + name.words
      if name.isHidden || isIgnored(path) { continue }
      guard name.isText else {
        findings.append(FileFailure(.nameNotText).finding(in: path))
        continue
      }
      guard let kind = try FileSystem.kind(of: root + "/" + path) else { continue }
      switch kind {
      case .folder:
        let depth = path.utf8.count { $0 == UInt8(ascii: "/") }
        let isLink = try FileSystem.isLink(root + "/" + path)
        if depth > BillFiles.deepest || isLink {
          let reason =
            isLink
            ? "a link to a folder" : "nested more than \(BillFiles.deepest) folders deep"
          findings.append(FileFailure(.cannotOpen(reason: reason)).finding(in: path))
          continue
        }
        try list(path)
      case .file, .other:
        if ExportName.isExport(path) {
          paths.append(Name(path))
        } else if !path.hasSuffix("README.md") {
          findings.append(
            Finding(
              .warning, at: Place(file: path), code: "file.ignored",
              message: "ignored: the name of a bill ends in .csv, .tsv, .json, .jsonl or .ndjson",
              help: "if it is a bill, export it as CSV or JSON; else keep it elsewhere"))
        }
      }
    }
  }
}
