// Which places in the program's own memory are variables of the student's: the program's file has their names.

#include "Internal.h"

#ifdef STANDS_IN

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>

struct Names {
  const ElfW(Sym) *symbols;
  size_t count;
  const char *texts;
};

static struct Names readNames(void) {
  struct Names names = {0};
  struct stat status;
  int file = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
  if (file < 0) return names;
  bool isThere = fstat(file, &status) == 0;
  const uint8_t *start =
      isThere ? mmap(NULL, status.st_size, PROT_READ, MAP_PRIVATE, file, 0) : MAP_FAILED;
  close(file);
  if (start == MAP_FAILED) return names;
  const ElfW(Ehdr) *header = (const void *)start;
  const ElfW(Shdr) *sections = (const void *)(start + header->e_shoff);
  for (int index = 0; index < header->e_shnum; index++) {
    if (sections[index].sh_type != SHT_SYMTAB) continue;
    names.symbols = (const void *)(start + sections[index].sh_offset);
    names.count = sections[index].sh_size / sizeof *names.symbols;
    names.texts = (const char *)(start + sections[sections[index].sh_link].sh_offset);
  }
  return names;
}

// Swift's names of stored variables and of static ones end so.
static bool isNamedAsVariable(const char *name) {
  size_t length = strlen(name);
  return length > 4 && strncmp(name, "$s", 2) == 0
      && (strcmp(name + length - 2, "vp") == 0 || strcmp(name + length - 3, "vpZ") == 0);
}

static bool lookUp(uint32_t place) {
  static struct Names names;
  static bool isRead = false;
  if (!isRead) names = readNames();
  isRead = true;
  for (size_t index = 0; index < names.count; index++) {
    const ElfW(Sym) *symbol = &names.symbols[index];
    if (place - symbol->st_value < symbol->st_size)
      return isNamedAsVariable(names.texts + symbol->st_name);
  }
  return false;
}

bool isVariable(const void *address) {
  // There are few such places, and to look one up takes long.
  enum { mostPlaces = 1024 };
  static _Atomic uint32_t known[mostPlaces];
  static _Atomic bool are[mostPlaces];
  uint32_t place = placeInProgram(address);
  unsigned slot = (place >> 3) % mostPlaces;
  if (atomic_load_explicit(&known[slot], memory_order_acquire) == place) return are[slot];
  bool is = lookUp(place);
  are[slot] = is;
  atomic_store_explicit(&known[slot], place, memory_order_release);
  return is;
}

#endif
