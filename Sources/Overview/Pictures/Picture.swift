import Ledger
import Tables

/// A chart before any medium draws it: what it shows in words, and its figures, exact.
package struct Picture: Sendable {
  /// The name of the picture as a part of a file: `margin-by-day`.
  package let name: String
  /// The title of the picture: a finding with its unit.
  package let title: String
  /// The clause after the title on the requests that its figures lack; empty where they lack none.
  package let coverage: String
  /// One or two sentences under it: the unit, the range, what the lines are.
  package let caption: String
  /// The report that has its figures, without `.csv`.
  package let report: String
  package let shape: Shape

  package init(
    name: String, title: String, coverage: String = "", caption: String, report: String,
    shape: Shape
  ) {
    self.name = name
    self.title = title
    self.coverage = coverage
    self.caption = caption
    self.report = report
    self.shape = shape
  }

  /// The way the figures are drawn.
  package enum Shape: Sendable {
    /// Lines over days, in percent or USD.
    case lines(days: [Day], series: [Series])
    /// Bars across, one a category, from 0.
    case bars(categories: [String], values: Series)
    /// Groups of columns from 0, one column a series in each category.
    case columns(categories: [String], series: [Series])
    /// Lines over equal steps, such as the days of a month or the values of something that was tried, in their order.
    case course(of: String, values: [String], series: [Series])
  }

  /// One line, or one set of bars.
  package struct Series: Sendable {
    package let name: String
    package let role: Role
    /// The kind of the values: the unit and the way they are shown.
    package let kind: Column.Kind
    /// One per day or category; blank where there is none.
    package let values: [Cell]
    /// With how many decimals at least figures are shown: those of the summary, where they are in it too.
    package let decimals: Int

    package init(name: String, role: Role, kind: Column.Kind, values: [Cell], decimals: Int = 0) {
      self.name = name
      self.role = role
      self.kind = kind
      self.values = values
      self.decimals = decimals
    }

    /// The way the figures are shown, given all of them; nil if they are not numbers.
    package var view: NumberView? {
      let own = NumberView.view(of: values.compactMap(\.number), kind: kind)
      guard case .grouped(let needed)? = own else { return own }
      return .grouped(decimals: max(needed, decimals))
    }
  }

  /// The role of a series, which decides its colour, weight and dashes.
  package enum Role: Hashable, Sendable {
    /// Single days, thin and pale.
    case detail
    /// The main subject of the picture.
    case main
    /// The figure that it is compared with, dashed.
    case target
    /// The same of the period before.
    case earlier
    /// The past figures, before a forecast.
    case actual
    /// A bound of the range that holds with 80 %.
    case bound80
    /// One of several equals, from 0.
    case part(Int)
    /// Something to look into.
    case alarm
  }
}
