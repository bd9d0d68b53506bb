/// The marks of Assay in the header of `assay.db`.
package enum DatabaseMark {
  /// The number of the schema, which is the `user_version` of the file; a later one is not touched.
  package static let version: Int32 = 3
  /// "ASSY", which tells our databases from those of other programs.
  package static let applicationID: Int32 = 0x4153_5359
}
