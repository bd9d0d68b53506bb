#include <openssl/evp.h>
#include <stdint.h>
#if defined(__x86_64__)
#include <cpuid.h>
#elif defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

/// 1 if the processor has instructions for SHA-256, with which a digest takes a fifth of the time or less; else 0.
///
/// Intel 64 and IA-32 Architectures Software Developer's Manual, volume 2A, CPUID, leaf 7: EBX, bit 29; for Arm the
/// kernel's Documentation/arch/arm64/elf_hwcaps.rst.
static inline int assay_has_sha256_instructions(void) {
#if defined(__x86_64__)
  uint32_t a, b, c, d;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
#elif defined(__aarch64__) && defined(__linux__)
  return (getauxval(AT_HWCAP) & HWCAP_SHA2) != 0;
#else
  return 0;
#endif
}
