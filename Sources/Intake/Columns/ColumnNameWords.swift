/// The name of a column as words: what several spellings of one name share.
struct ColumnNameWords: Hashable {
  /// In lower case, without accents.
  let words: [String]

  /// `promptTokens`, `prompt_tokens` and `Prompt Tokens` are the same words.
  init(_ name: some StringProtocol) {
    var words: [String] = []
    var word = ""
    var last: Character = " "
    // In `$ai_model` the sign marks a name, and is no currency.
    var marked: Character?
    for letter in name {
      if let sign = marked {
        if !letter.isLetter, let word = ColumnNameWords.signs[sign] { words.append(word) }
        marked = nil
      }
      let isUpper = letter.isUppercase
      if !letter.isLetter && !letter.isNumber || isUpper && (last.isLowercase || last.isNumber) {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if letter == "$" {
        marked = letter
      } else if let sign = ColumnNameWords.signs[letter] {
        words.append(sign)
      }
      if letter.isLetter || letter.isNumber {
        word += ColumnNameWords.plain[letter] ?? letter.lowercased()
      }
      last = letter
    }
    if !word.isEmpty { words.append(word) }
    if let marked, let sign = ColumnNameWords.signs[marked] { words.append(sign) }
    self.words = words
  }

  /// All words in one.
  var joined: String { words.joined() }

  private static let signs: [Character: String] = ["$": "usd", "€": "eur", "¢": "cents"]

  /// Letters of other alphabets' names in plain ones.
  private static let plain: [Character: String] = [
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss", "é": "e",
    "è": "e", "ê": "e", "É": "e", "à": "a", "â": "a", "ç": "c", "ô": "o", "û": "u", "î": "i",
    "í": "i", "ó": "o", "á": "a", "ú": "u", "ñ": "n", "ã": "a", "õ": "o",
  ]
}
