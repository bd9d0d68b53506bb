// What the C library declares only for GNU sources, which the Swift importer does not see.
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <stddef.h>

/// Lets two names change places in one step: renameat2(2) with RENAME_EXCHANGE.
static inline int assay_exchange(const char *one, const char *other) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

/// Finds bytes among bytes: memmem(3), which only GNU sources declare.
extern void *memmem(const void *bytes, size_t count, const void *needle, size_t length);

static inline const void *assay_find(const void *bytes, size_t count, const void *needle, size_t length) {
  return memmem(bytes, count, needle, length);
}
