import Glibc
import Tables

extension OutputFolder.Folder {
  /// Writes a workbook twice, at the same time unless `inTurn`, and compares.
  ///
  /// libxlsxwriter 1.1.4 ignores errors of writes to its own temporary files and packs what is there, so a
  /// failing disk would give a workbook with a hole in it, in silence. Its bytes are otherwise the same
  /// every time.
  func writeWorkbook(
    _ name: String, _ pages: [Page], _ properties: WorkbookProperties, inTurn: Bool = true
  ) throws -> WrittenFile {
    let place = path + "/" + name
    return try writeByPath(name) { folder in
      let path = folder + "/" + name
      let again = folder + "/again.xlsx"
      @Sendable func made(at path: String) -> WorkbookError? {
        do throws(WorkbookError) {
          try WorkbookFile.write(pages, to: path, properties: properties)
          return nil
        } catch { return error }
      }
      let failures = Parallel.both(
        inTurn: inTurn, { made(at: path) }, { made(at: again) })
      if let error = failures.0 ?? failures.1 {
        guard let number = error.systemError else { throw error }
        throw SystemError(path: place, number: number)
      }
      guard try SHA256.file(path).sha256 == SHA256.file(again).sha256 else {
        throw SystemError(path: path, number: EIO)
      }
    }
  }
}
