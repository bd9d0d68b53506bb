import Ledger

extension BillRemark {
  /// The codes of findings on a file as a whole that change how its bill is read.
  private static let fileCodes: Set = ["bill.total", "bill.pages", "bill.scope", "bill.coverage"]

  /// Returns the remarks on lines of the bills that are wanted, then those on files.
  static func all(
    of assembly: BillAssembly, _ findings: [Finding], skipped: [(path: String, code: String)],
    _ choice: BillFilter
  ) -> [BillRemark] {
    assembly.remarks.filter { remark in
      remark.bill.map { choice.has($0.format, $0.vendor) } ?? true
    }
      + findings.filter { fileCodes.contains($0.code) }.map {
        BillRemark(.file(code: $0.code, message: $0.message), files: [$0.place.file])
      } + skipped.map { BillRemark(.skipped($0.code), files: [$0.path]) }
  }
}
