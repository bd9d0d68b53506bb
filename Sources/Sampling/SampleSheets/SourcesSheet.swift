import Ledger
import Tables

/// The sheet of the rows of the books that priced the sample, as they are in their files.
struct SourcesSheet {
  let page: Worksheet

  init(_ sources: [SampleSource], scope: String) {
    var print = PrintSetup(title: "Sources of the audit sample", scope: scope)
    print.repeatsHeading = true
    var page = Worksheet(name: "Sources", print: print)
    page.widths = [.init(SourcesSheet.width(of: sources)), 110]
    page.print.fitting = .anyHeight
    page.isFrozen = true
    page.put(.words("File and line"), row: 0, column: 0, SampleCellStyles.heading)
    page.put(.words("Row"), row: 0, column: 1, SampleCellStyles.heading)
    for (index, source) in sources.enumerated() {
      page.put(.words(source.place), row: index + 1, column: 0, SampleCellStyles.text)
      page.put(
        SheetCell.Content(.text(source.text)), row: index + 1, column: 1, SampleCellStyles.wrapped)
      page.fit(source.text.description, row: index + 1, width: 110)
    }
    self.page = page
  }

  /// The width of the column of places, in digits: none is cut.
  private static func width(of sources: [SampleSource]) -> Int {
    max(36, sources.map(\.place.count).max() ?? 0) + 2
  }
}
