import CXLSXWriter
import Glibc

/// A chart of the library, drawn from a `WorkbookChart`.
struct XLSXChart {
  let native: UnsafeMutablePointer<lxw_chart>
  /// The size of all letters but those of the title.
  private let points: Int

  init(_ chart: WorkbookChart, in file: XLSXFile) throws(WorkbookError) {
    guard let native = workbook_add_chart(file.workbook, chart.kind.type) else {
      throw .refused(path: "", sheet: "", code: LXW_ERROR_PARAMETER_VALIDATION.rawValue)
    }
    self.native = native
    points = chart.points
    // What begins with `=` would be a formula to the library.
    let title = SheetText.plain(chart.title)
    chart_title_set_name(native, title.hasPrefix("=") ? " " + title : title)
    withFont(points: points + 1, isBold: true, .ink) { chart_title_set_name_font(native, &$0) }
    var border = XLSXChart.line(.border, width: 0.75)
    chart_chartarea_set_line(native, &border)
    chart_show_blanks_as(native, UInt8(LXW_CHART_BLANKS_AS_GAP.rawValue))
    for series in chart.series { try add(series) }
    switch chart.kind {
    case .bars, .columns: chart_set_series_gap(native, chart.series.count > 1 ? 60 : 45)
    case .waterfall: chart_set_series_gap(native, 45)
    case .lines: break
    }
    setLegend(chart)
    // The library calls x what lies across, which is the values of bars.
    let (across, upright) = (native.pointee.x_axis, native.pointee.y_axis)
    if let across, let upright {
      set(chart.kind == .bars ? upright : across, chart.categoryAxis)
      set(chart.kind == .bars ? across : upright, chart.valueAxis)
    }
  }

  private func add(_ series: ChartSeries) throws(WorkbookError) {
    guard let line = chart_add_series(native, nil, nil) else { throw .outOfMemory(path: "") }
    let (categories, values) = (series.categories, series.values)
    chart_series_set_categories(
      line, series.sheet, lxw_row_t(categories.rows.lowerBound),
      lxw_col_t(categories.columns.lowerBound), lxw_row_t(categories.rows.upperBound),
      lxw_col_t(categories.columns.upperBound))
    chart_series_set_values(
      line, series.sheet, lxw_row_t(values.rows.lowerBound), lxw_col_t(values.columns.lowerBound),
      lxw_row_t(values.rows.upperBound), lxw_col_t(values.columns.upperBound))
    chart_series_set_name_range(
      line, series.sheet, lxw_row_t(series.name.rows.lowerBound),
      lxw_col_t(series.name.columns.lowerBound))
    draw(series.mark, of: line)
    try paint(series, line)
    if let texts = series.labelTexts { try label(line, texts, series.labelPlace) }
    if let labels = series.labels {
      chart_series_set_labels(line)
      chart_series_set_labels_num_format(line, labels)
      withFont(points: points, isBold: false, .muted) {
        chart_series_set_labels_font(line, &$0)
      }
    }
  }

  /// Gives the marks of losses their colour.
  private func paint(
    _ series: ChartSeries, _ native: UnsafeMutablePointer<lxw_chart_series>
  ) throws(WorkbookError) {
    guard let last = series.alarms.last else { return }
    let points = UnsafeMutablePointer<lxw_chart_point>.allocate(capacity: last + 1)
    defer { points.deallocate() }
    points.initialize(repeating: lxw_chart_point(), count: last + 1)
    var fill = lxw_chart_fill(color: Colour.orange.rawValue, none: 0, transparency: 0)
    let code = withUnsafeMutablePointer(to: &fill) { fill in
      for index in series.alarms { points[index].fill = fill }
      var places = (0...last).map { UnsafeMutablePointer?(points + $0) } + [nil]
      return chart_series_set_points(native, &places)
    }
    guard code == LXW_NO_ERROR else { throw .outOfMemory(path: "") }
  }

  /// Puts a text beside each mark.
  private func label(
    _ series: UnsafeMutablePointer<lxw_chart_series>, _ texts: [String?],
    _ place: ChartSeries.LabelPlace
  ) throws(WorkbookError) {
    chart_series_set_labels(series)
    chart_series_set_labels_position(series, place.position)
    let values = texts.map { $0.flatMap { strdup(SheetText.plain($0)) } }
    defer { for value in values { free(value) } }
    let labels = UnsafeMutablePointer<lxw_chart_data_label>.allocate(capacity: max(1, values.count))
    defer { labels.deallocate() }
    var code = LXW_NO_ERROR
    withFont(points: points, isBold: false, .muted) { font in
      chart_series_set_labels_font(series, &font)
      withUnsafeMutablePointer(to: &font) { font in
        var places: [UnsafeMutablePointer<lxw_chart_data_label>?] = values.enumerated().map {
          let place = labels + $0
          place.initialize(to: lxw_chart_data_label())
          place.pointee.value = $1
          place.pointee.hide = $1 == nil ? 1 : 0
          place.pointee.font = font
          return place
        }
        places.append(nil)
        code = chart_series_set_labels_custom(series, &places)
      }
    }
    guard code == LXW_NO_ERROR else { throw .outOfMemory(path: "") }
  }

  private func draw(
    _ mark: ChartSeries.Mark, of series: UnsafeMutablePointer<lxw_chart_series>
  ) {
    switch mark {
    case .line(let colour, let width, let dash):
      var line = XLSXChart.line(colour, width: width)
      line.dash_type = dash.type
      chart_series_set_line(series, &line)
      chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_NONE.rawValue))
    case .bar(let colour):
      var fill = lxw_chart_fill(color: colour.rawValue, none: 0, transparency: 0)
      chart_series_set_fill(series, &fill)
    case .unfilledBar:
      var fill = lxw_chart_fill(color: 0, none: 1, transparency: 0)
      chart_series_set_fill(series, &fill)
    case .dot(let colour):
      var none = lxw_chart_line()
      none.none = 1
      chart_series_set_line(series, &none)
      var fill = lxw_chart_fill(color: colour.rawValue, none: 0, transparency: 0)
      chart_series_set_marker_type(series, UInt8(LXW_CHART_MARKER_CIRCLE.rawValue))
      chart_series_set_marker_size(series, 8)
      chart_series_set_marker_fill(series, &fill)
      var line = XLSXChart.line(colour, width: 0.75)
      chart_series_set_marker_line(series, &line)
    }
  }

  private func setLegend(_ chart: WorkbookChart) {
    guard chart.hasLegend else {
      chart_legend_set_position(native, UInt8(LXW_CHART_LEGEND_NONE.rawValue))
      return
    }
    chart_legend_set_position(native, UInt8(LXW_CHART_LEGEND_BOTTOM.rawValue))
    withFont(points: points, isBold: false, .muted) { chart_legend_set_font(native, &$0) }
  }

  private func set(_ axis: UnsafeMutablePointer<lxw_chart_axis>, _ look: ChartAxis) {
    chart_axis_major_gridlines_set_visible(axis, look.hasGridlines ? 1 : 0)
    guard look.isVisible else {
      setScale(of: axis, look)
      chart_axis_off(axis)
      return
    }
    withFont(points: points, isBold: false, .muted) { font in
      if look.isSlanted { font.rotation = -45 }
      chart_axis_set_num_font(axis, &font)
    }
    if let name = look.name {
      chart_axis_set_name(axis, SheetText.plain(name))
      withFont(points: points, isBold: false, .muted) { chart_axis_set_name_font(axis, &$0) }
    }
    if let pattern = look.pattern { chart_axis_set_num_format(axis, pattern) }
    var line = XLSXChart.line(.line, width: 0.75)
    if !look.hasLine { line.none = 1 }
    chart_axis_set_line(axis, &line)
    if look.hasGridlines {
      var grid = XLSXChart.line(.grid, width: 0.75)
      chart_axis_major_gridlines_set_line(axis, &grid)
    }
    if look.isReversed { chart_axis_set_reverse(axis) }
    if let interval = look.interval {
      chart_axis_set_interval_unit(axis, UInt16(clamping: interval))
      chart_axis_set_interval_tick(axis, UInt16(clamping: interval))
    }
    chart_axis_set_major_tick_mark(axis, UInt8(LXW_CHART_AXIS_TICK_MARK_NONE.rawValue))
    // Below the lowest figure, not beside 0.
    chart_axis_set_label_position(axis, UInt8(LXW_CHART_AXIS_LABEL_POSITION_LOW.rawValue))
    setScale(of: axis, look)
  }

  private func setScale(of axis: UnsafeMutablePointer<lxw_chart_axis>, _ look: ChartAxis) {
    if case .number(let least)? = look.least.map(SheetCell.Content.init) {
      chart_axis_set_min(axis, least)
    }
    if case .number(let most)? = look.most.map(SheetCell.Content.init) {
      chart_axis_set_max(axis, most)
    }
    if case .number(let step)? = look.step.map(SheetCell.Content.init) {
      chart_axis_set_major_unit(axis, step)
    }
  }

  private static func line(_ colour: Colour, width: Double) -> lxw_chart_line {
    var line = lxw_chart_line()
    line.color = colour.rawValue
    line.width = .init(width)
    return line
  }

  /// Passes a font that the library copies.
  private func withFont(
    points: Int, isBold: Bool, _ colour: Colour, _ body: (inout lxw_chart_font) -> Void
  ) {
    let name = strdup("Calibri")
    defer { free(name) }
    var font = lxw_chart_font()
    font.name = name
    font.size = Double(points)
    // 1 is bold; the library takes 0 for "as it would be", which is bold in titles.
    font.bold = isBold ? 1 : UInt8(LXW_EXPLICIT_FALSE.rawValue)
    font.color = colour.rawValue
    body(&font)
  }
}

extension WorkbookChart.Kind {
  fileprivate var type: UInt8 {
    switch self {
    case .lines: UInt8(LXW_CHART_LINE.rawValue)
    case .bars: UInt8(LXW_CHART_BAR.rawValue)
    case .columns: UInt8(LXW_CHART_COLUMN.rawValue)
    case .waterfall: UInt8(LXW_CHART_COLUMN_STACKED.rawValue)
    }
  }
}

extension ChartSeries.LabelPlace {
  fileprivate var position: UInt8 {
    switch self {
    case .base: UInt8(LXW_CHART_LABEL_POSITION_INSIDE_BASE.rawValue)
    case .above: UInt8(LXW_CHART_LABEL_POSITION_ABOVE.rawValue)
    case .below: UInt8(LXW_CHART_LABEL_POSITION_BELOW.rawValue)
    case .right: UInt8(LXW_CHART_LABEL_POSITION_RIGHT.rawValue)
    }
  }
}

extension ChartSeries.Dash {
  fileprivate var type: UInt8 {
    switch self {
    case .none: UInt8(LXW_CHART_LINE_DASH_SOLID.rawValue)
    case .dashed: UInt8(LXW_CHART_LINE_DASH_DASH.rawValue)
    case .dotted: UInt8(LXW_CHART_LINE_DASH_ROUND_DOT.rawValue)
    }
  }
}
