// What the C library declares only for GNU sources, which the Swift importer does not see.
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>

/// Lets two names change places in one step: renameat2(2) with RENAME_EXCHANGE.
static inline int assay_exchange(const char *one, const char *other) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

/// Renames without replacing what stands at the new name: renameat2(2) with RENAME_NOREPLACE.
static inline int assay_rename_new(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}
