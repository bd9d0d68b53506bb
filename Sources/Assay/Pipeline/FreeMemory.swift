import CSystem

/// Gives memory back to the system that would stay with the program, to the benefit of whoever runs beside it.
enum FreeMemory {
  /// Returns pieces of half a mebibyte and more when they are freed; call it before there are any.
  ///
  /// The groups of a worker are such pieces; shorter ones come and go with blocks and are kept.
  static func returnLargePieces() { assay_return_pieces_above(1 << 19) }

  /// Returns what small pieces left behind; a few milliseconds, so only where much was let go.
  static func returnPages() { assay_return_free_pages() }
}
