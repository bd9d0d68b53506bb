import Ledger

/// Writes pages as the sheets of an Excel workbook.
package enum WorkbookFile {
  /// Writes the pages in order to the file at `path`.
  ///
  /// The same pages and properties give the same bytes. A cell holds the double nearest to the exact
  /// decimal, written with 16 digits; the CSV has all of them. Temporary files without a name go into the
  /// same folder, and what fails with them is an error; what the packer does not tell of has to be looked
  /// for in the finished file. A failure may leave a part of the file behind: write to a temporary name and
  /// rename it.
  package static func write(
    _ pages: [Worksheet], to path: String, properties: WorkbookProperties
  ) throws(WorkbookError) {
    try LibraryOutputGuard.during { () throws(WorkbookError) in
      let file = try XLSXFile(path: path, properties: properties)
      for page in pages { try file.add(page) }
      try file.close()
    }
  }
}

/// The properties of a workbook.
package struct WorkbookProperties: Hashable, Sendable {
  /// The title of the workbook, such as `Assay report, 1 July to 30 September 2026`.
  package let title: String
  /// The scope in a few words.
  package let subject: String
  /// The program that made it, and the place of the exact figures.
  package let comments: String
  /// The day the workbook counts as made: the end of its period, never the clock.
  package let created: Day

  /// The date of a workbook about no day, which needs one: the first day a ledger may have.
  package static let dayOfNone = Month(year: 2015, month: 1).period.from

  /// Makes the properties of one workbook.
  package init(title: String, subject: String, comments: String, created: Day) {
    self.title = title
    self.subject = subject
    self.comments = comments
    self.created = created
  }
}
