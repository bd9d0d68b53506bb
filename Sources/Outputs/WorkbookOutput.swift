import Glibc
import Parsing
import Platform
import Tables

extension OutputFolder.Folder {
  /// Writes a workbook, and reads the file again to see that it is whole (`ZipCheck`).
  func writeWorkbook(
    _ name: String, _ pages: [Worksheet], _ properties: WorkbookProperties
  ) throws -> WrittenFile {
    try writeByPath(name) { try write(pages, properties, name, in: $0) }
  }

  /// Writes one of very many small workbooks in the same way, beside others.
  func writeSmallWorkbook(
    _ name: String, _ pages: [Worksheet], _ properties: WorkbookProperties
  ) throws -> WrittenFile {
    try writeBeside(name) { try write(pages, properties, name, in: $0) }
  }

  private func write(
    _ pages: [Worksheet], _ properties: WorkbookProperties, _ name: String, in folder: String
  ) throws {
    do throws(WorkbookError) {
      try WorkbookFile.write(pages, to: folder + "/" + name, properties: properties)
    } catch {
      guard let number = error.systemError else { throw error }
      throw SystemError(path: path + "/" + name, number: number)
    }
    guard try ZipCheck(FileSystem.contents(of: folder + "/" + name)).isWhole else {
      throw SystemError(path: path + "/" + name, number: EIO)
    }
  }
}
