/// The look of a cell.
package struct CellFormat: Hashable, Sendable {
  /// The number format; nil for the general one.
  package var pattern: String?
  /// The position of the content.
  package var alignment: Alignment
  package var vertical = Vertical.centre
  /// The size of the letters.
  package var points = 11
  package var colour = Colour.ink
  package var fill: Colour?
  package var isBold = false
  package var isUnderlined = false
  /// The text takes as many lines as it needs.
  package var wraps = false
  package var above: Line?
  package var below: Line?

  /// The position of the content in a cell.
  package enum Alignment: Hashable, Sendable {
    case left, leftIndented, right
    /// Clear of the filter button in the corner of a heading, which would cover it.
    case besideFilter
  }

  /// The vertical position of content in a row that is higher than it.
  package enum Vertical: Hashable, Sendable {
    case top, centre, bottom
  }

  /// A line along a cell.
  package enum Line: Hashable, Sendable {
    /// Thin and grey: under a heading, above a total.
    case thin
    /// Thick and blue: under the title of a block.
    case thick
  }

  /// Makes a look.
  ///
  /// - Parameter isHeading: bold on a fill, above a line, on as many lines as it needs.
  package init(pattern: String? = nil, alignment: Alignment, isHeading: Bool = false) {
    self.pattern = pattern
    self.alignment = alignment
    guard isHeading else { return }
    vertical = .bottom
    fill = .headingFill
    isBold = true
    wraps = true
    below = .thin
  }

  /// Returns the look with one change.
  package func with<Value>(
    _ part: WritableKeyPath<CellFormat, Value>, _ value: Value
  ) -> CellFormat {
    var format = self
    format[keyPath: part] = value
    return format
  }
}
