import Engine
import Glibc
import Invoices
import Ledger
import Platform
import Tables

/// Writes the workbooks of invoices into the folder `invoices` of an output folder.
package enum InvoiceOutput {
  /// Refuses an output folder in which the folder of invoices could not be written.
  package static func check(_ guarded: OutputGuard, in folder: String) throws {
    try guarded.checkFolder(
      path(in: folder), names: [], family: InvoiceFileName.family, foreign: { _, _ in nil })
  }

  /// Writes a workbook for each invoice, all or nothing; earlier ones go, files of others stay.
  ///
  /// Call this when the other files of the output folder are in their places. Returns the number of invoices.
  package static func write(_ credits: CreditRun?, inFolder folder: String) throws -> Int {
    guard let credits, let invoices = credits.billing?.invoices, !invoices.list.isEmpty else {
      try remove(inFolder: folder)
      return 0
    }
    var output = try OutputFolder(
      path(in: folder), names: [], family: InvoiceFileName.family, isOurFolder: isOurs(_:))
    do {
      let (place, zone) = (output.folder, credits.books.zone.name)
      let files = Parallel.spread(invoices.list.count, over: credits.threads) { index in
        let invoice = invoices.list[index]
        let workbook = InvoiceWorkbook(
          invoices, at: index, zone: zone, version: Version.number)
        return Result {
          try place.writeSmallWorkbook(
            InvoiceFileName.name(month: invoice.month, account: invoice.account),
            [workbook.page], workbook.properties)
        }
      }
      for file in files { output.add(try file.get()) }
      if let afterthought = try output.commit() { throw afterthought }
    } catch {
      output.discard()
      throw error
    }
    return invoices.list.count
  }

  /// Removes the workbooks of an earlier run, and the folder if nothing else is in it.
  package static func remove(inFolder folder: String) throws {
    let path = path(in: folder)
    guard try FileSystem.isFolder(path), try !FileSystem.isLink(path) else { return }
    let names = try FileSystem.names(in: path)
    let ours = names.filter { InvoiceFileName.family.contains($0.description) }
    for name in ours { try FileSystem.remove(name.path(in: path)) }
    if !ours.isEmpty && ours.count == names.count { try FileSystem.removeFolder(path) }
  }

  private static func path(in folder: String) -> String { folder + "/" + InvoiceFileName.folder }

  /// True if a folder holds nothing but workbooks of invoices.
  private static func isOurs(_ path: String) throws -> Bool {
    try FileSystem.names(in: path).allSatisfy { InvoiceFileName.family.contains($0.description) }
  }
}
