import Ledger
import Platform
import Store
import Workspace

extension DatabaseGuard {
  /// Returns the text on tables that a user added to the file, which a run would lose; nil where there are none.
  package static func lossFinding(in workspace: String) throws(SystemError) -> Finding? {
    let path = workspace + "/" + file
    guard case .file? = try FileSystem.kind(of: path) else { return nil }
    let others = UserDatabaseObjects.all(in: path)
    if others.isEmpty { return nil }
    let names = others.prefix(8).map { "\($0.kind) \"\($0.name.excerpt)\"" }
    let more = others.count > names.count ? " and \(others.count - names.count) more" : ""
    var (own, number) = ("assay-own.db", 1)
    while try FileSystem.exists(workspace + "/" + own) {
      number += 1
      own = "assay-own-\(number).db"
    }
    return Finding(
      .error, at: Place(file: file), code: "db.added",
      message: "has objects that a run would delete: "
        + names.joined(separator: ", ") + more,
      help: "keep it under another name: mv \(FileSystem.shellPath(file, in: workspace)) "
        + FileSystem.shellPath(own, in: workspace))
  }
}
