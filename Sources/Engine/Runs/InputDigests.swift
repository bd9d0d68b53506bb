import Ledger
import Platform
import Workspace

/// The digests of the files of a ledger, which take a while and need nothing but the files.
package enum InputDigests {
  /// One per file, in order; the reason where a file could not be read.
  package typealias Pending = Parallel.Pending<[Result<WrittenFile, SystemError>]>

  /// Digests `files` once that is started, on half as many threads as `threads`; with one alone, when they are needed.
  ///
  /// - Parameter known: by the path of a file; these are not read again.
  ///
  /// It ends early where it is not needed any more, as after a refusal.
  static func later(
    _ files: [LedgerFile], known: [Name: FileDigests] = [:], threads: Int
  ) -> Pending {
    Parallel.later(inTurn: threads == 1 || files.isEmpty) { isWanted in
      // Others are at work at the same time.
      Parallel.spread(files.count, over: threads / 2) { index in
        if let file = known[files[index].name] {
          return .success(
            WrittenFile(files[index].name, size: file.size, sha256: file.sha256))
        }
        do throws(SystemError) {
          let digest = try SHA256.file(files[index].location, while: isWanted)
          return .success(
            WrittenFile(files[index].name, size: digest.size, sha256: digest.sha256))
        } catch {
          return .failure(error)
        }
      }
    }
  }
}
