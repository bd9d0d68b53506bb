import Ledger

extension Facts {
  /// Per user, a number that is the same for those that reports cannot tell apart: one user id in
  /// two accounts is one user.
  package var reportedUserNumbers: [Int32] {
    var numbers: [Name: Int32] = [:]
    return users.map { user in
      let next = Int32(numbers.count)
      let number = numbers[user.reported, default: next]
      numbers[user.reported] = number
      return number
    }
  }
}
