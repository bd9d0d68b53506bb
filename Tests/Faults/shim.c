// Preloaded into the program under test: counts its file calls, and at a chosen one kills it, stops it, signals it, or
// answers with an error.
//
// A seccomp filter sends every file call of the process here as SIGSYS, so what the C library does by itself (stdio, readdir) and
// what goes through syscall(2) is seen as well. A call counts when it names a path below FAULTS_UNDER or uses a descriptor
// opened there; FAULTS_STDIO=1 adds standard output and error.
//
//   FAULTS_UNDER  folders, by colons       FAULTS_LOG   where the counted calls, or only the one acted upon, are told
//   FAULTS_AT     the call to act upon     FAULTS_DO    see `enum deed`; FAULTS_ERROR is the errno, FAULTS_SIGNAL the signal
//
// Linux on x86-64 and ARM64. Build: cc -O1 -shared -fPIC -o shim.so shim.c
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef SYS_SECCOMP
#define SYS_SECCOMP 1
#endif

enum deed {
  COUNT,        // count: do nothing, log every call
  KILL_BEFORE,  // kill-before
  KILL_MIDDLE,  // kill-middle: half of a write is done
  KILL_AFTER,   // kill-after
  FAIL_ONCE,    // fail-once
  FAIL_ON,      // fail-on: this call and every one after it
  FAIL_GROWTH,  // fail-growth: this call and every one after it that needs room on the disk, as on a full disk
  SHORT,        // short: every read and write from here on does at most 7 bytes
  STOP,         // stop: the process stops itself before the call
  SIGNAL,       // signal: the process signals itself before the call, and goes on
  SIGNAL_WAIT,  // signal-wait: the same, and the thread that made the call sleeps half a second
};

static const char *const deedNames[] = {
    "count",       "kill-before", "kill-middle", "kill-after", "fail-once",  "fail-on",
    "fail-growth", "short",       "stop",        "signal",     "signal-wait"};

static enum deed deed;
static long actAt, number;
static int errorNumber = EIO, signalNumber = SIGTERM, logDescriptor = -1, countsStdio;
static char under[4][512];
static int underCount;

enum { DESCRIPTORS = 1024, NAME = 200 };
static char watched[DESCRIPTORS][NAME];

// The one place from which file calls pass the filter.
long fault_raw(long number, long a, long b, long c, long d, long e, long f);
#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
__asm__(
    ".text\n.globl fault_raw\n.hidden fault_raw\n.type fault_raw,@function\nfault_raw:\n"
    "mov %rdi,%rax\nmov %rsi,%rdi\nmov %rdx,%rsi\nmov %rcx,%rdx\nmov %r8,%r10\nmov %r9,%r8\n"
    "mov 8(%rsp),%r9\nsyscall\n"
    ".globl fault_raw_end\n.hidden fault_raw_end\nfault_raw_end:\nret\n");
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
__asm__(
    ".text\n.globl fault_raw\n.hidden fault_raw\n.type fault_raw,%function\nfault_raw:\n"
    "mov x8,x0\nmov x0,x1\nmov x1,x2\nmov x2,x3\nmov x3,x4\nmov x4,x5\nmov x5,x6\nsvc #0\n"
    ".globl fault_raw_end\n.hidden fault_raw_end\nfault_raw_end:\nret\n");
#else
#error "x86-64 and ARM64 only"
#endif
extern char fault_raw_end[];

// What a call is: its name, where its path or descriptor stands, and what is special about it.
struct call {
  int number;
  const char *name;
  char kind;       // 'p' path, 'd' descriptor
  char argument;   // which argument that is
  char second;     // a second path, or -1
  char grows;      // needs room on the disk
  char moves;      // 'r' reads, 'w' writes bytes: the count is argument 2
};

static const struct call calls[] = {
    {SYS_openat, "open", 'p', 1, -1, 0, 0},
    {SYS_read, "read", 'd', 0, -1, 0, 'r'},
    {SYS_pread64, "pread", 'd', 0, -1, 0, 'r'},
    {SYS_write, "write", 'd', 0, -1, 1, 'w'},
    {SYS_pwrite64, "pwrite", 'd', 0, -1, 1, 'w'},
    {SYS_writev, "writev", 'd', 0, -1, 1, 0},
    {SYS_readv, "readv", 'd', 0, -1, 0, 0},
    {SYS_close, "close", 'd', 0, -1, 0, 0},
    {SYS_fsync, "fsync", 'd', 0, -1, 1, 0},
    {SYS_fdatasync, "fdatasync", 'd', 0, -1, 1, 0},
    {SYS_fallocate, "fallocate", 'd', 0, -1, 1, 0},
    {SYS_ftruncate, "ftruncate", 'd', 0, -1, 0, 0},
    {SYS_lseek, "lseek", 'd', 0, -1, 0, 0},
    {SYS_flock, "flock", 'd', 0, -1, 0, 0},
    {SYS_getdents64, "getdents", 'd', 0, -1, 0, 0},
    {SYS_fstat, "fstat", 'd', 0, -1, 0, 0},
    {SYS_mkdirat, "mkdir", 'p', 1, -1, 1, 0},
    {SYS_unlinkat, "unlink", 'p', 1, -1, 0, 0},
    {SYS_linkat, "link", 'p', 1, 3, 1, 0},
    {SYS_symlinkat, "symlink", 'p', 2, -1, 1, 0},
    {SYS_renameat, "rename", 'p', 1, 3, 0, 0},
    {SYS_renameat2, "rename", 'p', 1, 3, 0, 0},
    {SYS_newfstatat, "stat", 'p', 1, -1, 0, 0},
    {SYS_statx, "stat", 'p', 1, -1, 0, 0},
    {SYS_faccessat, "access", 'p', 1, -1, 0, 0},
    {SYS_faccessat2, "access", 'p', 1, -1, 0, 0},
    {SYS_readlinkat, "readlink", 'p', 1, -1, 0, 0},
#ifdef SYS_open
    {SYS_open, "open", 'p', 0, -1, 0, 0},
    {SYS_creat, "open", 'p', 0, -1, 1, 0},
    {SYS_mkdir, "mkdir", 'p', 0, -1, 1, 0},
    {SYS_rmdir, "rmdir", 'p', 0, -1, 0, 0},
    {SYS_unlink, "unlink", 'p', 0, -1, 0, 0},
    {SYS_link, "link", 'p', 0, 1, 1, 0},
    {SYS_symlink, "symlink", 'p', 1, -1, 1, 0},
    {SYS_rename, "rename", 'p', 0, 1, 0, 0},
    {SYS_stat, "stat", 'p', 0, -1, 0, 0},
    {SYS_lstat, "stat", 'p', 0, -1, 0, 0},
    {SYS_access, "access", 'p', 0, -1, 0, 0},
    {SYS_readlink, "readlink", 'p', 0, -1, 0, 0},
#endif
};
enum { CALLS = sizeof calls / sizeof calls[0] };

static int isUnder(const char *path) {
  for (int i = 0; i < underCount; i++) {
    size_t length = strlen(under[i]);
    if (strncmp(path, under[i], length) == 0 && (path[length] == '/' || path[length] == 0)) return 1;
  }
  return 0;
}

// The path that a call is about; null when it does not count.
static const char *subject(const struct call *call, const long *arguments) {
  if (call->kind == 'd') {
    long descriptor = arguments[(int)call->argument];
    if (descriptor < 0 || descriptor >= DESCRIPTORS || !watched[descriptor][0]) return NULL;
    return watched[descriptor];
  }
  const char *path = (const char *)arguments[(int)call->argument];
  if (path && path[0] == 0 && call->argument == 1) {  // fstat by newfstatat or statx
    long descriptor = arguments[0];
    if (descriptor < 0 || descriptor >= DESCRIPTORS || !watched[descriptor][0]) return NULL;
    return watched[descriptor];
  }
  if (path && isUnder(path)) return path;
  if (call->second >= 0) {
    path = (const char *)arguments[(int)call->second];
    if (path && isUnder(path)) return path;
  }
  return NULL;
}

static void tell(long at, const char *name, const char *path) {
  if (logDescriptor < 0) return;
  char line[NAME + 64], digits[24];
  size_t length = 0, count = 0;
  do digits[count++] = (char)('0' + at % 10);
  while ((at /= 10) > 0);
  while (count > 0) line[length++] = digits[--count];
  line[length++] = ' ';
  for (size_t i = 0; name[i]; i++) line[length++] = name[i];
  line[length++] = ' ';
  for (size_t i = 0; path[i] && i < NAME; i++) line[length++] = path[i];
  line[length++] = '\n';
  fault_raw(SYS_write, logDescriptor, (long)line, (long)length, 0, 0, 0);
}

static void killMyself(int signal) {
  fault_raw(SYS_tgkill, fault_raw(SYS_getpid, 0, 0, 0, 0, 0, 0),
            fault_raw(SYS_gettid, 0, 0, 0, 0, 0, 0), signal, 0, 0, 0);
}

static long pass(const struct call *call, const long *a) {
  long result = fault_raw(call->number, a[0], a[1], a[2], a[3], a[4], a[5]);
  if (strcmp(call->name, "open") == 0 && result >= 0 && result < DESCRIPTORS) {
    const char *path = (const char *)a[(int)call->argument];
    if (isUnder(path)) {
      strncpy(watched[result], path, NAME - 1);
    } else {
      watched[result][0] = 0;
    }
  }
  return result;
}

// Closes count themselves before their descriptor is forgotten.
static void forget(const struct call *call, const long *a) {
  if (call->number == SYS_close && a[0] >= 0 && a[0] < DESCRIPTORS) watched[a[0]][0] = 0;
}

static long fail(const struct call *call, const long *a) {
  // Linux lets the descriptor go whatever close answers.
  if (call->number == SYS_close) {
    forget(call, a);
    pass(call, a);
  }
  return -errorNumber;
}

static long act(const struct call *call, const char *path, const long *a, long at) {
  long half[6];
  memcpy(half, a, sizeof half);
  int isFirst = at == actAt;
  if (deed == COUNT || isFirst) tell(at, call->name, path);
  switch (deed) {
    case COUNT: break;
    case KILL_BEFORE:
      if (isFirst) killMyself(SIGKILL);
      break;
    case KILL_MIDDLE:
    case KILL_AFTER:
      if (!isFirst) break;
      if (deed == KILL_MIDDLE && call->moves == 'w') half[2] /= 2;
      pass(call, half);
      killMyself(SIGKILL);
      break;
    case FAIL_ONCE:
      if (isFirst) return fail(call, a);
      break;
    case FAIL_ON:
      if (at >= actAt) return fail(call, a);
      break;
    case FAIL_GROWTH: {
      int creates = strcmp(call->name, "open") == 0 && (a[call->argument + 1] & O_CREAT);
      if (at >= actAt && (call->grows || creates)) return fail(call, a);
      break;
    }
    case SHORT:
      if (at >= actAt && call->moves && half[2] > 7) half[2] = 7;
      break;
    case STOP:
      if (isFirst) killMyself(SIGSTOP);
      break;
    case SIGNAL:
    case SIGNAL_WAIT:
      if (!isFirst) break;
      fault_raw(SYS_kill, fault_raw(SYS_getpid, 0, 0, 0, 0, 0, 0), signalNumber, 0, 0, 0, 0);
      if (deed == SIGNAL_WAIT) {
        struct { long seconds, nanoseconds; } rest = {0, 500000000};
        fault_raw(SYS_nanosleep, (long)&rest, 0, 0, 0, 0, 0);
      }
      break;
  }
  forget(call, a);
  return pass(call, half);
}

static void onCall(int signal, siginfo_t *info, void *context) {
  (void)signal;
  ucontext_t *machine = context;
  long a[6];
#if defined(__x86_64__)
  greg_t *r = machine->uc_mcontext.gregs;
  a[0] = r[REG_RDI], a[1] = r[REG_RSI], a[2] = r[REG_RDX];
  a[3] = r[REG_R10], a[4] = r[REG_R8], a[5] = r[REG_R9];
#else
  for (int i = 0; i < 6; i++) a[i] = (long)machine->uc_mcontext.regs[i];
#endif
  long result = -ENOSYS;
  for (int i = 0; i < CALLS; i++) {
    if (calls[i].number != info->si_syscall) continue;
    const char *path = subject(&calls[i], a);
    if (path) {
      result = act(&calls[i], path, a, __atomic_add_fetch(&number, 1, __ATOMIC_SEQ_CST));
    } else {
      forget(&calls[i], a);
      result = pass(&calls[i], a);
    }
    break;
  }
#if defined(__x86_64__)
  r[REG_RAX] = result;
#else
  machine->uc_mcontext.regs[0] = (unsigned long)result;
#endif
}

// Traps the calls of the table unless they come from `fault_raw`.
static int filter(void) {
  static struct sock_filter code[CALLS + 16];
  int n = 0;
  uint64_t end = (uint64_t)(uintptr_t)fault_raw_end;
#define LOAD(field) \
  code[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define UNLESS(value, skip) \
  code[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)(value), 0, skip)
#define ANSWER(what) code[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what)
  LOAD(arch);
  UNLESS(ARCH, 5);
  code[n++] = (struct sock_filter)BPF_STMT(
      BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer));
  UNLESS(end, 4);
  code[n++] = (struct sock_filter)BPF_STMT(
      BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, instruction_pointer) + 4);
  UNLESS(end >> 32, 2);
  ANSWER(SECCOMP_RET_ALLOW);
  ANSWER(SECCOMP_RET_ALLOW);
  LOAD(nr);
  for (int i = 0; i < CALLS; i++)
    code[n++] = (struct sock_filter)BPF_JUMP(
        BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)calls[i].number, (uint8_t)(CALLS - i), 0);
  ANSWER(SECCOMP_RET_ALLOW);
  ANSWER(SECCOMP_RET_TRAP);
  struct sock_fprog program = {(unsigned short)n, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

__attribute__((constructor)) static void start(void) {
  const char *folders = getenv("FAULTS_UNDER"), *what = getenv("FAULTS_DO");
  if (!folders || !what) return;
  while (*folders && underCount < 4) {
    size_t length = strcspn(folders, ":");
    if (length >= sizeof under[0]) _exit(120);
    memcpy(under[underCount++], folders, length);
    folders += length + (folders[length] == ':');
  }
  for (size_t i = 0; i < sizeof deedNames / sizeof deedNames[0]; i++)
    if (strcmp(what, deedNames[i]) == 0) deed = (enum deed)i;
  const char *text;
  if ((text = getenv("FAULTS_AT"))) actAt = atol(text);
  if ((text = getenv("FAULTS_ERROR"))) errorNumber = atoi(text);
  if ((text = getenv("FAULTS_SIGNAL"))) signalNumber = atoi(text);
  if ((text = getenv("FAULTS_STDIO"))) countsStdio = atoi(text);
  if (countsStdio) {
    strcpy(watched[1], "standard output");
    strcpy(watched[2], "standard error");
  }
  if ((text = getenv("FAULTS_LOG"))) {
    int descriptor = open(text, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    logDescriptor = fcntl(descriptor, F_DUPFD_CLOEXEC, 900);
    close(descriptor);
  }
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = onCall;
  action.sa_flags = SA_SIGINFO | SA_NODEFER | SA_RESTART;
  if (sigaction(SIGSYS, &action, NULL) != 0 || filter() != 0) _exit(121);
}
