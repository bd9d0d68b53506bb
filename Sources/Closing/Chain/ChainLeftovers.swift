import Ledger
import Platform

extension CloseChain {
  /// The findings about files of `closes/` that no line names: a close left them that was killed before its line.
  package func leftovers(in root: String) throws(SystemError) -> [Finding] {
    let named = Set(rows.filter { $0.kind != .approve }.flatMap { [$0.manifest, $0.rowPath] })
    // Of a broken chain, the line may be the one that was lost.
    let (reason, help) =
      faults.isEmpty
      ? (
        ": a close was interrupted, or its line was removed",
        "if no close is missing, nothing to do: the next close of the month replaces it"
      ) : ("", nil)
    return try FileSystem.names(in: root + "/" + CloseChain.folder).filter { name in
      name.isText && CloseChain.isOfClose(name.description)
        && !named.contains(CloseChain.folder + "/" + name.description)
    }.map { name in
      Finding(
        .note, at: Place(file: CloseChain.folder + "/" + name.description),
        code: ChainFault.Code.chain.rawValue,
        message: "no line of \(CloseChain.file) names it\(reason)", help: help)
    }
  }

  /// True if a close writes a file of that name.
  private static func isOfClose(_ name: String) -> Bool {
    guard let point = name.lastIndex(of: "."), [".json", ".row"].contains(name[point...]) else {
      return false
    }
    let stem = name[..<point]
    guard let dash = stem.lastIndex(of: "-"), Month(String(stem[..<dash])) != nil else {
      return false
    }
    return Int(stem[stem.index(after: dash)...]).map { $0 > 0 } ?? false
  }
}
