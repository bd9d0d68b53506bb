import Glibc
import Parsing
import Platform
import Tables

extension OutputFolder.Folder {
  /// Writes a workbook, and reads the file again to see that it is whole (`ZipCheck`).
  func writeWorkbook(
    _ name: String, _ pages: [Page], _ properties: WorkbookProperties
  ) throws -> WrittenFile {
    let place = path + "/" + name
    return try writeByPath(name) { folder in
      do throws(WorkbookError) {
        try WorkbookFile.write(pages, to: folder + "/" + name, properties: properties)
      } catch {
        guard let number = error.systemError else { throw error }
        throw SystemError(path: place, number: number)
      }
      guard try ZipCheck(FileSystem.contents(of: folder + "/" + name)).isWhole else {
        throw SystemError(path: place, number: EIO)
      }
    }
  }
}
