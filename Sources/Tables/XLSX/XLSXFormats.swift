import CXLSXWriter

extension CellFormat {
  /// Gives a format of the library this look.
  func apply(to format: UnsafeMutablePointer<lxw_format>) {
    format_set_font_name(format, "Calibri")
    format_set_font_size(format, Double(points))
    format_set_font_color(format, colour.rawValue)
    if isBold { format_set_bold(format) }
    if isUnderlined { format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue)) }
    if wraps { format_set_text_wrap(format) }
    if let pattern { format_set_num_format(format, pattern) }
    if let fill { format_set_bg_color(format, fill.rawValue) }
    applyAlignment(to: format)
    applyLines(to: format)
  }

  private func applyAlignment(to format: UnsafeMutablePointer<lxw_format>) {
    switch alignment {
    case .left: format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
    case .leftIndented:
      format_set_align(format, UInt8(LXW_ALIGN_LEFT.rawValue))
      format_set_indent(format, 1)
    case .right: format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
    case .besideFilter:
      format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue))
      format_set_indent(format, 2)
    }
    switch vertical {
    case .top: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
    case .centre: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
    case .bottom: format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_BOTTOM.rawValue))
    }
  }

  private func applyLines(to format: UnsafeMutablePointer<lxw_format>) {
    if let above {
      format_set_top(format, above.style)
      format_set_top_color(format, above.colour.rawValue)
    }
    if let below {
      format_set_bottom(format, below.style)
      format_set_bottom_color(format, below.colour.rawValue)
    }
  }
}

extension CellFormat.Line {
  fileprivate var style: UInt8 {
    switch self {
    case .thin: UInt8(LXW_BORDER_THIN.rawValue)
    case .thick: UInt8(LXW_BORDER_MEDIUM.rawValue)
    }
  }

  fileprivate var colour: Colour {
    switch self {
    case .thin: .line
    case .thick: .link
    }
  }
}
