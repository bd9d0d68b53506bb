// What the C library declares only for GNU sources, which the Swift importer does not see.
#include <fcntl.h>
#include <linux/fs.h>
#include <linux/stat.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <stddef.h>

/// Lets two names change places in one step: renameat2(2) with RENAME_EXCHANGE.
static inline int assay_exchange(const char *one, const char *other) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE);
}

/// Renames without replacing what stands at the new name: renameat2(2) with RENAME_NOREPLACE.
static inline int assay_rename_new(const char *from, const char *to) {
  return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE);
}

/// Opens a file in `folder` that has no name yet: open(2) with O_TMPFILE.
static inline int assay_open_unnamed(const char *folder) {
  return open(folder, O_WRONLY | __O_TMPFILE | O_CLOEXEC, 0666);
}

/// Opens a file in `folder` to write and read that has no name, or none any more: -1 where there cannot be one.
static inline int assay_open_scratch(const char *folder) {
  int descriptor = open(folder, O_RDWR | __O_TMPFILE | O_CLOEXEC, 0600);
  if (descriptor >= 0) return descriptor;
  char name[4096];
  int length = snprintf(name, sizeof name, "%s/.assay-tmp.XXXXXX", folder);
  if (length < 0 || (size_t)length >= sizeof name) return -1;
  descriptor = mkstemp(name);
  if (descriptor >= 0) fcntl(descriptor, F_SETFD, FD_CLOEXEC);
  if (descriptor >= 0) unlink(name);
  return descriptor;
}

/// Writes a file past the cache of the system from now on, or no longer: open(2), O_DIRECT. -1 where that cannot be.
static inline int assay_write_directly(int descriptor, int directly) {
  int flags = fcntl(descriptor, F_GETFL);
  if (flags < 0) return -1;
  return fcntl(descriptor, F_SETFL, directly ? flags | __O_DIRECT : flags & ~__O_DIRECT);
}

/// 1 if a file system is mounted at `path`, which statx(2) tells since Linux 5.8; else 0, or -1 with errno.
static inline int assay_is_mounted(const char *path) {
  struct statx status = {0};
  if (syscall(SYS_statx, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, 0, &status) != 0) return -1;
  return (status.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/// 1 if `path` has the flag of chattr(1) that keeps it as it is or lets it only grow; else 0, or -1 with errno.
static inline int assay_is_fixed(const char *path) {
  struct statx status = {0};
  if (syscall(SYS_statx, AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, 0, &status) != 0) return -1;
  return (status.stx_attributes & (STATX_ATTR_IMMUTABLE | STATX_ATTR_APPEND)) != 0;
}

/// 1 if `path` has an access list of its own or one for what is made in it (acl(5)); else 0.
static inline int assay_has_access_list(const char *path) {
  return lgetxattr(path, "system.posix_acl_access", NULL, 0) >= 0
         || lgetxattr(path, "system.posix_acl_default", NULL, 0) >= 0;
}

/// Finds bytes among bytes: memmem(3), which only GNU sources declare.
extern void *memmem(const void *bytes, size_t count, const void *needle, size_t length);

static inline const void *assay_find(const void *bytes, size_t count, const void *needle, size_t length) {
  return memmem(bytes, count, needle, length);
}

/// Sets which memory is kept when it is freed: mallopt(3). glibc would give a heap to each thread, let each grow and
/// shrink by a page or two at a time, and raise by itself the size from which pieces lie outside of heaps.
///
/// `largest` is that size, in bytes: such pieces go back to the system as soon as they are freed. Smaller ones lie in
/// `heaps` heaps, which threads share. These grow by 4 MiB, and shrink only where 64 MiB at their end are free, more than
/// most runs ever have there.
static inline void assay_set_up_memory(int largest, int heaps) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, largest);
  mallopt(M_TOP_PAD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
  mallopt(M_ARENA_MAX, heaps);
#endif
}

/// The variables of the environment, as a program that is started inherits them: environ(7).
static inline char **assay_environment(void) {
  extern char **environ;
  return environ;
}

/// The most bytes of the stack: getrlimit(2); -1 where there is no limit, or nobody knows.
static inline int64_t assay_stack_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return -1;
  return (int64_t)limit.rlim_cur;
}

/// Gives pages that hold nothing back to the system: malloc_trim(3).
static inline void assay_return_free_pages(void) {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

/// Asks for the line of memory at `address`, which need not be mapped, before it is looked at.
///
/// Into the nearest cache: rows still waited for what lay in the second. As memory to be read, since a thread
/// of its own writes to it if any does: no other processor has the line then.
static inline void assay_prefetch(uintptr_t address) { __builtin_prefetch((const void *)address, 0, 3); }
