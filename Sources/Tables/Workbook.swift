import Ledger

/// Writes tables as the sheets of an Excel workbook.
package enum Workbook {
  /// Writes one sheet for each table, in order, to the file at `path`.
  ///
  /// The same tables and properties give the same bytes. A cell holds the double nearest to the
  /// exact decimal, written with 16 digits; the CSV has all of them. Temporary files without a name
  /// go into the same folder. A failure may leave a part of the file behind: write to a temporary
  /// name and rename it.
  package static func write(
    _ sheets: [Table], to path: String, properties: WorkbookProperties
  ) throws(WorkbookError) {
    let names = SheetNames.unique(sheets.map(\.title))
    let file = try XLSXFile(path: path, properties: properties)
    for (table, name) in zip(sheets, names) {
      try file.add(Sheet(table, named: name))
    }
    try file.close()
  }
}

/// What a workbook says about itself.
package struct WorkbookProperties: Hashable, Sendable {
  /// What the workbook is, as `Assay report, July to September 2026`.
  package let title: String
  /// The scope in a few words; it also stands at the right of every printed page.
  package let subject: String
  /// The day the workbook counts as made: the end of its period, never the clock.
  package let created: Day

  /// Makes the properties of one workbook.
  package init(title: String, subject: String, created: Day) {
    self.title = title
    self.subject = subject
    self.created = created
  }
}
