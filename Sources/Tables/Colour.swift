/// The colours of a workbook, all chosen on white; the numbers are contrasts with it.
package enum Colour: UInt32, Hashable, Sendable {
  /// Text: 14.8.
  case ink = 0x1F2933
  /// The colour of secondary text; its contrast is 6.5.
  case muted = 0x52606D
  /// Links, and the lines above figures: 6.7.
  case link = 0x0B5CAD
  /// Negative or under target: 6.6. Never Excel's own red, which has 4.0.
  case bad = 0xB42318
  /// At or over target: 7.1.
  case good = 0x166534
  case headingFill = 0xE4E9F0
  /// Lines under headings and the axes of charts.
  case line = 0x7B8794
  /// The border of a chart.
  case border = 0xCBD2D9
  /// The lines within a chart.
  case grid = 0xE4E7EB
  /// Lines and bars of charts.
  case blue = 0x0072B2
  case slate = 0x5B7083
  case amber = 0xD97706
  case purple = 0x9A6FB0
  case orange = 0xD55E00
  case pale = 0xB8C4D0
}
