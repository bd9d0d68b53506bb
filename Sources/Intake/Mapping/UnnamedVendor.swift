import Ledger

extension CellWriter {
  /// Writes the vendor that nothing names: the server whose answer `record` is or holds; the part before the first stroke of
  /// the model's name; or the one that makes models of such a name.
  func writeVendor(of record: SourceValue) {
    guard let mark = ServingPlatformSign.ofAnswer(in: record) else { return writeVendor() }
    set(.provider, mark.vendor)
  }

  /// The same where nothing but the model tells it.
  func writeVendor() {
    let model = cells[LedgerColumn.model.rawValue]
    let place = places[LedgerColumn.model.rawValue]
    if BedrockName.isOne(model) { return set(.provider, "amazon") }
    guard let stroke = model.firstIndex(of: UInt8(ascii: "/")), stroke > 0 else {
      return VendorName.write(ofModel: SourceValue(cell: model, place: place), self)
    }
    let name = String(decoding: model[..<stroke], as: UTF8.self)
    set(.provider, keeping: Array((VendorKeywords.vendor(name) ?? name).utf8), at: place)
    set(.model, Bytes(rebasing: model[(stroke + 1)...]), at: place)
  }
}
