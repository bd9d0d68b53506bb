import Bills
import Engine
import Ledger
import Parsing
import Platform
import Workspace

extension BillOutput {
  /// True if the files in a folder are from an earlier run or from `assay bill`.
  package static func isOurs(in folder: String) throws -> Bool {
    if try Manifest.isOurs(in: folder) { return true }
    return try TablesOutput.isFile(
      folder + "/bill-summary.csv", beginning: "format,vendor,month,part,groups,usd\n")
  }

  /// Refuses a folder with the reports of a run of other inputs: its files would no longer fit together.
  ///
  /// Bills are digested only where there are such reports.
  package static func refuseOtherInputs(
    in folder: String, now ledger: SummedLedger, _ bills: BillFolder
  ) throws {
    guard try Manifest.isOurs(in: folder) else { return }
    let manifest = folder + "/" + RunOutput.manifestName
    var then: [String: String] = [:]
    let bytes = try FileSystem.contents(of: manifest)
    do throws(JSONFault) {
      let value = try JSONReader.read(bytes, allowsComments: false)
      for file in value["inputs"]?.items ?? [] {
        if let path = file["path"]?.text { then[path] = file["sha256"]?.text }
      }
    } catch {
      // A manifest that was spoilt proves nothing that could be lost.
      return
    }
    let now = try bills.digested() + ledger.workspace.bookFiles + ledger.workspace.bucketFiles
    guard
      let first = now.map(\.path).filter({ path in
        now.contains { $0.path == path && then[path] != $0.sha256 }
      }).sorted().first
    else { return }
    throw RunRefusal(findings: [
      Finding(
        .error, at: Place(file: manifest), code: "out.changed",
        message: "this report was made from other inputs than now: \(first) differs",
        help: "run again: " + TypedCommand.text("run", in: ledger.workspace.root, [])
          + "; or write elsewhere: --output DIR")
    ])
  }
}
