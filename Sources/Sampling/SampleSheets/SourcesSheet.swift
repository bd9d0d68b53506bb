import Ledger
import Tables

/// The sheet of the rows of the books that priced the sample, as they are in their files.
struct SourcesSheet {
  let page: Page

  init(_ sources: [SampleSource], scope: String) {
    var print = PrintSetup(title: "Sources of the audit sample", scope: scope)
    print.repeatsHeading = true
    var page = Page(name: "Sources", print: print)
    page.widths = [36, 110]
    page.isFrozen = true
    page.put(.words("File and line"), row: 0, column: 0, SampleLooks.heading)
    page.put(.words("Row"), row: 0, column: 1, SampleLooks.heading)
    for (index, source) in sources.enumerated() {
      page.put(.words(source.place), row: index + 1, column: 0, SampleLooks.text)
      page.put(
        SheetCell.Content(.text(source.text)), row: index + 1, column: 1, SampleLooks.text)
    }
    self.page = page
  }
}
