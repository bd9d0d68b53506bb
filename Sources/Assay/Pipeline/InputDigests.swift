/// The digests of the files of a ledger, which take a while and need nothing but the files.
enum InputDigests {
  /// One per file, in order; the reason where a file could not be read.
  typealias Pending = Parallel.Pending<[Result<WrittenFile, SystemError>]>

  /// Digests `files` once that is begun; `inTurn`, when their digests are asked for.
  static func later(_ files: [LedgerFile], inTurn: Bool) -> Pending {
    Parallel.later(inTurn: inTurn || files.isEmpty) {
      Parallel.map(files.count) { index in
        do throws(SystemError) {
          let digest = try SHA256.file(files[index].location)
          return .success(
            WrittenFile(path: files[index].path, size: digest.size, sha256: digest.sha256))
        } catch {
          return .failure(error)
        }
      }
    }
  }
}
