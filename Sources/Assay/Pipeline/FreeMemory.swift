import CSystem

/// Gives memory back to the system that would stay with the program, to the benefit of whoever runs beside it.
enum FreeMemory {
  /// Returns pieces of half a mebibyte and more when they are freed; call it before there are any.
  ///
  /// The groups of a worker are such pieces; shorter ones come and go with blocks and are kept.
  static func returnLargePieces() { assay_return_pieces_above(1 << 19) }

  /// Returns what small pieces left behind; a few milliseconds, so only where much was let go.
  static func returnPages() { assay_return_free_pages() }

  /// Leaves a value to the system, which takes all memory back at once when the program ends: to take it apart piece by
  /// piece before would be for nothing.
  static func leave<Value>(_ value: Value) { _ = Unmanaged.passRetained(Left(value)) }

  private final class Left<Value> {
    private let value: Value

    init(_ value: Value) { self.value = value }
  }
}
