import CXLSXWriter
import Glibc

/// Writes one page to its worksheet.
struct XLSXPage {
  let page: Worksheet
  let worksheet: UnsafeMutablePointer<lxw_worksheet>
  let file: XLSXFile

  func write() throws(WorkbookError) {
    try setSizes()
    for item in page.cells { try write(item) }
    for name in page.names {
      let cell = "='" + page.name + "'!" + name.cell.fixedReference
      try file.check(workbook_define_name(file.workbook, name.name, cell), in: page.name)
    }
    for range in page.redRanges { try writeRed(range) }
    for choice in page.choices { try write(choice) }
    for placed in page.charts { try insert(placed) }
    try setView()
    try setPrint()
  }

  private func setSizes() throws(WorkbookError) {
    for (index, width) in page.widths.enumerated() {
      guard let column = lxw_col_t(exactly: index) else { throw file.outside(page.name) }
      try file.check(worksheet_set_column(worksheet, column, column, width, nil), in: page.name)
    }
    for (row, height) in page.heights.sorted(by: { $0.key < $1.key }) {
      try file.check(worksheet_set_row(worksheet, lxw_row_t(row), height, nil), in: page.name)
    }
  }

  private func write(_ item: PageCell) throws(WorkbookError) {
    let row = lxw_row_t(item.row)
    guard let column = lxw_col_t(exactly: item.column) else { throw file.outside(page.name) }
    let look = item.cell.format
    let isPlain = look.fill == nil && look.above == nil && look.below == nil
    if item.cell.content == .blank && isPlain { return }
    let format = try file.format(look, column: Int(column))
    let code =
      switch item.cell.content {
      case .blank: worksheet_write_blank(worksheet, row, column, format)
      case .text(let text): worksheet_write_string(worksheet, row, column, text, format)
      case .number(let number): worksheet_write_number(worksheet, row, column, number, format)
      case .link(let text, let sheet):
        worksheet_write_url_opt(
          worksheet, row, column, "internal:'\(sheet)'!A1", format, text, nil)
      case .formula(let formula, let value):
        worksheet_write_formula_num(worksheet, row, column, formula, format, value)
      }
    try file.check(code, in: page.name)
  }

  /// Makes the figures of a range red where they are below 0.
  private func writeRed(_ range: CellRange) throws(WorkbookError) {
    let first = CellRange(row: range.rows.lowerBound, column: range.columns.lowerBound).reference
    // A blank cell is 0 to a comparison: a formula asks whether it is a number.
    let text = strdup("=AND(ISNUMBER(\(first)),\(first)<0)")
    defer { free(text) }
    var native = lxw_conditional_format()
    native.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
    native.value_string = text
    native.format = try file.red()
    try file.check(
      worksheet_conditional_format_range(
        worksheet, lxw_row_t(range.rows.lowerBound), lxw_col_t(range.columns.lowerBound),
        lxw_row_t(range.rows.upperBound), lxw_col_t(range.columns.upperBound), &native),
      in: page.name)
  }

  private func write(_ choice: CellChoice) throws(WorkbookError) {
    let texts = choice.values.map { strdup($0) }
    defer { for text in texts { free(text) } }
    var list = texts + [nil]
    var native = lxw_data_validation()
    native.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
    let code = list.withUnsafeMutableBufferPointer { buffer in
      native.value_list = buffer.baseAddress
      return worksheet_data_validation_range(
        worksheet, lxw_row_t(choice.range.rows.lowerBound),
        lxw_col_t(choice.range.columns.lowerBound), lxw_row_t(choice.range.rows.upperBound),
        lxw_col_t(choice.range.columns.upperBound), &native)
    }
    try file.check(code, in: page.name)
  }

  private func insert(_ placed: PlacedChart) throws(WorkbookError) {
    let chart = try XLSXChart(placed.chart, in: file).native
    let description = strdup(SheetText.plain(placed.chart.description))
    defer { free(description) }
    var options = lxw_chart_options()
    options.x_offset = Int32(placed.offset)
    // The library's charts are 480 × 288 pixels.
    options.x_scale = Double(placed.width) / 480
    options.y_scale = Double(placed.height) / 288
    options.object_position = UInt8(LXW_OBJECT_MOVE_AND_SIZE.rawValue)
    options.description = description
    try file.check(
      worksheet_insert_chart_opt(
        worksheet, lxw_row_t(placed.row), lxw_col_t(placed.column), chart, &options),
      in: page.name)
  }

  private func setView() throws(WorkbookError) {
    if !page.hasGridlines { worksheet_gridlines(worksheet, UInt8(LXW_HIDE_ALL_GRIDLINES.rawValue)) }
    if page.isFrozen { worksheet_freeze_panes(worksheet, 1, 1) }
    if let filter = page.filter {
      try file.check(
        worksheet_autofilter(
          worksheet, lxw_row_t(filter.rows.lowerBound), lxw_col_t(filter.columns.lowerBound),
          lxw_row_t(filter.rows.upperBound), lxw_col_t(filter.columns.upperBound)),
        in: page.name)
    }
    if page.isFirst {
      worksheet_activate(worksheet)
      worksheet_set_first_sheet(worksheet)
    }
    if let tab = page.tab { worksheet_set_tab_color(worksheet, tab.rawValue) }
  }

  private func setPrint() throws(WorkbookError) {
    let print = page.print
    let a4: UInt8 = 9
    worksheet_set_paper(worksheet, a4)
    if print.isLandscape { worksheet_set_landscape(worksheet) }
    worksheet_set_margins(worksheet, 0.4, 0.4, 0.6, 0.6)
    switch print.fitting {
    case nil: worksheet_set_print_scale(worksheet, UInt16(print.scale))
    case .onePage?: worksheet_fit_to_pages(worksheet, 1, 1)
    case .anyHeight?: worksheet_fit_to_pages(worksheet, 1, 0)
    }
    if !print.breaks.isEmpty {
      var breaks = print.breaks.map { lxw_row_t($0) } + [0]
      try file.check(worksheet_set_h_pagebreaks(worksheet, &breaks), in: page.name)
    }
    if print.repeatsHeading {
      let row = lxw_row_t(print.headingRow)
      try file.check(worksheet_repeat_rows(worksheet, row, row), in: page.name)
    }
    if print.repeatedColumns > 0 {
      try file.check(
        worksheet_repeat_columns(worksheet, 0, lxw_col_t(print.repeatedColumns - 1)), in: page.name)
    }
    if let area = print.area {
      try file.check(
        worksheet_print_area(
          worksheet, lxw_row_t(area.rows.lowerBound), lxw_col_t(area.columns.lowerBound),
          lxw_row_t(area.rows.upperBound), lxw_col_t(area.columns.upperBound)),
        in: page.name)
    }
    let title = HeaderFooterText.text(print.title, atMost: 80)
    let scope = HeaderFooterText.small(print.scope, atMost: 140)
    let source = HeaderFooterText.small(print.source, atMost: 160)
    let header = "&L&\"Calibri,Bold\"\(title)&R\(scope)"
    let footer = "&L\(source)&R&9Page &P of &N"
    try file.check(worksheet_set_header(worksheet, header), in: page.name)
    try file.check(worksheet_set_footer(worksheet, footer), in: page.name)
  }
}
