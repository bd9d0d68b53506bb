/// The print setup of a sheet, on A4.
package struct PrintSetup: Hashable, Sendable {
  /// At the left of the header.
  package let title: String
  /// At the right of the header: whose report it is, and of when.
  package let scope: String
  /// At the left of the footer: the file with the exact figures; empty for none.
  package let source: String
  package var isLandscape = true
  /// In percent.
  package private(set) var scale = 100
  /// The row of headings is on every page that begins below it.
  package var repeatsHeading = false
  /// The row of headings, from 0.
  package var headingRow = 0
  /// The number of columns at the left that repeat on every page.
  package private(set) var repeatedColumns = 0
  /// The printed area, if not the whole sheet.
  package var area: CellRange?
  /// The sheet shrinks to the width of a page and to one page or, with `anyHeight`, to as many as it needs; nil: `scale`.
  package var fitting: Fitting?
  /// The rows that begin a page.
  package var breaks: [Int] = []

  /// The pages to which a sheet shrinks.
  package enum Fitting: Hashable, Sendable {
    case onePage, anyHeight
  }

  package init(title: String, scope: String, source: String = "") {
    self.title = title
    self.scope = scope
    self.source = source
  }

  /// The least scale at which 11 points are printed as 9.
  package static let leastScale = 82

  /// The printed width of a page, in pixels of the screen.
  ///
  /// LibreOffice prints columns 6 % wider than the screen shows them.
  package var pagePixels: Int { isLandscape ? 980 : 672 }

  /// The height of a page without header and footer at the scale, in points.
  package var pagePoints: Worksheet.Points { (isLandscape ? 500 : 748) * 100 / Double(scale) }

  /// Returns the number of pages on which rows of these heights print: one that does not fit at the end of a page begins
  /// the next.
  package func pageCount(ofRows heights: some Sequence<Worksheet.Points>) -> Int {
    var (count, used) = (1, 0.0)
    for height in heights {
      if used + height > pagePoints { (count, used) = (count + 1, 0) }
      used += height
    }
    return count
  }

  /// Sets the scale at which columns of `pixels` fit on a page; wider sheets take several pages, each with the first
  /// column.
  package mutating func fit(pixels: Int) {
    let fitting = pagePixels * 100 / max(1, pixels)
    scale = min(100, max(PrintSetup.leastScale, fitting))
    repeatedColumns = fitting < PrintSetup.leastScale ? 1 : 0
  }
}
