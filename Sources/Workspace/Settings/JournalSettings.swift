import Ledger
import Parsing

extension SettingsFile {
  /// Reads the names of the accounts of the journal: an object whose keys are Assay's own names.
  mutating func readJournalAccounts(_ value: JSONValue) {
    let keys = JournalAccount.allCases.map(\.rawValue)
    for member in members(of: value, key: SettingKey.journalAccounts.rawValue, keys: keys) {
      guard let account = JournalAccount(rawValue: member.key) else {
        preconditionFailure("only known keys come here")
      }
      guard let name = name(member.value, member.key) else { continue }
      settings.journalAccounts[account] = name.description
    }
  }
}
