import CXLSXWriter
import Glibc

/// Writes one page to its worksheet.
struct XLSXPage {
  let page: Page
  let worksheet: UnsafeMutablePointer<lxw_worksheet>
  let file: XLSXFile

  func write() throws(WorkbookError) {
    try setSizes()
    for item in page.cells { try write(item) }
    for name in page.names {
      let cell = "='" + page.name + "'!" + name.cell.fixedReference
      try file.check(workbook_define_name(file.workbook, name.name, cell), in: page.name)
    }
    for rule in page.rules { try write(rule) }
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
    let row = lxw_row_t(item.range.rows.lowerBound)
    guard let column = lxw_col_t(exactly: item.range.columns.lowerBound),
      let lastColumn = lxw_col_t(exactly: item.range.columns.upperBound)
    else { throw file.outside(page.name) }
    let look = item.cell.format
    if lastColumn > column {
      let format = try file.format(look, column: Int(column))
      try file.check(
        worksheet_merge_range(worksheet, row, column, row, lastColumn, "", format), in: page.name)
    }
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

  private func write(_ rule: CellRule) throws(WorkbookError) {
    let first = CellRange(
      row: rule.range.rows.lowerBound, column: rule.range.columns.lowerBound
    ).reference
    // A blank cell is 0 to a comparison: a formula asks whether it is a number.
    let formula =
      switch rule.condition {
      case .belowZero: "=AND(ISNUMBER(\(first)),\(first)<0)"
      case .zeroOrMore: "=AND(ISNUMBER(\(first)),\(first)>=0)"
      case .notZero: "=AND(ISNUMBER(\(first)),\(first)<>0)"
      }
    let text = strdup(formula)
    defer { free(text) }
    var native = lxw_conditional_format()
    native.type = UInt8(LXW_CONDITIONAL_TYPE_FORMULA.rawValue)
    native.value_string = text
    native.format = try file.format(rule.look)
    try file.check(
      worksheet_conditional_format_range(
        worksheet, lxw_row_t(rule.range.rows.lowerBound), lxw_col_t(rule.range.columns.lowerBound),
        lxw_row_t(rule.range.rows.upperBound), lxw_col_t(rule.range.columns.upperBound), &native),
      in: page.name)
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
      worksheet_set_tab_color(worksheet, Colour.link.rawValue)
    }
  }

  private func setPrint() throws(WorkbookError) {
    let print = page.print
    let a4: UInt8 = 9
    worksheet_set_paper(worksheet, a4)
    if print.isLandscape { worksheet_set_landscape(worksheet) }
    worksheet_set_margins(worksheet, 0.5, 0.5, 0.7, 0.7)
    worksheet_fit_to_pages(worksheet, UInt16(print.pagesWide), UInt16(print.pagesHigh ?? 0))
    if print.isCentred { worksheet_center_horizontally(worksheet) }
    if print.repeatsHeading {
      try file.check(worksheet_repeat_rows(worksheet, 0, 0), in: page.name)
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
    let header = "&L&\"Calibri,Bold\"\(printed(print.title))&R&9\(printed(print.scope))"
    let footer = "&L&9\(printed(print.source))&C&9&A&R&9Page &P of &N"
    try file.check(worksheet_set_header(worksheet, header), in: page.name)
    try file.check(worksheet_set_footer(worksheet, footer), in: page.name)
  }

  /// The text for a printed header, where `&` begins a code.
  private func printed(_ text: String) -> String {
    text.split(separator: "&", omittingEmptySubsequences: false).joined(separator: "&&")
  }
}
