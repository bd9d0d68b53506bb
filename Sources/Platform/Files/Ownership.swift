import CSystem
import Glibc

/// The owner and the permissions of a file or folder.
package struct Ownership: Hashable {
  /// The number of the user.
  package let owner: uid_t
  let group: gid_t
  /// The permissions, with the bits for another user's rights, a group's folder and a shared folder.
  let mode: mode_t

  /// True if only the owner of an entry of the folder may remove it.
  package var isSticky: Bool { mode & S_ISVTX != 0 }

  /// The same, but that only the owner may look into it.
  var closed: Ownership { Ownership(owner: owner, group: group, mode: mode & ~0o077) }
}

extension FileSystem {
  /// Returns the owner of `path` itself; nil when nothing is there.
  package static func ownership(of path: some SystemPath) throws(SystemError) -> Ownership? {
    try status(ofLink: path).map {
      Ownership(owner: $0.st_uid, group: $0.st_gid, mode: $0.st_mode & 0o7777)
    }
  }

  /// Gives what is at `path`, which is not a link, another owner and other permissions.
  package static func give(_ ownership: Ownership, to path: String) throws(SystemError) {
    guard let present = try self.ownership(of: path), present != ownership else { return }
    if (present.owner, present.group) != (ownership.owner, ownership.group) {
      guard lchown(path, ownership.owner, ownership.group) == 0 else {
        throw SystemError(path: path, number: errno)
      }
    }
    guard chmod(path, ownership.mode) == 0 else { throw SystemError(path: path, number: errno) }
  }

  /// Gives the file at `path` the permissions of the one at `old` that it is to replace, and its owner
  /// where the system lets us.
  package static func takeOver(from old: String, by path: String) throws(SystemError) {
    guard case .file? = try kind(of: old), let kept = try ownership(of: old), try !isLink(old),
      let present = try ownership(of: path)
    else { return }
    let mode = kept.mode & 0o777
    do throws(SystemError) {
      try give(Ownership(owner: kept.owner, group: kept.group, mode: mode), to: path)
    } catch {
      guard error.number == EPERM else { throw error }
      try give(Ownership(owner: present.owner, group: present.group, mode: mode), to: path)
    }
  }

  /// Returns true if `path`, or new files in it, have access rights of single users.
  package static func hasAccessList(_ path: String) -> Bool { assay_has_access_list(path) != 0 }

  /// Returns true if `path` itself cannot be replaced or removed before its flag is cleared.
  ///
  /// `chattr` clears it.
  package static func isFixed(_ path: some SystemPath) -> Bool {
    assay_is_fixed(path.terminated) == 1
  }
}
