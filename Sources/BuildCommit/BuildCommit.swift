/// The commit that the program was built from, for `assay --version` only: no report may depend on it.
///
/// The plugin GitCommit generates `name` before each build: `79802f1d`, `79802f1d, modified` if the tree was changed, or
/// `source` outside a Git clone.
package enum BuildCommit {}
