/// The name of a tier without its case and blanks, which people write otherwise by mistake.
struct TierNameKey: Hashable {
  private let word: String

  init(_ tier: String) {
    word = tier.lowercased().filter { !$0.isWhitespace }
  }
}
