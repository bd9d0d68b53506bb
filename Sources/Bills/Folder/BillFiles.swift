import Ledger
import Platform
import Workspace

/// The files below `bills/` of a workspace, by the bytes of their paths.
struct BillFiles {
  private(set) var paths: [Name] = []
  private(set) var findings: [Finding] = []

  init(in root: String, isIgnored: @escaping (String) -> Bool) throws(SystemError) {
    let folder = try ExportFolder(
      WorkspacePath.bills, in: root, links: .followed, isIgnored: isIgnored)
    findings = folder.findings
    for name in folder.paths {
      let path = name.description
      if ExportName.isExport(path) {
        paths.append(name)
      } else if !path.hasSuffix("README.md") {
        findings.append(
          Finding(
            .warning, at: Place(file: path), code: "file.ignored",
            message: "ignored: the name of a bill must end in .csv, .tsv, .json, .jsonl or .ndjson",
            help: "if it is a bill, export it as CSV or JSON; otherwise keep it elsewhere"))
      }
    }
  }
}
