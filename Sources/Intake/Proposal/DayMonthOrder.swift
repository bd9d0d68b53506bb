import Ledger

/// Checks whether an export is of a country that writes the day before the month.
enum DayMonthOrder {
  /// Returns true if the signs of its numbers, its delimiter or its headings say so.
  static func isUsual(in table: SampleTable, _ form: NumberForm) -> Bool {
    if form.hasDecimalComma || table.delimiter == UInt8(ascii: ";") { return true }
    return table.names.contains { name in
      name.contains { $0.isLetter && !$0.isASCII }
        || !words.isDisjoint(with: ColumnNameWords(name).words)
    }
  }

  /// Words of headings in German, French, Spanish, Italian, Portuguese and Dutch that are none in English.
  private static let words: Set<String> = [
    "datum", "uhrzeit", "zeitpunkt", "nutzer", "benutzer", "anbieter", "modell", "kosten",
    "eingabe", "ausgabe", "identifiant", "utilisateur", "fournisseur", "modele", "jetons",
    "heure", "horodatage", "entree", "sortie", "fecha", "hora", "usuario", "proveedor", "modelo",
    "entrada", "salida", "utente", "fornitore", "modello", "ora", "usuário", "saida",
    "fornecedor", "gebruiker", "tijdstip", "invoer", "uitvoer",
  ]
}
