import Ledger

/// Numbers of a rate and an account together, for a FOCUS file that is cut by account.
struct FocusRateAccountNumbers: Sendable {
  private var accounts: [Name] = []
  private var numberOfAccount: [Name: Int32] = [:]
  /// Per user of the worker, the number of the account.
  private var accountOfUser: [Int32] = []
  private var pairs: [(rate: Int32, account: Int32)] = []
  private var numbers: [UInt64: Int32] = [:]

  /// Takes over users that are new since the last call.
  mutating func prepare(_ users: [UserKey]) {
    for user in users[min(accountOfUser.count, users.count)...] {
      let name = user.account.isEmpty ? user.user : user.account
      let number = numberOfAccount[name] ?? Int32(accounts.count)
      if Int(number) == accounts.count {
        numberOfAccount[name] = number
        accounts.append(name)
      }
      accountOfUser.append(number)
    }
  }

  /// Returns the number of the rate of a user's account.
  mutating func number(rate: Int32, user: Int32) -> Int32 {
    let account = accountOfUser[Int(user)]
    let key = UInt64(UInt32(bitPattern: rate)) << 32 | UInt64(UInt32(bitPattern: account))
    if let number = numbers[key] { return number }
    let number = Int32(pairs.count)
    numbers[key] = number
    pairs.append((rate, account))
    return number
  }

  /// The rates and accounts by their numbers.
  var all: [(rate: Int32, account: Name)] {
    pairs.map { ($0.rate, accounts[Int($0.account)]) }
  }
}
