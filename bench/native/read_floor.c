// The least that any reader of a file must do: `read_floor memchr FILE THREADS` finds every line end in the mapped file,
// `read_floor inflate FILE` inflates it with zlib on one thread. Prints what it counted; time it from outside.
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

struct Part {
  const char *from, *to;
  uint64_t lines;
};

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void *countLines(void *argument) {
  struct Part *part = argument;
  uint64_t lines = 0;
  for (const char *at = part->from; at < part->to && (at = memchr(at, '\n', (size_t)(part->to - at))); at++) lines++;
  part->lines = lines;
  return NULL;
}

static void scan(const char *path, int threads) {
  int descriptor = open(path, O_RDONLY);
  struct stat status;
  if (descriptor < 0 || fstat(descriptor, &status)) fail(path);
  size_t size = (size_t)status.st_size;
  const char *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0);
  if (bytes == MAP_FAILED) fail(path);
  struct Part parts[64];
  pthread_t ids[64];
  uint64_t lines = 0;
  for (int part = 0; part < threads; part++) {
    parts[part] = (struct Part){bytes + size / (size_t)threads * (size_t)part,
                                part == threads - 1 ? bytes + size : bytes + size / (size_t)threads * (size_t)(part + 1), 0};
    if (pthread_create(&ids[part], NULL, countLines, &parts[part])) fail("pthread_create");
  }
  for (int part = 0; part < threads; part++) {
    pthread_join(ids[part], NULL);
    lines += parts[part].lines;
  }
  printf("{\"lines\": %llu, \"bytes\": %zu}\n", (unsigned long long)lines, size);
}

static void inflateAll(const char *path) {
  static char block[1 << 18];
  gzFile file = gzopen(path, "rb");
  if (!file) fail(path);
  gzbuffer(file, 1 << 18);
  uint64_t bytes = 0;
  int count;
  while ((count = gzread(file, block, sizeof block)) > 0) bytes += (uint64_t)count;
  if (count < 0) fail(path);
  gzclose(file);
  printf("{\"bytes\": %llu}\n", (unsigned long long)bytes);
}

int main(int count, char **arguments) {
  int threads = count > 3 ? atoi(arguments[3]) : 1;
  if (count > 2 && !strcmp(arguments[1], "memchr") && threads >= 1 && threads <= 64) scan(arguments[2], threads);
  else if (count > 2 && !strcmp(arguments[1], "inflate")) inflateAll(arguments[2]);
  else {
    fputs("usage: read_floor memchr FILE [THREADS] | read_floor inflate FILE\n", stderr);
    return 64;
  }
  return 0;
}
