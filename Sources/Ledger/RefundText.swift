/// The words by which a column says that a row takes back a charge.
package enum RefundText {
  /// True if `text` contains one of them, in any case and with any signs between its words.
  package static func stand(in text: String) -> Bool {
    guard text.utf8.count <= longest else { return false }
    return words.contains(String(text.lowercased().filter(\.isLetter)))
  }

  private static let longest = 32
  private static let words: Set<String> = [
    "refund", "refunds", "refunded", "reversal", "reversed", "reverse", "chargeback", "creditnote",
    "creditmemo", "credited", "storno", "storniert", "gutschrift", "erstattung", "erstattet",
    "remboursement", "rembourse", "remboursé", "reembolso", "reembolsado", "rimborso", "rimborsato",
    "terugbetaling", "voided",
  ]
}
